package dev.runner.modules.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `update-alternatives --display` says of a name, as the Debian and the Red Hat tools say it.
///
/// @param manual whether somebody chose, and not the priorities
/// @param link the link that the name stands for
/// @param current where it leads
/// @param choices what it may lead to, by path
record AlternativesLook(
    boolean manual, Optional<String> link, Optional<String> current, Map<String, Choice> choices) {
  private static final Pattern MODE = Pattern.compile("\\S.* - (?:status is )?(auto|manual)\\b.*");
  private static final Pattern CURRENT = Pattern.compile("\\s*link currently points to (.*)");
  private static final Pattern LINK = Pattern.compile("\\s*link \\S+ is (.*)");
  private static final Pattern FOLLOWER = Pattern.compile("\\s*(?:slave|follower) (\\S+) is (.*)");
  private static final Pattern CHOICE =
      Pattern.compile("(/.*) - (?:family (\\S+) )?priority (-?\\d+).*");
  private static final Pattern FOLLOWS = Pattern.compile("\\s+(?:slave|follower) (.*?): (.*)");

  /// Something that a name may lead to.
  ///
  /// @param followers paths of what is chosen along with it, by name
  record Choice(int priority, Optional<String> family, Map<String, String> followers) {}

  static AlternativesLook of(List<String> lines) {
    boolean manual = false;
    Optional<String> link = Optional.empty();
    Optional<String> current = Optional.empty();
    Map<String, Choice> choices = new LinkedHashMap<>();
    Map<String, String> followers = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher choice = CHOICE.matcher(line);
      Matcher follows = FOLLOWS.matcher(line);
      if (choice.matches()) {
        followers = new LinkedHashMap<>();
        choices.put(
            choice.group(1),
            new Choice(
                Integer.parseInt(choice.group(3)),
                Optional.ofNullable(choice.group(2)),
                followers));
      } else if (follows.matches()) {
        if (!follows.group(2).equals("(null)")) {
          followers.put(follows.group(1), follows.group(2));
        }
      } else {
        manual |= MODE.matcher(line).matches() && group(MODE, line).equals(Optional.of("manual"));
        link = link.or(() -> group(LINK, line));
        current = current.or(() -> group(CURRENT, line));
      }
    }
    return new AlternativesLook(manual, link, current, choices);
  }

  /// Links of the followers, by name. The Red Hat tool doesn't tell them.
  static Map<String, String> followerLinks(List<String> lines) {
    Map<String, String> links = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher match = FOLLOWER.matcher(line);
      if (match.matches()) {
        links.put(match.group(1), match.group(2));
      }
    }
    return links;
  }

  private static Optional<String> group(Pattern pattern, String line) {
    Matcher match = pattern.matcher(line);
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }

  /// Whether a choice has these followers, and no others.
  static boolean follow(
      Choice choice, Map<String, String> links, List<Alternatives.Subcommand> wanted) {
    List<Alternatives.Subcommand> there = new ArrayList<>();
    choice
        .followers()
        .forEach(
            (name, path) -> {
              String link =
                  wanted.stream()
                      .filter(each -> each.name().equals(name))
                      .map(Alternatives.Subcommand::link)
                      .findFirst()
                      .orElse("");
              there.add(new Alternatives.Subcommand(name, links.getOrDefault(name, link), path));
            });
    return there.size() == wanted.size() && there.containsAll(wanted);
  }
}
