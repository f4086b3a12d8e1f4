package dev.runner.playbook;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.Arrays;
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

  private record Word(String text, int start, int end) {
    boolean continuesLine() {
      return text.equals("\\");
    }
  }

  /// The marks around one kind of template.
  private record TemplateMarks(Pattern open, Pattern close) {
    /// Braces of JSON close as many as they open, or what was never open.
    int depthAfter(String chunk, int before) {
      long opened = open.matcher(chunk).results().count();
      long closed = close.matcher(chunk).results().count();
      return (int) Math.max(0, before + opened - closed);
    }
  }

  private static final List<TemplateMarks> TEMPLATE_MARKS =
      List.of(
          new TemplateMarks(Pattern.compile("\\{\\{"), Pattern.compile("}}")),
          new TemplateMarks(Pattern.compile("\\{%"), Pattern.compile("%}")),
          new TemplateMarks(Pattern.compile("\\{#"), Pattern.compile("#}")));

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
      boolean parameter = equals > 0 && (!command || OF_COMMANDS.contains(name));
      if (parameter || word.continuesLine()) {
        rest.append(text.value(), copied, word.start());
        copied = Math.min(word.end() + 1, text.value().length());
      }
      if (parameter) {
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
    int[] depths = new int[TEMPLATE_MARKS.size()];
    int start = -1;
    for (int at = 0; at < text.length(); ) {
      int end = endOfChunk(text, at);
      String chunk = text.substring(at, end);
      start = start < 0 && !chunk.isEmpty() ? at : start;
      quote = quoteAfter(chunk, quote);
      for (int i = 0; i < depths.length; i++) {
        depths[i] = TEMPLATE_MARKS.get(i).depthAfter(chunk, depths[i]);
      }
      if (start >= 0 && quote == 0 && Arrays.stream(depths).allMatch(depth -> depth == 0)) {
        words.add(new Word(text.substring(start, end), start, end));
        start = -1;
      }
      at = end + 1;
    }
    if (start >= 0) {
      String what = quote != 0 ? "a quote" : "a template mark";
      throw new DiagnosticException(
          Diagnostic.error(
                  origin,
                  "failed at splitting arguments, either an unbalanced jinja2 block or quotes: "
                      + text.strip())
              .withHint(what + " isn't closed"));
    }
    return words;
  }

  private static int endOfChunk(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  private static char quoteAfter(String chunk, char before) {
    char quote = before;
    for (int i = 0; i < chunk.length(); i++) {
      char c = chunk.charAt(i);
      if ((c == '"' || c == '\'') && (i == 0 || chunk.charAt(i - 1) != '\\')) {
        quote = quote == c ? 0 : quote == 0 ? c : quote;
      }
    }
    return quote;
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
