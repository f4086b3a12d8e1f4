package dev.runner.cli.doc;

import dev.runner.playbook.Keyword;
import dev.runner.playbook.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What there is to say about a keyword, as data.
public final class KeywordPage {
  private static final List<Level> LEVELS =
      List.of(Level.PLAY, Level.ROLE, Level.BLOCK, Level.TASK, Level.HANDLER);

  private KeywordPage() {}

  /// Where it may stand, and what it says.
  public static Map<String, Object> of(Keyword keyword) {
    List<String> at =
        LEVELS.stream().filter(keyword::isFor).map(level -> capital(level.name())).toList();
    return Map.of(
        "applies_to", at, "description", keyword.text(), "type", keyword.shape().phrase());
  }

  private static String capital(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
