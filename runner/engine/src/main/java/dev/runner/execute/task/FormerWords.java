package dev.runner.execute.task;

import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What modules say that was said in another way before ansible-core 2.19. Playbooks of that time
/// look for it (`result.msg == 'non-zero return code'`); modules themselves know of no level.
final class FormerWords {
  private static final Map<String, String> FORMER =
      Map.of("The command exited with a non-zero return code.", "non-zero return code");

  /// All that there is in the result of a message that is null.
  private static final Set<String> MARKS = Set.of("_ansible_verbose_always");

  private FormerWords() {}

  /// The same ending in the words that its module had then.
  static Ending of(String module, Ending ending) {
    if (module.equals("debug") && ending.values().keySet().equals(MARKS)) {
      return told(ending, None.NONE);
    }
    Object now = ending.values().get("msg");
    String former = FORMER.get(now instanceof Text text ? text.value() : String.valueOf(now));
    if (former == null) {
      return ending;
    }
    String reason = FORMER.getOrDefault(ending.reason(), ending.reason());
    return told(ending.as(ending.kind(), reason, ending.causes()), former);
  }

  private static Ending told(Ending ending, Object message) {
    Map<String, Object> values = new LinkedHashMap<>(ending.values());
    values.put("msg", message);
    return ending.with(values);
  }
}
