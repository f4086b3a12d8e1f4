package dev.runner.template;

import dev.runner.jinja.Loader;
import dev.runner.jinja.Variables;
import dev.runner.template.ports.ControlText;
import dev.runner.template.ports.Ports;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the templates that a template file includes, imports and extends: in the directories of
/// its task's search path.
///
/// @param places in order
record FileLoader(Ports ports, List<Path> places) implements Loader {

  @Override
  public @Nullable Source load(String name, String from, Variables variables) {
    for (Path place : places) {
      Path candidate = place.resolve(name).normalize();
      if (ports.files().isFile(candidate)) {
        return new Source(candidate.toString(), ControlText.read(ports, candidate).text());
      }
    }
    return null;
  }

  @Override
  public List<String> searched(Variables variables) {
    return places.stream().map(place -> place.normalize().toString()).distinct().toList();
  }

  /// A run has one [Ports], whose contents are many.
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(@Nullable Object other) {
    return other instanceof FileLoader loader
        && ports == loader.ports
        && places.equals(loader.places);
  }

  @Override
  public int hashCode() {
    return places.hashCode();
  }
}
