package dev.runner.template.yaml;

/// What the characters of a text allow where it is written in YAML.
///
/// @param multiline whether it has line breaks
/// @param plainInFlow whether it may stand without quotes inside brackets
/// @param plainInBlock whether it may stand without quotes elsewhere
/// @param single whether single quotes will do
/// @param block whether it may be a block of lines
record ScalarShape(
    boolean multiline, boolean plainInFlow, boolean plainInBlock, boolean single, boolean block) {

  private static final String BREAKS = "\n\u0085\u2028\u2029";

  static boolean isBreak(int c) {
    return BREAKS.indexOf(c) >= 0;
  }

  private static boolean isBlank(int c) {
    return c == 0 || c == ' ' || c == '\t' || c == '\r' || isBreak(c);
  }

  static ScalarShape of(String text, boolean unicode) {
    if (text.isEmpty()) {
      return new ScalarShape(false, false, true, true, false);
    }
    return new Analysis(text.codePoints().toArray(), unicode).run();
  }

  private static final class Analysis {
    private final int[] text;
    private final boolean unicode;
    private boolean flowIndicators;
    private boolean blockIndicators;
    private boolean lineBreaks;
    private boolean special;
    private boolean leading;
    private boolean trailing;
    private boolean trailingSpace;
    private boolean breakSpace;
    private boolean spaceBreak;

    Analysis(int[] text, boolean unicode) {
      this.text = text;
      this.unicode = unicode;
    }

    ScalarShape run() {
      if (starts('-') || starts('.')) {
        flowIndicators = true;
        blockIndicators = true;
      }
      for (int i = 0; i < text.length; i++) {
        indicators(i);
        lineBreaks |= isBreak(text[i]);
        special |= isSpecial(text[i]);
        spaces(i);
      }
      boolean plain = !(leading || trailing || breakSpace || spaceBreak || special || lineBreaks);
      return new ScalarShape(
          lineBreaks,
          plain && !flowIndicators,
          plain && !blockIndicators,
          !(breakSpace || spaceBreak || special),
          !(trailingSpace || spaceBreak || special));
    }

    private boolean starts(char c) {
      return text.length > 2 && text[0] == c && text[1] == c && text[2] == c;
    }

    private void indicators(int i) {
      int c = text[i];
      boolean after = i + 1 >= text.length || isBlank(text[i + 1]);
      boolean before = i == 0 || isBlank(text[i - 1]);
      if (i == 0) {
        boolean any = "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0 || (c == '-' && after);
        flowIndicators |= any || c == '?' || c == ':';
        blockIndicators |= any || ((c == '?' || c == ':') && after);
      } else {
        boolean comment = c == '#' && before;
        flowIndicators |= ",?[]{}:".indexOf(c) >= 0 || comment;
        blockIndicators |= (c == ':' && after) || comment;
      }
    }

    private boolean isSpecial(int c) {
      if (c == '\n' || (c >= 0x20 && c <= 0x7e)) {
        return false;
      }
      boolean printable = (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd);
      return !unicode || !printable || c == 0xfeff;
    }

    private void spaces(int i) {
      int c = text[i];
      boolean blank = c == ' ' || isBreak(c);
      leading |= blank && i == 0;
      trailing |= blank && i == text.length - 1;
      trailingSpace |= c == ' ' && i == text.length - 1;
      if (i > 0) {
        breakSpace |= c == ' ' && isBreak(text[i - 1]);
        spaceBreak |= isBreak(c) && text[i - 1] == ' ';
      }
    }
  }
}
