package dev.runner.values;

import org.jspecify.annotations.Nullable;

/// The value of a name, attribute or item that isn't there. Using it is an error that says `hint`;
/// asking whether it is defined, and giving a default for it, are not, unless it is locked.
///
/// What a filter, a test or a lookup couldn't give is locked too: nothing is wrong as long as
/// nobody uses it (from ansible-core 2.19 on).
///
/// @param name what was looked for: a variable's name, an attribute, an index; of what is locked,
///   the encrypted text
/// @param hint the whole sentence of the error, such as `'usr' is undefined`
/// @param origin where the template was written that asked for it, if that is known
/// @param use what may be done with it besides
/// @param failure what is to be thrown when it is used, if it stands for a failure
public record Undefined(
    String name,
    String hint,
    @Nullable Origin origin,
    Use use,
    @Nullable RuntimeException failure) {

  /// How much an undefined value forgives.
  public enum Use {
    /// Every use is an error, but an attribute or item of it is undefined too (Ansible).
    CHAINED,
    /// Every use is an error, taking an attribute or item included (Jinja2's `StrictUndefined`).
    STRICT,
    /// Every use is an error, asking whether it is defined and giving a default for it included: it
    /// is there, but can't be read.
    LOCKED,
    /// Prints as nothing, is false and empty; arithmetic, attributes and items are errors (Jinja2's
    /// default).
    LENIENT
  }

  /// An undefined value that stands for no failure.
  public Undefined(String name, String hint, @Nullable Origin origin, Use use) {
    this(name, hint, origin, use, null);
  }

  /// What a filter, a test or a lookup couldn't give.
  ///
  /// @param sentence about the failure
  public static Undefined failed(String sentence, RuntimeException failure) {
    return new Undefined("", sentence, null, Use.LOCKED, failure);
  }

  /// An undefined value whose every use is an error.
  public Undefined(String name, String hint, @Nullable Origin origin) {
    this(name, hint, origin, Use.CHAINED);
  }

  /// A variable that isn't defined.
  public static Undefined variable(String name) {
    return new Undefined(name, "'" + name + "' is undefined", null);
  }

  /// The same with another use.
  public Undefined with(Use other) {
    return use == other || isLocked() ? this : new Undefined(name, hint, origin, other);
  }

  /// The same, asked for by a template that was written there, unless it's known already which one
  /// asked.
  public Undefined in(@Nullable Origin written) {
    return origin != null || written == null
        ? this
        : new Undefined(name, hint, written, use, failure);
  }

  /// Whether it is there, but can't be read.
  public boolean isLocked() {
    return use == Use.LOCKED;
  }

  /// Whether it is an encrypted text that can't be read.
  public boolean isVaulted() {
    return isLocked() && failure == null;
  }

  /// Whether it may be printed, iterated and asked for its truth, as if it were empty.
  public boolean isLenient() {
    return use == Use.LENIENT;
  }
}
