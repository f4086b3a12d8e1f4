package dev.runner.jinja;

/// The text of one template, which places in it are counted in.
///
/// @param name how errors name it
/// @param text the characters, with every newline as `\n`
/// @param syntax what it is read by
record SourceText(String name, String text, Syntax syntax) {
  private static final int LONGEST_PART = 120;

  JinjaException.Place place(int start, int end) {
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    String part = text.substring(start, Math.min(end, start + LONGEST_PART));
    return new JinjaException.Place(name, line, start - lineStart + 1, part);
  }

  JinjaException mistake(String sentence, int start, int end) {
    return new JinjaException(JinjaException.Kind.SYNTAX, sentence, place(start, end));
  }
}
