package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule of PAM: a line of words, of which those in brackets are one (pam.d(5)).
///
/// @param note what stands behind the rule, with its sign
record PamRule(String type, String control, String module, List<String> arguments, String note) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(-?(?:account|auth|password|session))\\s+(\\[[^\\]]*\\]|\\S+)\\s+(\\S+)(.*)");

  private static final Pattern WORD = Pattern.compile("\\[(?:[^\\]\\\\]|\\\\.)*\\]|\\S+");

  private static final Set<String> CONTROLS =
      Set.of(
          "required", "requisite", "sufficient", "optional", "include", "substack", "definitive");

  private static final Pattern BRACKETS =
      Pattern.compile("\\[\\s*([a-z_]+=(ignore|bad|die|ok|done|reset|[0-9]+)\\s*)+\\]");

  PamRule {
    arguments = List.copyOf(arguments);
  }

  /// Reads a line, if it is a rule.
  static Optional<PamRule> read(String line) {
    Matcher rule = LINE.matcher(line);
    if (line.endsWith("\\") || !rule.matches()) {
      return Optional.empty();
    }
    String rest = rule.group(4);
    int sign = rest.indexOf('#');
    return Optional.of(
        new PamRule(
            rule.group(1),
            rule.group(2),
            rule.group(3),
            words(sign < 0 ? rest : rest.substring(0, sign)),
            sign < 0 ? "" : rest.substring(sign)));
  }

  /// The words of a text.
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  /// @throws BadParameter if it is no control
  static void checkControl(String parameter, String control) {
    if (!CONTROLS.contains(control) && !BRACKETS.matcher(control).matches()) {
      throw new BadParameter(
          parameter,
          "Rule control, %s, is not valid: it is one of %s, or pairs in brackets"
              .formatted(control, String.join(", ", CONTROLS.stream().sorted().toList())));
    }
  }

  boolean is(String otherType, String otherControl, String otherModule) {
    return type.equals(otherType)
        && module.equals(otherModule)
        && words(control.replaceAll("[\\[\\]]", " "))
            .equals(words(otherControl.replaceAll("[\\[\\]]", " ")))
        && control.startsWith("[") == otherControl.startsWith("[");
  }

  PamRule with(List<String> others) {
    return new PamRule(type, control, module, others, note);
  }

  /// The line.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("%-10s %s %s".formatted(type, control, module));
    arguments.forEach(word -> line.append(' ').append(word));
    return line.append(note.isEmpty() ? "" : " " + note).toString();
  }
}
