package dev.runner.values;

/// Case folding as the Unicode Standard defines it (CaseFolding.txt, statuses C and F).
final class CaseFolding {
  private CaseFolding() {}

  /// The folded form of one character.
  static String of(int c) {
    if (c < 0x80) {
      return Character.toString(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (isCherokee(c)) {
      return Character.toString(cherokee(c));
    }
    if (c == 0x130) {
      return "i̇";
    }
    if (c == 0x131) {
      return "ı";
    }
    String upper = Unicode.upper(Character.toString(c));
    if (upper.equals("Ss") || c == 0x1e9e) {
      return "ss";
    }
    StringBuilder out = new StringBuilder();
    upper.codePoints().forEach(u -> out.append(Unicode.lower(Character.toString(u))));
    return out.toString();
  }

  private static boolean isCherokee(int c) {
    return (c >= 0x13a0 && c <= 0x13fd) || (c >= 0xab70 && c <= 0xabbf);
  }

  /// Cherokee folds to upper case, for its small letters came later.
  private static int cherokee(int c) {
    return Character.toUpperCase(c);
  }
}
