package dev.runner.modules.network;

import dev.runner.module.Content;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules that ufw keeps, a file for IPv4 and one for IPv6. Releases differ in where.
///
/// @param four files for IPv4, of which one is there
/// @param six files for IPv6
record UfwRules(List<Kept> four, List<Kept> six) {
  /// What a dry run will say of rules.
  static final Foretold UNTOLD = new Foretold.Untold(List.of("ufw", "--dry-run"));

  private static final List<String> PLACES = List.of("/etc/ufw/", "/lib/ufw/", "/var/lib/ufw/");
  private static final String RULE = "### tuple";
  private static final String FOUR = ":ufw-user-input";
  private static final String SIX = ":ufw6-user-input";

  /// A file that may have rules.
  record Kept(RemotePath path, Pending<Optional<Content>> content) {
    Stream<String> lines() {
      return content.get().map(Content::lenientText).orElse("").lines();
    }
  }

  static UfwRules ask(Probe host) {
    return new UfwRules(ask(host, "user.rules"), ask(host, "user6.rules"));
  }

  private static List<Kept> ask(Probe host, String name) {
    return PLACES.stream()
        .map(place -> RemotePath.of(place + name))
        .map(path -> new Kept(path, host.later(new Question.Read(path, Probe.READ_LIMIT))))
        .toList();
  }

  /// Whether what a dry run prints is another set of rules. It prints the tables that it would
  /// write, and none where a rule is there already.
  boolean differ(List<String> dry) {
    return differs(table(dry, FOUR, SIX), four) || differs(table(dry, SIX, FOUR), six);
  }

  private static boolean differs(List<String> table, List<Kept> files) {
    return !table.isEmpty() && !rules(table.stream()).equals(rules(kept(files)));
  }

  private static List<String> table(List<String> dry, String start, String next) {
    return dry.stream()
        .dropWhile(line -> !line.startsWith(start))
        .takeWhile(line -> !line.startsWith(next))
        .toList();
  }

  /// What holds once a rule was added or removed: the files are as the dry run printed them, to do
  /// the same again would change nothing, and to do the opposite would lead back. Where rules that
  /// are kept now are gone then, nobody knows what it would change to bring back one of them.
  ///
  /// @param words of the command
  /// @param delete whether it removes the rule
  List<Foretold> after(List<Object> words, boolean delete, Output tried) {
    List<Foretold> then = new ArrayList<>();
    holds(table(tried.lines(), FOUR, SIX), four, then);
    holds(table(tried.lines(), SIX, FOUR), six, then);
    then.add(trial(words, Output.of(0, "Skipping: it is so already", "")));
    if (words.stream().noneMatch("insert"::equals)) {
      then.add(trial(opposite(words, delete), Output.of(0, printed(), "")));
    }
    if (loses(table(tried.lines(), FOUR, SIX), four)
        || loses(table(tried.lines(), SIX, FOUR), six)) {
      then.add(UNTOLD);
    }
    then.add(UfwLook.UNNUMBERED);
    return then;
  }

  private static boolean loses(List<String> table, List<Kept> files) {
    return !table.isEmpty() && !rules(table.stream()).containsAll(rules(kept(files)));
  }

  private static List<Object> opposite(List<Object> words, boolean delete) {
    List<Object> other = new ArrayList<>(words);
    int at = words.getFirst().equals("route") ? 1 : 0;
    if (delete) {
      other.remove(at);
    } else {
      other.add(at, "delete");
    }
    return other;
  }

  /// What a dry run prints that leads to the rules that are kept now.
  private String printed() {
    List<String> lines = new ArrayList<>(List.of(FOUR));
    lines.addAll(rules(kept(four)));
    lines.add(SIX);
    lines.addAll(rules(kept(six)));
    return String.join("\n", lines);
  }

  private static Foretold trial(List<Object> words, Output output) {
    Stream<String> all = words.stream().map(Object::toString);
    return new Foretold.Says(
        Stream.concat(Stream.of("ufw", "--dry-run"), all).toList(), false, output);
  }

  private static void holds(List<String> table, List<Kept> files, List<Foretold> then) {
    if (!table.isEmpty()) {
      files.stream()
          .filter(file -> file.content().get().isPresent())
          .findFirst()
          .ifPresent(
              file -> {
                String text = "*filter\n" + String.join("\n", table) + "\n";
                then.add(new Foretold.Holds(file.path(), Content.of(text)));
              });
    }
  }

  /// What holds once there are no rules.
  List<Foretold> none() {
    List<Foretold> then = new ArrayList<>();
    holds(List.of(FOUR), four, then);
    holds(List.of(SIX), six, then);
    return then;
  }

  private static Stream<String> kept(List<Kept> files) {
    return files.stream().flatMap(Kept::lines);
  }

  private static List<String> rules(Stream<String> lines) {
    return lines.filter(line -> line.startsWith(RULE)).map(String::strip).toList();
  }
}
