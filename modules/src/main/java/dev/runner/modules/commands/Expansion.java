package dev.runner.modules.commands;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.values.Text;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `$NAME`, `${NAME}` and a leading `~` in words by what they stand for on the host. What
/// isn't set stays as it is.
final class Expansion {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)})");

  /// Writes `name=value` and a NUL for each name that is set; names hold letters, digits and
  /// underscores only.
  private static final String VALUES =
      "for name; do eval \"[ -n \\\"\\${$name+x}\\\" ] &&"
          + " printf '%s=%s\\\\000' $name \\\"\\$$name\\\"\"; done; :";

  private Expansion() {}

  /// The words with all that replaced; the host is asked only if there is anything to replace.
  static List<Text> expand(List<Text> words, Probe host) {
    Set<String> names = new LinkedHashSet<>();
    for (Text word : words) {
      VARIABLE.matcher(word.value()).results().forEach(found -> names.add(name(found)));
    }
    boolean tilde = words.stream().anyMatch(Expansion::isHome);
    Optional<Pending<Output>> values =
        names.isEmpty() ? Optional.empty() : Optional.of(host.lookLater(question(names)));
    Optional<Pending<Account>> self =
        tilde ? Optional.of(host.later(new Question.Self())) : Optional.empty();
    Map<String, String> known = values.map(each -> read(each.get())).orElse(Map.of());
    Optional<String> home = self.map(each -> each.get().home().text());
    return words.stream().map(word -> expand(word, known, home)).toList();
  }

  private static Command question(Set<String> names) {
    return Command.of("sh", "-c", VALUES, "sh").and(names.toArray());
  }

  private static Map<String, String> read(Output output) {
    Map<String, String> known = new HashMap<>();
    for (String line : output.stdout().lenientText().split("\0")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        known.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return known;
  }

  private static Text expand(Text word, Map<String, String> known, Optional<String> home) {
    String text =
        VARIABLE
            .matcher(word.value())
            .replaceAll(
                found -> Matcher.quoteReplacement(known.getOrDefault(name(found), found.group())));
    if (home.isPresent() && isHome(word)) {
      text = home.get() + text.substring(1);
    }
    return Text.of(text, word.marks());
  }

  private static String name(java.util.regex.MatchResult found) {
    return found.group(1) != null ? found.group(1) : found.group(2);
  }

  private static boolean isHome(Text word) {
    return word.value().equals("~") || word.value().startsWith("~/");
  }
}
