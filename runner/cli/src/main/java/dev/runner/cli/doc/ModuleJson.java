package dev.runner.cli.doc;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.module.Describe;
import dev.runner.values.None;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `ansible-doc --json` says of a module, for programs that read that.
public record ModuleJson(ModuleType module) {

  public Map<String, Object> value() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("doc", doc());
    all.put("examples", module.describe().example());
    all.put("metadata", None.NONE);
    Map<String, Object> returned = new LinkedHashMap<>();
    for (Describe.Returned each : module.describe().returns()) {
      returned.put(each.name(), Map.of("description", List.of(each.value())));
    }
    all.put("return", returned);
    return all;
  }

  private Map<String, Object> doc() {
    Describe describe = module.describe();
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("collection", module.collection());
    doc.put(
        "description",
        describe.description().isBlank()
            ? List.of(describe.summary())
            : Arrays.stream(describe.description().strip().split("\n\n+"))
                .map(part -> part.replaceAll("\\s+", " "))
                .toList());
    doc.put("filename", module.type().getName());
    doc.put("module", module.name());
    doc.put("options", options(module.parameters()));
    doc.put("plugin_name", module.qualifiedName());
    if (!module.needs().isEmpty()) {
      doc.put("requirements", module.needs());
    }
    doc.put("short_description", describe.summary());
    doc.put("version_added", describe.since());
    doc.put("version_added_collection", module.collection());
    return doc;
  }

  private static Map<String, Object> options(List<Parameter> parameters) {
    Map<String, Object> options = new LinkedHashMap<>();
    parameters.forEach(each -> options.put(each.name(), option(each)));
    return options;
  }

  private static Map<String, Object> option(Parameter parameter) {
    Map<String, Object> option = new LinkedHashMap<>();
    option.put("description", List.of(parameter.text()));
    if (!parameter.aliases().isEmpty()) {
      option.put("aliases", parameter.aliases());
    }
    if (!parameter.choices().isEmpty()) {
      option.put("choices", parameter.choices());
    }
    parameter.byDefault().ifPresent(text -> option.put("default", standing(parameter, text)));
    parameter.elements().ifPresent(kind -> option.put("elements", kind.ansible()));
    if (parameter.required()) {
      option.put("required", true);
    }
    option.put("type", parameter.kind().ansible());
    if (!parameter.suboptions().isEmpty()) {
      option.put("suboptions", options(parameter.suboptions()));
    }
    return option;
  }

  /// A default as the value it stands for.
  private static Object standing(Parameter parameter, String text) {
    return switch (parameter.kind()) {
      case FLAG -> Boolean.valueOf(text);
      case WHOLE -> Long.valueOf(text);
      default -> text;
    };
  }
}
