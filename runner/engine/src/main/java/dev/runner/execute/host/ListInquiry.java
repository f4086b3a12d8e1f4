package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import dev.runner.transport.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is below a directory.
record ListInquiry(Waiting<List<FileStat>> waiting, RemotePath directory, int depth)
    implements Inquiry {

  @Override
  public Script body(String nonce) {
    return Script.of("rn_list %s %s %d".formatted(nonce, FileNames.word(directory), depth));
  }

  @Override
  public Collection<String> functions() {
    return List.of("list");
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    String text = block.text();
    switch (text.startsWith("F\n") || text.startsWith("A\n") ? text.charAt(0) : 'D') {
      case 'F' -> read(text.substring(2), block, nonce);
      case 'A' -> waiting.answer(List.of());
      default ->
          waiting.fail(trouble(text.startsWith("D\n") ? "Permission denied" : block.complaint()));
    }
    return List.of();
  }

  private String trouble(String why) {
    return "what is in %s can't be listed: %s".formatted(directory, why);
  }

  private void read(String text, Block block, String nonce) {
    for (String line :
        new String(block.err(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
      // What goes away in the meantime is no error.
      if (!line.isBlank() && !line.contains("No such file or directory")) {
        waiting.fail(trouble(line.strip()));
        return;
      }
    }
    String end = nonce + "/\n";
    int at = text.indexOf(end);
    if (at < 0) {
      waiting.fail(trouble(block.complaint()));
      return;
    }
    Map<String, String> targets = targets(text.substring(at + end.length()), nonce);
    List<FileStat> found = new ArrayList<>();
    String[] records = text.substring(0, at).split(nonce + " ");
    for (int i = 1; i < records.length; i++) {
      found.add(stat(records[i], targets));
    }
    found.sort(Comparator.comparing(FileStat::path));
    waiting.answer(List.copyOf(found));
  }

  private FileStat stat(String record, Map<String, String> targets) {
    String[] lines = record.split("\n", StatText.LINES + 1);
    String name = lines[StatText.LINES].substring(0, lines[StatText.LINES].length() - 1);
    FileStat stat = StatText.parse(directory.resolve(name.substring("./".length())), lines, 0);
    String target = targets.get(name);
    return target == null ? stat : StatText.withTarget(stat, target);
  }

  /// The name of each link, then its target.
  private static Map<String, String> targets(String text, String nonce) {
    Map<String, String> targets = new HashMap<>();
    String[] parts = text.split(nonce + "\n", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String target = parts[i + 1];
      if (!target.isEmpty()) {
        targets.put(
            parts[i].substring(0, parts[i].length() - 1), target.substring(0, target.length() - 1));
      }
    }
    return targets;
  }
}
