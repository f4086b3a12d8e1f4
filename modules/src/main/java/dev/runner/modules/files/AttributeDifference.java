package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a task changes in owner, group, mode and times, as Ansible registers it in diff mode: what
/// was there by number, what is wanted as it was written.
final class AttributeDifference {
  private AttributeDifference() {}

  /// The path before and after, with nothing but what is missing.
  static Map<String, Object> of(RemotePath path, FileStat there, Attributes missing) {
    Map<String, Object> before = new LinkedHashMap<>(Map.of("path", path.text()));
    Map<String, Object> after = new LinkedHashMap<>(before);
    put(there, missing, before, after);
    return new LinkedHashMap<>(Map.of("before", before, "after", after));
  }

  /// Adds what is missing to what is known of before and after.
  static void put(
      FileStat there, Attributes missing, Map<String, Object> before, Map<String, Object> after) {
    if (there.exists()) {
      missing.owner().ifPresent(owner -> before.put("owner", there.uid()));
      missing.group().ifPresent(group -> before.put("group", there.gid()));
      missing.mode().ifPresent(mode -> before.put("mode", FileValues.mode(there.mode())));
      missing.accessed().ifPresent(time -> before.put("atime", FileStat.seconds(there.accessed())));
      missing.modified().ifPresent(time -> before.put("mtime", FileStat.seconds(there.modified())));
    }
    missing.owner().ifPresent(owner -> after.put("owner", number(owner)));
    missing.group().ifPresent(group -> after.put("group", number(group)));
    missing.mode().ifPresent(mode -> after.put("mode", mode.text()));
    missing.accessed().ifPresent(time -> after.put("atime", FileStat.seconds(time)));
    missing.modified().ifPresent(time -> after.put("mtime", FileStat.seconds(time)));
  }

  private static Object number(String name) {
    return name.matches("[0-9]{1,10}") ? (Object) Long.parseLong(name) : name;
  }
}
