package dev.runner.values;

import org.jspecify.annotations.Nullable;

/// The value of a name, attribute or item that isn't there. Using it is an error that says `hint`;
/// asking whether it is defined, and giving a default for it, are not.
///
/// @param name what was looked for: a variable's name, an attribute, an index
/// @param hint the whole sentence of the error, such as `'usr' is undefined`
/// @param origin where it was asked for, if that is known
public record Undefined(String name, String hint, @Nullable Origin origin) {

  /// A variable that isn't defined.
  public static Undefined variable(String name) {
    return new Undefined(name, "'" + name + "' is undefined", null);
  }
}
