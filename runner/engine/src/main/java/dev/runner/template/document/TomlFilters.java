package dev.runner.template.document;

import dev.runner.inventory.TomlReader;
import dev.runner.source.Diagnostics;
import dev.runner.template.call.Call;
import dev.runner.values.Marks;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.Map;

/// The filters `from_toml` and `to_toml` (collection `community.general`).
public final class TomlFilters {
  private TomlFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "from_toml" -> read(call);
      case "to_toml" -> written(call);
      default -> throw call.unknown();
    };
  }

  private static Object read(Call call) {
    call.bind0();
    if (!Text.isText(call.value())) {
      throw PythonException.type("from_toml only accepts strings.");
    }
    Diagnostics diagnostics = new Diagnostics();
    return TomlReader.values("<text>", call.text(), diagnostics)
        .map(value -> DocumentFilters.marked(value, Text.marksOf(call.value())))
        .orElseThrow(() -> PythonException.value(diagnostics.errors().getFirst().sentence()));
  }

  private static Object written(Call call) {
    boolean redacts = call.bind("redact_sensitive_values?").flag("redact_sensitive_values", false);
    if (!(call.value() instanceof Map<?, ?> map)) {
      throw PythonException.type("to_toml only accepts dictionaries.");
    }
    return redacts
        ? Texts.of(TomlText.of((Map<?, ?>) Redacted.of(map)), Marks.NONE)
        : Texts.of(TomlText.of(map), Texts.within(map));
  }
}
