package dev.runner.playbook;

import dev.runner.source.DidYouMean;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `vars_prompt`.
final class PromptReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "prompt",
          "default",
          "private",
          "confirm",
          "encrypt",
          "salt",
          "salt_size",
          "unsafe");

  private final Sources sources;

  PromptReader(Sources sources) {
    this.sources = sources;
  }

  List<Play.Prompt> read(Yaml.Mapping play) {
    List<Play.Prompt> prompts = new ArrayList<>();
    if (play.get("vars_prompt").orElse(null) instanceof Yaml.Sequence list) {
      for (Yaml item : list.items()) {
        if (item instanceof Yaml.Mapping mapping && mapping.get("name").isPresent()) {
          prompts.add(prompt(mapping));
        } else {
          sources
              .diagnostics()
              .error(
                  item.origin(),
                  "Invalid vars_prompt data structure, missing 'name' key",
                  "a prompt needs the 'name' of its variable");
        }
      }
    }
    return prompts;
  }

  private Play.Prompt prompt(Yaml.Mapping mapping) {
    for (Yaml.Entry entry : mapping.entries()) {
      if (!KEYS.contains(entry.name())) {
        sources
            .diagnostics()
            .error(
                entry.key().origin(),
                "Invalid vars_prompt data structure, found unsupported key '%s'"
                    .formatted(entry.name()),
                DidYouMean.hint(entry.name(), KEYS));
      }
    }
    return new Play.Prompt(
        value(mapping, "name").map(Python::string).orElse(""),
        value(mapping, "prompt"),
        flag(mapping, "private", true),
        flag(mapping, "confirm", false),
        value(mapping, "default"),
        value(mapping, "encrypt").map(Python::string),
        value(mapping, "salt"),
        flag(mapping, "unsafe", false),
        mapping.origin());
  }

  private Optional<Object> value(Yaml.Mapping mapping, String key) {
    return mapping.get(key).map(sources::value).filter(value -> value != None.NONE);
  }

  private boolean flag(Yaml.Mapping mapping, String key, boolean otherwise) {
    return value(mapping, key).map(value -> !Boolean.FALSE.equals(value)).orElse(otherwise);
  }
}
