package dev.runner.values;

import java.util.Objects;

/// Text that carries marks. A plain `String` is the same kind of value without any: neither trusted
/// nor secret.
///
/// Two texts are equal when their characters are: marks say something about a text, they aren't
/// part of it.
public final class Text implements Comparable<Text> {
  private final String value;
  private final Marks marks;
  private final Kind kind;

  private enum Kind {
    PLAIN,
    MARKUP,
    STAYING
  }

  private Text(String value, Marks marks, Kind kind) {
    this.value = value;
    this.marks = marks;
    this.kind = kind;
  }

  /// Text with these marks.
  public static Text of(String value, Marks marks) {
    return new Text(Objects.requireNonNull(value), Objects.requireNonNull(marks), Kind.PLAIN);
  }

  /// Text that the user wrote, at this place.
  public static Text trusted(String value, Origin origin) {
    return new Text(value, Marks.trustedAt(origin), Kind.PLAIN);
  }

  /// Text that must be shown to nobody.
  public static Text secret(String value) {
    return new Text(value, Marks.NONE.asSecret(), Kind.PLAIN);
  }

  /// HTML: text that is escaped already (Python's `Markup`), so that escaping leaves it alone.
  public static Text markup(String value, Marks marks) {
    return new Text(Objects.requireNonNull(value), Objects.requireNonNull(marks), Kind.MARKUP);
  }

  /// Whether this value is text of either kind.
  public static boolean isText(Object value) {
    return value instanceof String || value instanceof Text;
  }

  /// The marks of a value: its own, if it is a text, or those of any other value, which are none.
  public static Marks marksOf(Object value) {
    return value instanceof Text text ? text.marks : Marks.NONE;
  }

  /// The characters, secret or not. For computing, never for showing: that is [#toString].
  public String value() {
    return value;
  }

  /// What this text carries.
  public Marks marks() {
    return marks;
  }

  /// Whether this is HTML that is escaped already.
  public boolean isMarkup() {
    return kind == Kind.MARKUP;
  }

  /// The same text, which stays text even where text that looks like a literal is read as one (at
  /// the level of ansible-core 2.14). What is made of it doesn't.
  public Text staying() {
    return kind == Kind.PLAIN ? new Text(value, marks, Kind.STAYING) : this;
  }

  /// Whether this stays text; see [#staying].
  public boolean isStaying() {
    return kind == Kind.STAYING;
  }

  /// Whether this must be shown to nobody.
  public boolean isSecret() {
    return marks.secret();
  }

  /// The same characters with other marks.
  public Text with(Marks other) {
    return marks.equals(other) ? this : new Text(value, other, kind);
  }

  @Override
  public int compareTo(Text other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text && text.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /// The characters, or `********` where they are secret.
  @Override
  public String toString() {
    return isSecret() ? Secret.MASK : value;
  }
}
