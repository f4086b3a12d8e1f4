package dev.runner.template.yaml;

/// How YAML is written; the defaults are PyYAML's.
///
/// @param flow lists and mappings in brackets: always, never, or (null) those that hold only
///   scalars
/// @param indent of each level, 2 to 9
/// @param width at which long lines are folded
/// @param sort keys in order
/// @param scalars the quotes of every scalar: `"`, `'`, `|`, `>`; 0: as needed
/// @param start whether `---` begins the document
/// @param end whether `...` ends it
/// @param unicode whether characters beyond ASCII stay as they are
public record YamlStyle(
    @org.jspecify.annotations.Nullable Boolean flow,
    int indent,
    int width,
    boolean sort,
    char scalars,
    boolean start,
    boolean end,
    boolean unicode) {

  /// An indent or width that makes no sense is PyYAML's own.
  public YamlStyle {
    indent = indent > 1 && indent < 10 ? indent : 2;
    width = width > indent * 2 ? width : 80;
  }

  static final YamlStyle PLAIN = new YamlStyle(null, 2, 80, true, (char) 0, false, false, true);
}
