package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is at many paths: one `stat` for all that are no links, and for links that aren't followed;
/// another one for links that are. A path that is asked for in many ways is looked at once.
record StatInquiry(List<Waiting<FileStat>> waiting) implements Inquiry {
  /// So that the words fit on a command line.
  private static final int AT_ONCE = 400;

  /// Who asks for one path.
  ///
  /// @param straight where a link itself is meant
  /// @param followed where what it leads to is meant
  private record Asked(
      RemotePath path, List<Waiting<FileStat>> straight, List<Waiting<FileStat>> followed) {
    Asked(RemotePath path) {
      this(path, new ArrayList<>(), new ArrayList<>());
    }

    char way() {
      return followed.isEmpty() ? 'N' : straight.isEmpty() ? 'F' : 'B';
    }

    void answer(FileStat stat) {
      straight.forEach(each -> each.answer(stat));
      followed.forEach(each -> each.answer(stat));
    }

    void missing(List<Waiting<FileStat>> those, char letter) {
      those.forEach(
          each -> {
            if (letter == 'D') {
              each.fail(trouble(path, "Permission denied"));
            } else {
              each.answer(FileStat.absent(path));
            }
          });
    }
  }

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

  private Collection<Asked> asked() {
    Map<RemotePath, Asked> paths = new LinkedHashMap<>();
    for (Waiting<FileStat> each : waiting) {
      Asked asked = paths.computeIfAbsent(question(each).path(), Asked::new);
      (question(each).follow() ? asked.followed() : asked.straight()).add(each);
    }
    return paths.values();
  }

  @Override
  public Script body(String nonce) {
    StringBuilder text = new StringBuilder("rn_stats ").append(nonce);
    for (Asked each : asked()) {
      text.append(' ').append(each.way()).append(' ').append(FileNames.word(each.path()));
    }
    return Script.of(text.toString());
  }

  @Override
  public Collection<String> functions() {
    return List.of("stats");
  }

  @Override
  public boolean isTame() {
    return true;
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    String text = block.text();
    int end = text.indexOf('\n');
    Collection<Asked> asked = asked();
    if (end < asked.size()) {
      waiting.forEach(each -> each.fail(trouble(question(each).path(), block.complaint())));
      return List.of();
    }
    Seen seen = new Seen(text.substring(0, end), text.substring(end + 1).split(nonce + "\n", -1));
    if (!seen.isComplete()) {
      return again(block);
    }
    List<Waiting<FileStat>> replaced = new ArrayList<>();
    asked.forEach(each -> seen.answer(each, replaced));
    return replaced.isEmpty() ? List.of() : of(replaced);
  }

  /// The answers, which are read from their beginning.
  private static final class Seen {
    private final String letters;
    private final String[] parts;
    private final String[] straight;
    private final String[] followed;
    private int letter;
    private int nextStraight;
    private int nextFollowed;
    private int link = 2;

    Seen(String letters, String[] parts) {
      this.letters = letters;
      this.parts = parts;
      this.straight = parts[0].split("\n", -1);
      this.followed = parts.length > 1 ? parts[1].split("\n", -1) : new String[0];
    }

    private long count(String wanted) {
      return letters.chars().filter(each -> wanted.indexOf(each) >= 0).count();
    }

    boolean isComplete() {
      return straight.length == count("PL") * StatText.LINES + 1
          && followed.length == count("F") * StatText.LINES + 1
          && parts.length == count("L") + 3;
    }

    /// @param replaced takes who has to ask again, since a link has come in between
    void answer(Asked asked, List<Waiting<FileStat>> replaced) {
      char first = letters.charAt(letter++);
      switch (first) {
        case 'P' -> {
          FileStat stat = straight(asked.path());
          if (stat.isLink()) {
            replaced.addAll(asked.straight());
            replaced.addAll(asked.followed());
          } else {
            asked.answer(stat);
          }
        }
        case 'L' -> {
          FileStat stat = straight(asked.path());
          String target = parts[link++];
          FileStat whole = stat.isLink() ? StatText.withTarget(stat, line(target)) : stat;
          asked.straight().forEach(each -> each.answer(whole));
          if (!asked.followed().isEmpty()) {
            follow(asked, letters.charAt(letter++));
          }
        }
        case 'F' -> follow(asked, first);
        default -> {
          asked.missing(asked.straight(), first);
          asked.missing(asked.followed(), first);
        }
      }
    }

    private void follow(Asked asked, char letter) {
      if (letter == 'F') {
        FileStat stat = StatText.parse(asked.path(), followed, StatText.LINES * nextFollowed++);
        asked.followed().forEach(each -> each.answer(stat));
      } else {
        asked.missing(asked.followed(), letter);
      }
    }

    private FileStat straight(RemotePath path) {
      return StatText.parse(path, straight, StatText.LINES * nextStraight++);
    }

    private static String line(String text) {
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
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
      only.fail(trouble(question(only).path(), complaint));
    }
    return List.of();
  }

  private static String trouble(RemotePath path, String why) {
    return "what is at %s can't be seen: %s".formatted(path, why);
  }
}
