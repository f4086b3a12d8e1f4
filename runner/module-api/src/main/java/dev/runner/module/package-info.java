/// What the author of a module sees.
///
/// A module is a record whose components are its parameters. Its `plan` asks questions of a host
/// and answers with data: nothing to do, these steps, refused because. It has nothing to write
/// with, so that check mode can't lie.
@NullMarked
package dev.runner.module;

import org.jspecify.annotations.NullMarked;
