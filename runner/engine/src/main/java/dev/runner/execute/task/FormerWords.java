package dev.runner.execute.task;

import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sentences of modules that were others before ansible-core 2.19. Playbooks of that time look for
/// them (`result.msg == 'non-zero return code'`); modules themselves know of no level.
final class FormerWords {
  private static final Map<String, String> FORMER =
      Map.of("The command exited with a non-zero return code.", "non-zero return code");

  private FormerWords() {}

  /// The same ending in the words that its module had then.
  static Ending of(Ending ending) {
    Object now = ending.values().get("msg");
    String former = FORMER.get(now instanceof Text text ? text.value() : String.valueOf(now));
    if (former == null) {
      return ending;
    }
    Map<String, Object> values = new LinkedHashMap<>(ending.values());
    values.put("msg", former);
    String reason = FORMER.getOrDefault(ending.reason(), ending.reason());
    return ending.as(ending.kind(), reason, ending.causes()).with(values);
  }
}
