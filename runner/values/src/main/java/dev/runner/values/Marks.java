package dev.runner.values;

import org.jspecify.annotations.Nullable;

/// What a piece of text carries besides its characters. Operations unite taint, and keep trust only
/// if all text that took part is trusted.
///
/// @param trusted written by the user (playbook, inventory, variable file, command line): may be
///   evaluated as a template
/// @param secret must be shown to nobody: prints as `********`
/// @param origin where it was written, if that is known
/// @param envelope the encrypted text that it is the whole plain text of, if there is one
public record Marks(
    boolean trusted, boolean secret, @Nullable Origin origin, @Nullable String envelope) {

  /// The marks of text that came from a host, or from anywhere else that isn't the user's.
  public static final Marks NONE = new Marks(false, false, null);

  /// The marks of a literal inside an expression, and of what the program itself says.
  public static final Marks TRUSTED = new Marks(true, false, null);

  /// Marks of what was never encrypted.
  public Marks(boolean trusted, boolean secret, @Nullable Origin origin) {
    this(trusted, secret, origin, null);
  }

  /// Trusted text written at a known place.
  public static Marks trustedAt(Origin origin) {
    return new Marks(true, false, origin);
  }

  /// The marks of text made from two texts.
  public Marks with(Marks other) {
    boolean same =
        trusted == other.trusted
            && secret == other.secret
            && envelope == null
            && (origin == null ? other.origin == null : origin.equals(other.origin));
    return same
        ? this
        : new Marks(
            trusted && other.trusted,
            secret || other.secret,
            origin == null ? other.origin : origin);
  }

  /// The same marks, secret.
  public Marks asSecret() {
    return secret ? this : new Marks(trusted, true, origin, envelope);
  }

  /// The same marks, no longer trusted.
  public Marks asUntrusted() {
    return trusted ? new Marks(false, secret, origin, envelope) : this;
  }

  /// The same marks of secret text that was encrypted so.
  public Marks opened(String sealed) {
    return new Marks(trusted, true, origin, sealed);
  }
}
