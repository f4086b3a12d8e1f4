/// Binds the template languages to variables: Jinja for values, conditions and `.j2` files,
/// Mustache for `.mustache`.
@NullMarked
package dev.runner.template;

import org.jspecify.annotations.NullMarked;
