package dev.runner.jinja;

import dev.runner.values.Origin;
import dev.runner.values.Undefined;
import org.jspecify.annotations.Nullable;

/// A mistake in a template, or one that evaluating it came upon, with its place.
public final class JinjaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What kind of mistake it is.
  public enum Kind {
    /// The template can't be parsed.
    SYNTAX,
    /// A name, attribute or item isn't there.
    UNDEFINED,
    /// An operation failed.
    RUNTIME,
    /// A condition has a value that is neither true nor false.
    NOT_BOOLEAN,
    /// A template that another one names isn't there.
    MISSING_TEMPLATE,
    /// The evaluation took more than its [Bounds].
    BOUND
  }

  /// Where the mistake is.
  ///
  /// @param template the template's name
  /// @param line counted from 1
  /// @param column counted from 1
  /// @param part the piece of the expression, as it is written
  public record Place(String template, int line, int column, String part) {
    @Override
    public String toString() {
      return template + ":" + line + ":" + column;
    }
  }

  private final Kind kind;
  private final String sentence;
  private final transient Place place;
  private final transient @Nullable Undefined undefined;
  private final @Nullable String nearest;
  private final transient @Nullable Origin origin;

  JinjaException(
      Kind kind,
      String sentence,
      Place place,
      @Nullable Undefined undefined,
      @Nullable String nearest,
      @Nullable Throwable cause) {
    this(kind, sentence, place, undefined, nearest, cause, null);
  }

  private JinjaException(
      Kind kind,
      String sentence,
      Place place,
      @Nullable Undefined undefined,
      @Nullable String nearest,
      @Nullable Throwable cause,
      @Nullable Origin origin) {
    super(
        place + ": " + sentence + (nearest == null ? "" : "; did you mean '" + nearest + "'?"),
        cause);
    this.kind = kind;
    this.sentence = sentence;
    this.place = place;
    this.undefined = undefined;
    this.nearest = nearest;
    this.origin = origin;
  }

  JinjaException(Kind kind, String sentence, Place place) {
    this(kind, sentence, place, null, null, null);
  }

  /// What kind of mistake it is.
  public Kind kind() {
    return kind;
  }

  /// The sentence about it, without the place.
  public String sentence() {
    return sentence;
  }

  /// Where it is.
  public Place place() {
    return place;
  }

  /// What wasn't there, for [Kind#UNDEFINED].
  public @Nullable Undefined undefined() {
    return undefined;
  }

  /// Where the template was written that is to blame, if [#in] was told.
  public @Nullable Origin origin() {
    return origin;
  }

  /// The same for a template that was written there, unless it's known already which one in it is
  /// to blame.
  public JinjaException in(@Nullable Origin written) {
    return origin != null || written == null
        ? this
        : new JinjaException(kind, sentence, place, undefined, nearest, getCause(), written);
  }

  /// The name that was probably meant, if one is near.
  public @Nullable String nearest() {
    return nearest;
  }
}
