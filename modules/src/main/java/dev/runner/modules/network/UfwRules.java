package dev.runner.modules.network;

import dev.runner.module.Content;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules that ufw keeps, a file for IPv4 and one for IPv6. Releases differ in where.
///
/// @param four files for IPv4, of which one is there
/// @param six files for IPv6
record UfwRules(List<Pending<Optional<Content>>> four, List<Pending<Optional<Content>>> six) {
  private static final List<String> PLACES = List.of("/etc/ufw/", "/lib/ufw/", "/var/lib/ufw/");
  private static final String RULE = "### tuple";
  private static final String FOUR = ":ufw-user-input";
  private static final String SIX = ":ufw6-user-input";

  static UfwRules ask(Probe host) {
    return new UfwRules(ask(host, "user.rules"), ask(host, "user6.rules"));
  }

  private static List<Pending<Optional<Content>>> ask(Probe host, String name) {
    return PLACES.stream()
        .map(place -> host.later(new Question.Read(RemotePath.of(place + name), Probe.READ_LIMIT)))
        .toList();
  }

  /// Whether what a dry run prints is another set of rules. It prints the tables that it would
  /// write, and none where a rule is there already.
  boolean differ(List<String> dry) {
    return differs(dry, FOUR, SIX, four) || differs(dry, SIX, FOUR, six);
  }

  private static boolean differs(
      List<String> dry, String start, String next, List<Pending<Optional<Content>>> files) {
    List<String> table =
        dry.stream()
            .dropWhile(line -> !line.startsWith(start))
            .takeWhile(line -> !line.startsWith(next))
            .toList();
    return !table.isEmpty() && !rules(table.stream()).equals(rules(kept(files)));
  }

  private static Stream<String> kept(List<Pending<Optional<Content>>> files) {
    return files.stream()
        .flatMap(file -> file.get().stream())
        .flatMap(content -> content.lenientText().lines());
  }

  private static List<String> rules(Stream<String> lines) {
    return lines.filter(line -> line.startsWith(RULE)).map(String::strip).toList();
  }
}
