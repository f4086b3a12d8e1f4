package dev.runner.jinja;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What separates a template's text from its code.
///
/// @param blockStart `{%`
/// @param blockEnd `%}`
/// @param variableStart `{{`
/// @param variableEnd `}}`
/// @param commentStart `{#`
/// @param commentEnd `#}`
/// @param lineStatementPrefix what makes a line a statement; null: nothing does
/// @param lineCommentPrefix what makes the rest of a line a comment; null: nothing does
/// @param trimBlocks drop the first newline after a block
/// @param lstripBlocks drop the white space before a block that starts a line
/// @param keepTrailingNewline keep the newline that ends the template
/// @param newline what every newline of the template becomes
/// @param rawBackslashes leave backslashes in the literals of `{{ }}` as they are written, as
///   Ansible does in YAML values
public record Syntax(
    String blockStart,
    String blockEnd,
    String variableStart,
    String variableEnd,
    String commentStart,
    String commentEnd,
    @Nullable String lineStatementPrefix,
    @Nullable String lineCommentPrefix,
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean keepTrailingNewline,
    String newline,
    boolean rawBackslashes) {

  /// Jinja2's defaults.
  public static final Syntax JINJA =
      new Syntax("{%", "%}", "{{", "}}", "{#", "#}", null, null, false, false, false, "\n", false);

  /// Ansible's for template files.
  public static final Syntax ANSIBLE_FILE = JINJA.trimming(true, false);

  /// Ansible's for values of YAML files.
  public static final Syntax ANSIBLE_VALUE = ANSIBLE_FILE.keepingBackslashes(true);

  /// The same with other delimiters for statements.
  public Syntax withBlocks(String start, String end) {
    return new Syntax(
        start,
        end,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        rawBackslashes);
  }

  /// The same with other delimiters for expressions.
  public Syntax withVariables(String start, String end) {
    return new Syntax(
        blockStart,
        blockEnd,
        start,
        end,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        rawBackslashes);
  }

  /// The same with other delimiters for comments.
  public Syntax withComments(String start, String end) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        start,
        end,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        rawBackslashes);
  }

  /// The same with line statements and line comments.
  public Syntax withLines(@Nullable String statement, @Nullable String comment) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        statement,
        comment,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        rawBackslashes);
  }

  /// The same with other rules for white space around blocks.
  public Syntax trimming(boolean trim, boolean lstrip) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trim,
        lstrip,
        keepTrailingNewline,
        newline,
        rawBackslashes);
  }

  /// The same with another rule for the newline at the end.
  public Syntax keepingTrailingNewline(boolean keep) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keep,
        newline,
        rawBackslashes);
  }

  /// The same with another text for newlines.
  public Syntax withNewline(String other) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        other,
        rawBackslashes);
  }

  /// The same with another rule for backslashes.
  public Syntax keepingBackslashes(boolean keep) {
    return new Syntax(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        lineStatementPrefix,
        lineCommentPrefix,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        keep);
  }

  /// Compared by hand: what records do by themselves costs milliseconds when the JVM starts.
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Syntax syntax && isSame(syntax));
  }

  private boolean isSame(Syntax other) {
    return blockStart.equals(other.blockStart)
        && blockEnd.equals(other.blockEnd)
        && variableStart.equals(other.variableStart)
        && variableEnd.equals(other.variableEnd)
        && commentStart.equals(other.commentStart)
        && commentEnd.equals(other.commentEnd)
        && Objects.equals(lineStatementPrefix, other.lineStatementPrefix)
        && Objects.equals(lineCommentPrefix, other.lineCommentPrefix)
        && trimBlocks == other.trimBlocks
        && lstripBlocks == other.lstripBlocks
        && keepTrailingNewline == other.keepTrailingNewline
        && newline.equals(other.newline)
        && rawBackslashes == other.rawBackslashes;
  }

  @Override
  public int hashCode() {
    return variableStart.hashCode() * 31 + blockStart.hashCode();
  }

  /// Whether text could hold any code at all.
  public boolean occursIn(String text) {
    return text.contains(variableStart)
        || text.contains(blockStart)
        || text.contains(commentStart)
        || lineStatementPrefix != null
        || lineCommentPrefix != null;
  }
}
