package dev.runner.values;

/// Escaping text for HTML as markupsafe does.
public final class Html {
  private Html() {}

  /// What a value is in HTML: markup as it is, everything else escaped.
  public static String escape(Object value) {
    String text = Python.string(value);
    return Texts.isMarkup(value) ? text : escape(text);
  }

  /// The text with `&`, `<`, `>` and both quotes as entities.
  public static String escape(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      String entity =
          switch (text.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> null;
          };
      if (entity != null && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (entity == null) {
          out.append(text.charAt(i));
        } else {
          out.append(entity);
        }
      }
    }
    return out == null ? text : out.toString();
  }
}
