package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What is at many paths: one `stat` for those whose links are followed, one for the others.
record StatInquiry(List<Waiting<FileStat>> waiting) implements Inquiry {
  /// So that the words fit on a command line.
  private static final int AT_ONCE = 400;

  StatInquiry {
    waiting = List.copyOf(waiting);
  }

  /// As many inquiries as it takes.
  static List<Inquiry> of(List<Waiting<FileStat>> all) {
    List<Inquiry> inquiries = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      inquiries.add(new StatInquiry(all.subList(from, Math.min(all.size(), from + AT_ONCE))));
    }
    return inquiries;
  }

  private static Question.Stat question(Waiting<FileStat> waiting) {
    return (Question.Stat) waiting.question();
  }

  @Override
  public Script body(String nonce) {
    StringBuilder text = new StringBuilder("rn_stats ").append(nonce);
    for (Waiting<FileStat> each : waiting) {
      text.append(question(each).follow() ? " F " : " N ")
          .append(FileNames.word(question(each).path()));
    }
    return Script.of(text.toString());
  }

  @Override
  public Collection<String> functions() {
    return List.of("stats");
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    String text = block.text();
    int end = text.indexOf('\n');
    if (end != waiting.size()) {
      waiting.forEach(each -> each.fail(trouble(each, block.complaint())));
      return List.of();
    }
    String letters = text.substring(0, end);
    String[] parts = text.substring(end + 1).split(nonce + "\n", -1);
    String[] followed = parts[0].split("\n", -1);
    String[] plain = parts.length > 1 ? parts[1].split("\n", -1) : new String[0];
    if (!complete(letters, followed, plain, parts.length)) {
      return again(block);
    }
    int follow = 0;
    int straight = 0;
    int link = 2;
    for (int i = 0; i < letters.length(); i++) {
      Waiting<FileStat> each = waiting.get(i);
      RemotePath path = question(each).path();
      switch (letters.charAt(i)) {
        case 'F' -> each.answer(StatText.parse(path, followed, StatText.LINES * follow++));
        case 'N' -> each.answer(StatText.parse(path, plain, StatText.LINES * straight++));
        case 'L' -> {
          FileStat stat = StatText.parse(path, plain, StatText.LINES * straight++);
          each.answer(stat.isLink() ? StatText.withTarget(stat, target(parts[link])) : stat);
          link++;
        }
        case 'D' -> each.fail(trouble(each, "Permission denied"));
        default -> each.answer(FileStat.absent(path));
      }
    }
    return List.of();
  }

  private static String target(String line) {
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }

  private static boolean complete(String letters, String[] followed, String[] plain, int parts) {
    long f = letters.chars().filter(c -> c == 'F').count();
    long l = letters.chars().filter(c -> c == 'L').count();
    long n = letters.chars().filter(c -> c == 'N').count() + l;
    return followed.length == f * StatText.LINES + 1
        && plain.length == n * StatText.LINES + 1
        && parts == l + 3;
  }

  /// Something went away between the shell's look and the one of `stat`: each path is asked about
  /// by itself then.
  private List<Inquiry> again(Block block) {
    if (waiting.size() > 1) {
      return waiting.stream().<Inquiry>map(each -> new StatInquiry(List.of(each))).toList();
    }
    Waiting<FileStat> only = waiting.getFirst();
    String complaint = block.complaint();
    if (complaint.contains("No such file") || complaint.contains("Not a directory")) {
      only.answer(FileStat.absent(question(only).path()));
    } else {
      only.fail(trouble(only, complaint));
    }
    return List.of();
  }

  private static String trouble(Waiting<FileStat> waiting, String why) {
    return "what is at %s can't be seen: %s".formatted(question(waiting).path(), why);
  }
}
