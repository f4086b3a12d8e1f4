package dev.runner.source;

import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/// Reads YAML 1.1, as PyYAML does, into a tree. Every mistake becomes a diagnostic.
public final class YamlParser {
  /// The most characters of one document.
  static final int LARGEST = 64 * 1024 * 1024;

  /// How what can't be read as YAML begins, as Ansible says it.
  static final String FAILED = "YAML parsing failed: ";

  private YamlParser() {}

  /// The document of a source; a null scalar if it is empty; nothing if it can't be read.
  ///
  /// @param name of the file, as messages show it
  public static Optional<Yaml> parse(String name, String text, Diagnostics diagnostics) {
    diagnostics.remember(name, text);
    if (text.length() > LARGEST) {
      diagnostics.error(
          new Origin(name, 0, 0),
          "the file has %d million characters, more than the %d million that are read"
              .formatted(text.length() >> 20, LARGEST >> 20));
      return Optional.empty();
    }
    try {
      return composed(name, text, diagnostics);
    } catch (YAMLException e) {
      return json(name, text).or(() -> mistake(name, text, e, diagnostics));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::add);
      return Optional.empty();
    }
  }

  /// Composed anew for each place that libyaml takes and the parser doesn't: what was told before
  /// it is told once.
  private static Optional<Yaml> composed(String name, String text, Diagnostics diagnostics) {
    LenientText lenient = LenientText.of(text);
    while (true) {
      try {
        return new Composer(name, text, lenient, diagnostics).document();
      } catch (MarkedYAMLException e) {
        LenientText next = lenient.without(e);
        if (next.equals(lenient)) {
          throw e;
        }
        lenient = next;
      }
    }
  }

  static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    return options;
  }

  /// JSON may be indented by tabs, which YAML forbids.
  private static Optional<Yaml> json(String name, String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(YamlTrees.of(Json.parse(text), new Origin(name, 0, 0)));
    } catch (Json.SyntaxError e) {
      return Optional.empty();
    }
  }

  private static Optional<Yaml> mistake(
      String name, String text, YAMLException e, Diagnostics diagnostics) {
    if (!(e instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
      unmarked(name, text, e, diagnostics);
      return Optional.empty();
    }
    Mark mark = marked.getProblemMark();
    Origin origin = new Origin(name, mark.getLine() + 1, mark.getColumn() + 1);
    Pitfalls.Cause cause =
        Pitfalls.of(text, origin)
            .orElseGet(
                () ->
                    new Pitfalls.Cause(
                        ParserWords.of(marked), origin.column(), hint(marked, text, origin)));
    diagnostics.error(
        new Origin(name, origin.line(), cause.column()), FAILED + cause.sentence(), cause.hint());
    return Optional.empty();
  }

  /// What was begun may lie far above the line where it should have ended.
  private static String hint(MarkedYAMLException marked, String text, Origin origin) {
    Mark from = marked.getContextMark();
    return marked.getContext() != null && from != null && from.getLine() + 1 != origin.line()
        ? "it begins in line %d".formatted(from.getLine() + 1)
        : Pitfalls.hint(text, origin);
  }

  private static void unmarked(String name, String text, YAMLException e, Diagnostics diagnostics) {
    if (e instanceof ReaderException unreadable) {
      int at = Math.min(unreadable.getPosition(), text.length());
      int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
      diagnostics.error(
          new Origin(name, line, at - text.lastIndexOf('\n', at - 1)),
          FAILED
              + "unacceptable character #x%04x: control characters are not allowed"
                  .formatted(unreadable.getCodePoint()));
    } else {
      diagnostics.error(
          new Origin(name, 0, 0),
          FAILED + String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip());
    }
  }

  /// The scalar of an empty document.
  static Yaml.Scalar nothing(String name) {
    return new Yaml.Scalar("", None.NONE, Yaml.Kind.PLAIN, new Origin(name, 1, 1));
  }

  /// The value of a scalar as it is written.
  static Object value(String text, Yaml.Kind kind, Origin origin) {
    Marks marks = Marks.trustedAt(origin);
    return switch (kind) {
      case PLAIN -> PlainScalars.resolve(text).orElseGet(() -> Text.of(text, marks));
      case QUOTED, VAULT -> Text.of(text, marks);
      case UNSAFE -> Text.of(text, marks.asUntrusted());
    };
  }
}
