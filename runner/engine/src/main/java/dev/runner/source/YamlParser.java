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
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads YAML 1.1, as PyYAML does, into a tree. Every mistake becomes a diagnostic.
public final class YamlParser {
  /// The most characters of one document.
  static final int LARGEST = 64 * 1024 * 1024;

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
      StreamReader reader = new StreamReader(text.startsWith("\ufeff") ? text.substring(1) : text);
      Composer composer = new Composer(name, text, new ParserImpl(reader, options()), diagnostics);
      return composer.document();
    } catch (YAMLException e) {
      return json(name, text).or(() -> mistake(name, text, e, diagnostics));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::add);
      return Optional.empty();
    }
  }

  private static LoaderOptions options() {
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
      diagnostics.error(new Origin(name, 0, 0), sentence(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    Mark mark = marked.getProblemMark();
    Origin origin = new Origin(name, mark.getLine() + 1, mark.getColumn() + 1);
    String problem = sentence(marked.getProblem() == null ? "it is no YAML" : marked.getProblem());
    Mark from = marked.getContextMark();
    if (marked.getContext() != null && from != null && from.getLine() != mark.getLine()) {
      problem +=
          " (%s that begins in line %d)"
              .formatted(sentence(marked.getContext()), from.getLine() + 1);
    }
    diagnostics.error(origin, "not valid YAML: " + problem, Pitfalls.hint(text, mark.getLine()));
    return Optional.empty();
  }

  private static String sentence(String problem) {
    String first = problem.lines().findFirst().orElse("it is no YAML").strip();
    return first.replace("\\t(TAB)", "tab");
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
