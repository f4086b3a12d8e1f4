package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Checks that a keyword is given what it takes. A template may stand for anything.
final class Shapes {
  private static final Set<String> FLAGS =
      Set.of("yes", "no", "true", "false", "on", "off", "y", "n", "t", "f", "1", "0", "1.0", "0.0");

  private static final Set<String> SECTIONS =
      Set.of("tasks", "pre_tasks", "post_tasks", "handlers");

  private static final Set<String> SECTIONS_OF_BLOCKS = Set.of("block", "rescue", "always");

  private static final String PERCENT = "max_fail_percentage";

  private Shapes() {}

  /// What a task is given that is neither true nor false makes that task fail in its turn. What
  /// `hosts` is given is looked at by [HostsKeyword].
  static void check(Keyword keyword, Yaml value, Level level, Diagnostics diagnostics) {
    if (keyword.name().equals("hosts")) {
      return;
    }
    if (fits(keyword.shape(), value)) {
      items(keyword, value, diagnostics);
      return;
    }
    String sentence = sentence(keyword, value, level);
    boolean later =
        keyword.shape() == Keyword.Shape.FLAG
            && value instanceof Yaml.Scalar
            && (level == Level.TASK || level == Level.HANDLER);
    if (later) {
      diagnostics.warning(value.origin(), sentence, hint(keyword, value));
    } else {
      diagnostics.error(value.origin(), sentence, hint(keyword, value));
    }
  }

  /// Collections have names; numbers among them are mistakes.
  private static void items(Keyword keyword, Yaml value, Diagnostics diagnostics) {
    if (!keyword.name().equals("collections")) {
      return;
    }
    List<Yaml> items = value instanceof Yaml.Sequence list ? list.items() : List.of(value);
    for (Yaml item : items) {
      Object written = item instanceof Yaml.Scalar scalar ? scalar.value() : List.of();
      if (!Text.isText(written) && written != None.NONE) {
        diagnostics.error(
            item.origin(),
            "Keyword 'collections' items must be of type 'str', not '%s'."
                .formatted(Python.typeName(written)),
            "write 'NAMESPACE.NAME'");
      }
    }
  }

  /// In Ansible's words, which scripts look for.
  private static String sentence(Keyword keyword, Yaml value, Level level) {
    String written = value instanceof Yaml.Scalar scalar ? scalar.text() : "this";
    String name = keyword.name();
    if (level == Level.PLAY && SECTIONS.contains(name)) {
      return "A malformed block was encountered while loading %s: %s should be a list or None but is %s"
          .formatted(name, written, value.describe());
    }
    if (level == Level.PLAY && name.equals("roles")) {
      return "A malformed role declaration was encountered: %s should be a list but is %s"
          .formatted(written, value.describe());
    }
    if (SECTIONS_OF_BLOCKS.contains(name)) {
      return "A malformed block was encountered while loading %s: %s should be a list but was %s"
          .formatted(name, written, value.describe());
    }
    if (name.equals("vars")) {
      return "Vars in a %s must be specified as a dictionary.".formatted(level.title());
    }
    if (name.equals("loop_control")) {
      return "the `loop_control` value must be specified as a dictionary and cannot be a variable"
          + " itself (though it can contain variables)";
    }
    return switch (keyword.shape()) {
      case TEXT -> noText(name, value);
      case FLAG -> unlike(name, written, "bool");
      case NUMBER -> unlike(name, written, name.equals(PERCENT) ? "percent" : "int");
      default -> "'%s' takes %s, not %s".formatted(name, keyword.shape().phrase(), given(value));
    };
  }

  /// What isn't text where text is taken.
  static String noText(String keyword, Yaml value) {
    return "The field '%s' is supposed to be a string type, however the incoming data structure is %s"
        .formatted(keyword, value.describe());
  }

  private static String unlike(String keyword, String written, String type) {
    return "Error processing keyword '%s': The value '%s' could not be converted to '%s'."
        .formatted(keyword, written, type);
  }

  private static String hint(Keyword keyword, Yaml value) {
    if (keyword.name().equals("vars")) {
      return value instanceof Yaml.Sequence
          ? "write the variables as one mapping, without the '-'"
          : "write the variables as a mapping: 'NAME: VALUE'";
    }
    return "it takes " + keyword.shape().phrase();
  }

  private static String given(Yaml value) {
    return value instanceof Yaml.Scalar scalar && Text.isText(scalar.value())
        ? "'" + scalar.text().lines().findFirst().orElse("") + "'"
        : value.describe();
  }

  private static boolean fits(Keyword.Shape shape, Yaml value) {
    if (value instanceof Yaml.Scalar scalar && (scalar.isNull() || scalar.isTemplate())) {
      return true;
    }
    return switch (shape) {
      case ANY -> true;
      case FLAG -> value instanceof Yaml.Scalar scalar && isFlag(scalar);
      case NUMBER -> value instanceof Yaml.Scalar scalar && isNumber(scalar);
      case TEXT -> value instanceof Yaml.Scalar;
      case WORDS -> value instanceof Yaml.Scalar || value instanceof Yaml.Sequence;
      case MAPPING -> value instanceof Yaml.Mapping;
      case LIST -> value instanceof Yaml.Sequence;
    };
  }

  private static boolean isFlag(Yaml.Scalar scalar) {
    return scalar.value() instanceof Boolean
        || FLAGS.contains(scalar.text().strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isNumber(Yaml.Scalar scalar) {
    return Python.isNumber(scalar.value())
        || scalar.text().strip().matches("[-+]?[0-9]+(\\.[0-9]*)?%?");
  }
}
