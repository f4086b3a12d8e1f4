/// What templates may reach beyond their variables.
@NullMarked
package dev.runner.template.ports;

import org.jspecify.annotations.NullMarked;
