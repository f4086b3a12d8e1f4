/// Asks web servers on behalf of lookups.
@NullMarked
package dev.runner.template.web;

import org.jspecify.annotations.NullMarked;
