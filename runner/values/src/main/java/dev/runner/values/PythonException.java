package dev.runner.values;

import org.jspecify.annotations.Nullable;

/// An operation that Python refuses, with Python's sentence about it. It says nothing about the
/// place: who evaluates a template adds that.
public final class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Python's class of the error.
  public enum Kind {
    TYPE,
    VALUE,
    KEY,
    INDEX,
    ATTRIBUTE,
    ZERO_DIVISION,
    OVERFLOW,
    UNDEFINED,
    RECURSION,
    /// The result would be bigger than the evaluation allows.
    BOUND,
    /// What a filter, a test or a lookup refuses; the sentence names it.
    PLUGIN,
    /// What the language's own rules refuse.
    RUNTIME
  }

  private final Kind kind;
  private final transient @Nullable Undefined undefined;

  private PythonException(Kind kind, String message, @Nullable Undefined undefined) {
    super(message);
    this.kind = kind;
    this.undefined = undefined;
  }

  /// An error of this kind.
  public static PythonException of(Kind kind, String message) {
    return new PythonException(kind, message, null);
  }

  /// The same, as what a filter, a test or a lookup refuses.
  ///
  /// @param plugin what it is called: `filter plugin 'ansible.builtin.int'`
  public PythonException of(String plugin) {
    return switch (kind) {
      case UNDEFINED, RECURSION, BOUND, PLUGIN -> this;
      default -> {
        PythonException named =
            of(Kind.PLUGIN, "The %s failed: %s".formatted(plugin, getMessage()));
        named.initCause(this);
        yield named;
      }
    };
  }

  /// A `TypeError`.
  public static PythonException type(String message) {
    return of(Kind.TYPE, message);
  }

  /// A `ValueError`.
  public static PythonException value(String message) {
    return of(Kind.VALUE, message);
  }

  /// A `TemplateRuntimeError`, `FilterArgumentError` or other error of the template language.
  public static PythonException runtime(String message) {
    return of(Kind.RUNTIME, message);
  }

  /// The use of a value that isn't there.
  public static PythonException undefined(Undefined value) {
    if (value.failure() != null) {
      PythonException failed = new PythonException(Kind.PLUGIN, value.hint(), value);
      failed.initCause(value.failure());
      return failed;
    }
    Kind kind = value.isLocked() ? Kind.RUNTIME : Kind.UNDEFINED;
    return new PythonException(kind, value.hint(), value);
  }

  /// Python's class of the error.
  public Kind kind() {
    return kind;
  }

  /// What was undefined, where that was the mistake.
  public @Nullable Undefined undefined() {
    return undefined;
  }
}
