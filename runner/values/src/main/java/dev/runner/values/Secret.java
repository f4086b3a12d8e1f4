package dev.runner.values;

import java.util.Objects;

/// A password, token or key that is a parameter of a module. It prints as `********`; only the
/// transport reveals it.
public final class Secret {
  /// What is shown in place of a secret.
  public static final String MASK = "********";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /// Hides this text.
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value));
  }

  /// The text itself. The house rules let only the transport, and what prepares text for it, call
  /// this.
  public String reveal() {
    return value;
  }

  /// A secret text that is made from it: a hash, an encoding, a part of a larger text.
  public Text text(java.util.function.UnaryOperator<String> made) {
    return Text.secret(made.apply(value));
  }

  /// Whether the text is so: answers a question about it without revealing it.
  public boolean is(java.util.function.Predicate<String> so) {
    return so.test(value);
  }

  /// Whether there is nothing to hide.
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
