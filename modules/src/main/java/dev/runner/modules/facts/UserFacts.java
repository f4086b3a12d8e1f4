package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.Map;

/// Who gathers the facts.
final class UserFacts {
  private UserFacts() {}

  static Map<String, Object> of(Sections seen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    String[] entry = seen.text("user").strip().split(":", 7);
    if (entry.length == 7) {
      facts.put("user_id", entry[0]);
      facts.put("user_uid", number(entry[2]));
      facts.put("user_gid", number(entry[3]));
      facts.put("user_gecos", entry[4]);
      facts.put("user_dir", entry[5]);
      facts.put("user_shell", entry[6]);
    }
    ids(seen, "Uid:", "real_user_id", "effective_user_id", facts);
    ids(seen, "Gid:", "real_group_id", "effective_group_id", facts);
    return facts;
  }

  /// The line of `/proc/self/status` (proc(5)): real, effective, saved and file system ids.
  private static void ids(
      Sections seen, String key, String real, String effective, Map<String, Object> facts) {
    for (String line : seen.all("/proc/self/status")) {
      String[] words = line.strip().split("\\s+");
      if (words[0].equals(key) && words.length > 2) {
        facts.put(real, number(words[1]));
        facts.put(effective, number(words[2]));
      }
    }
  }

  private static long number(String text) {
    return Numbers.whole(text).orElse(0L);
  }
}
