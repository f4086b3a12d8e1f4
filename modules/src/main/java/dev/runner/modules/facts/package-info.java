/// What is known of a host: the module that gathers facts.
@NullMarked
package dev.runner.modules.facts;

import org.jspecify.annotations.NullMarked;
