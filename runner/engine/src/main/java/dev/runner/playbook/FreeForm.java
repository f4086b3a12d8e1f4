package dev.runner.playbook;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parameters written on one line: `src=a.conf dest="/etc/my app.conf"`. Quotes and template marks
/// keep words together.
public final class FreeForm {
  /// What is a parameter even where all other text is the command.
  private static final Set<String> OF_COMMANDS =
      Set.of(
          "creates",
          "removes",
          "chdir",
          "executable",
          "warn",
          "stdin",
          "stdin_add_newline",
          "strip_empty_ends",
          "expand_argument_vars");

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\\\\'\"abfnrtv])");

  private record Word(String text, int start, int end) {}

  private FreeForm() {}

  /// The parameters. Words that are none stand under [Task#FREE_FORM].
  ///
  /// @param command whether the text is a command, of which only what steers the module is taken
  /// @throws DiagnosticException if quotes or template marks aren't closed
  public static Map<String, Object> parse(Text text, boolean command) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    StringBuilder rest = new StringBuilder();
    int copied = 0;
    for (Word word : words(text.value(), text.marks().origin())) {
      int equals = equalsSign(word.text());
      String name = equals < 0 ? "" : word.text().substring(0, equals).strip();
      if (equals > 0 && (!command || OF_COMMANDS.contains(name))) {
        rest.append(text.value(), copied, word.start());
        copied = Math.min(word.end() + 1, text.value().length());
        String value = unquote(unescape(word.text().substring(equals + 1)).strip());
        parameters.put(name, Text.of(value, text.marks()));
      }
    }
    rest.append(text.value().substring(copied));
    // A command that is written over several lines keeps the end of its last one.
    String raw = command ? rest.toString().strip() + end(rest) : rest.toString().strip();
    if (!raw.isEmpty()) {
      parameters.put(Task.FREE_FORM, Text.of(raw.replace("\\=", "="), text.marks()));
    }
    return parameters;
  }

  private static String end(CharSequence text) {
    boolean line = !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
    return line && !text.toString().isBlank() ? "\n" : "";
  }

  /// Only `key=value` words, as on the command line (`-e`).
  ///
  /// @throws DiagnosticException if there is anything else
  public static Map<String, Object> pairs(String text, Origin origin) {
    Map<String, Object> parameters = parse(Text.of(text, Marks.trustedAt(origin)), false);
    if (parameters.containsKey(Task.FREE_FORM)) {
      throw new DiagnosticException(
          Diagnostic.error(origin, "'" + parameters.get(Task.FREE_FORM) + "' is no 'name=value'")
              .withHint("give 'name=value' words, JSON or YAML in braces, or @file"));
    }
    return parameters;
  }

  private static int equalsSign(String word) {
    for (int i = 1; i < word.length(); i++) {
      if (word.charAt(i) == '=' && word.charAt(i - 1) != '\\') {
        return i;
      }
    }
    return -1;
  }

  private static List<Word> words(String text, @org.jspecify.annotations.Nullable Origin origin) {
    List<Word> words = new ArrayList<>();
    char quote = 0;
    int templates = 0;
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = quote == 0 && templates == 0 && Character.isWhitespace(c);
      if (space && start >= 0) {
        words.add(new Word(text.substring(start, i), start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
      if (templates == 0 && (c == '"' || c == '\'') && (i == 0 || text.charAt(i - 1) != '\\')) {
        quote = quote == c ? 0 : quote == 0 ? c : quote;
      }
      templates += template(text, i);
    }
    if (quote != 0 || templates > 0) {
      String what = quote != 0 ? "a quote" : "a template mark";
      throw new DiagnosticException(
          Diagnostic.error(origin, what + " isn't closed in '" + text.strip() + "'"));
    }
    if (start >= 0) {
      words.add(new Word(text.substring(start), start, text.length()));
    }
    return words;
  }

  private static int template(String text, int at) {
    if (text.startsWith("{{", at) || text.startsWith("{%", at) || text.startsWith("{#", at)) {
      return 1;
    }
    return text.startsWith("}}", at) || text.startsWith("%}", at) || text.startsWith("#}", at)
        ? -1
        : 0;
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1)
            && value.charAt(value.length() - 2) != '\\';
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String unescape(String text) {
    Matcher matcher = ESCAPE.matcher(text);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(character(found.group().substring(1))));
  }

  private static String character(String escape) {
    char kind = escape.charAt(0);
    return switch (kind) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case 'u', 'U', 'x' -> code(Integer.parseUnsignedInt(escape.substring(1), 16));
      case '\\', '\'', '"' -> String.valueOf(kind);
      default -> throw new IllegalStateException("the pattern has no escape \\" + escape);
    };
  }

  private static String code(int point) {
    return Character.isValidCodePoint(point) ? Character.toString(point) : "\ufffd";
  }
}
