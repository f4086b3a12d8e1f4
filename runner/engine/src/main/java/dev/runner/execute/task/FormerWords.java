package dev.runner.execute.task;

import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What modules say that was said in another way before ansible-core 2.19. Playbooks of that time
/// look for it (`result.msg == 'non-zero return code'`); modules themselves know of no level.
final class FormerWords {
  /// @param module whose words they are; those of all if it is empty
  private record Word(String module, Pattern now, String former) {
    Word(String module, String now, String former) {
      this(module, Pattern.compile(now), former);
    }
  }

  private static final String NAMES =
      "The variable name '$1' is not valid. Variables must start with a letter or underscore"
          + " character, and contain only letters, numbers and underscores.";

  /// What a command said that was none, with an exit status.
  private static final String NOTHING = "no command given";

  private static final String BOTH = "only command or argv can be given, not both";

  private static final List<Word> WORDS =
      List.of(
          new Word("", "The command exited with a non-zero return code\\.", "non-zero return code"),
          new Word(
              "",
              "argument '(\\w+)' is of type (\\w+) and we were unable (.*)",
              "argument '$1' is of type <class '$2'> and we were unable $3"),
          new Word(
              "",
              "Task failed: Timed out after (\\d+) second\\(s\\)\\.",
              "The %s action failed to execute in the expected time frame ($1) and was terminated"),
          new Word("set_fact", "Invalid variable name '(.*)'\\. Variable names must .*", NAMES),
          new Word("set_stats", "Invalid variable name '(.*)'\\. Variable names must .*", NAMES),
          new Word("slurp", "File not found: (.*)", "file not found: $1"),
          new Word("slurp", "File is not readable: (.*)", "file is not readable: $1"),
          new Word("slurp", "Source is a directory (.*)", "source is a directory $1"),
          new Word("slurp", "Unable to slurp file: (.*)", "unable to slurp file: $1"),
          new Word(
              "debug",
              "parameters are mutually exclusive: msg\\|var",
              "'msg' and 'var' are incompatible options"),
          new Word(
              "assert",
              "missing required arguments: that",
              "conditional required in \"that\" string"),
          new Word(
              "assert",
              "Unsupported parameters for \\(assert\\) module: (.*)\\. Supported .*",
              "Invalid options for assert: $1"),
          new Word("command", "parameters are mutually exclusive: .*argv.*", BOTH),
          new Word("command", "one of the following is required: _raw_params.*", NOTHING),
          new Word("shell", "one of the following is required: _raw_params.*", NOTHING),
          new Word("shell", "no command is given", NOTHING));

  /// All that there is in the result of a message that is null.
  private static final Set<String> MARKS = Set.of("_ansible_verbose_always");

  private FormerWords() {}

  /// What `set_fact` made of text that said yes or no.
  static Object fact(Object value) {
    return value instanceof Text text
        ? switch (text.value().toLowerCase(Locale.ROOT)) {
          case "true", "yes" -> true;
          case "false", "no" -> false;
          default -> value;
        }
        : value;
  }

  /// The same ending in the words that its module had then.
  static Ending of(String module, Ending ending) {
    if (module.equals("debug") && ending.values().keySet().equals(MARKS)) {
      return told(ending, None.NONE);
    }
    Object now = ending.values().get("msg");
    String reason = former(module, ending.reason());
    Ending told =
        reason.equals(ending.reason()) ? ending : ending.as(ending.kind(), reason, ending.causes());
    if (now == null) {
      return reason.equals(NOTHING) || reason.equals(BOTH) ? told(told, reason) : told;
    }
    String text = now instanceof Text given ? given.value() : String.valueOf(now);
    String former = former(module, text);
    return former.equals(text) ? told : told(told, former);
  }

  private static String former(String module, String sentence) {
    for (Word word : WORDS) {
      Matcher matcher = word.now().matcher(sentence);
      if ((word.module().isEmpty() || word.module().equals(module)) && matcher.matches()) {
        return matcher.replaceFirst(word.former().replace("%s", module));
      }
    }
    return sentence;
  }

  private static Ending told(Ending ending, Object message) {
    Map<String, Object> values = new LinkedHashMap<>(ending.values());
    values.remove("timedout");
    if (NOTHING.equals(message) || BOTH.equals(message)) {
      values.putAll(Map.of("rc", 256L, "stdout", "", "stderr", ""));
      List.of("cmd", "delta", "end", "start").forEach(name -> values.put(name, None.NONE));
      List.of("stdout_lines", "stderr_lines").forEach(name -> values.put(name, List.of()));
    }
    values.put("msg", message);
    return ending.with(values);
  }
}
