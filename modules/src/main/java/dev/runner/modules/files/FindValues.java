package dev.runner.modules.files;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `find` says of each path that it found. Checksums and blocks are asked for together.
record FindValues(Find task, Probe host) {
  private static final int AT_ONCE = 200;

  List<Object> of(List<FileStat> found) {
    List<Pending<Output>> blocks = new ArrayList<>();
    for (int i = 0; i < found.size(); i += AT_ONCE) {
      List<Object> words = new ArrayList<>(List.of("stat", "-c", "%b", "--"));
      found.subList(i, Math.min(found.size(), i + AT_ONCE)).forEach(each -> words.add(each.path()));
      blocks.add(host.lookLater(Command.of(words)));
    }
    List<Optional<Pending<Optional<String>>>> sums = found.stream().map(this::sum).toList();
    List<Object> files = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> values = named(found.get(i));
      List<String> lines = blocks.get(i / AT_ONCE).get().lines();
      boolean all = lines.size() == Math.min(AT_ONCE, found.size() - i / AT_ONCE * AT_ONCE);
      if (all) {
        long count = Long.parseLong(lines.get(i % AT_ONCE).strip());
        values.put("blocks", count);
        values.put("disk_usage_bytes", count * StatValues.BLOCK);
      }
      sums.get(i).flatMap(Pending::get).ifPresent(sum -> values.put("checksum", sum));
      files.add(values);
    }
    return files;
  }

  /// In the order that people see where a loop shows such an item: its names before its bits.
  private static Map<String, Object> named(FileStat file) {
    Map<String, Object> all = StatValues.of(file);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : all.entrySet()) {
      values.putIfAbsent(each.getKey(), each.getValue());
      if (each.getKey().equals("ctime")) {
        values.put("gr_name", all.get("gr_name"));
        values.put("pw_name", all.get("pw_name"));
      }
    }
    values.remove("exists");
    return values;
  }

  private Optional<Pending<Optional<String>>> sum(FileStat file) {
    return task.getChecksum() && file.isFile()
        ? Optional.of(
            host.later(new Question.Checksum(file.path(), task.checksumAlgorithm().algorithm())))
        : Optional.empty();
  }
}
