package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Renders the names of what is imported, from all that is known before there are hosts: variables
/// of the play and its files, of roles and blocks, and where things are. For one thread.
final class EarlyNames {
  private final Sources sources;
  private final LoadOptions.Early early;
  private final boolean old;
  private final Path directory;
  private final List<Object> varsFiles;
  private @Nullable Vars ofFiles;

  /// @param directory of the playbook
  /// @param varsFiles as written
  EarlyNames(Sources sources, LoadOptions options, Path directory, List<Object> varsFiles) {
    // What is wrong with the play's files is told when they are loaded for the run.
    this.sources =
        new Sources(sources.files(), sources.opener(), new Diagnostics(), sources.here());
    this.early = options.early();
    this.old = options.old();
    this.directory = directory;
    this.varsFiles = varsFiles;
  }

  /// Whether what later releases of Ansible dropped is understood.
  boolean old() {
    return old;
  }

  /// The text; nothing if it depends on what isn't known yet.
  ///
  /// @param settings of what has the name
  /// @param params variables that are given with it
  Optional<String> render(Text template, Place place, Settings settings, Vars params) {
    return early.render(template, known(place, settings, params)).map(String::strip);
  }

  private Map<String, Object> known(Place place, Settings settings, Vars params) {
    Map<String, Object> known = new LinkedHashMap<>();
    place
        .role()
        .ifPresent(role -> role.defaults().seen().forEach(vars -> known.putAll(vars.values())));
    known.putAll(settings.known());
    known.putAll(ofFiles(settings.outermost().known()).values());
    place.role().ifPresent(role -> role.seen().forEach(vars -> known.putAll(vars.values())));
    settings.blockVars().forEach(vars -> known.putAll(vars.values()));
    place.role().ifPresent(role -> known.putAll(role.params().values()));
    settings.includeVars().forEach(vars -> known.putAll(vars.values()));
    known.putAll(params.values());
    known.put("playbook_dir", text(directory.toString()));
    place.role().ifPresent(role -> ofRole(role, known));
    return known;
  }

  private static void ofRole(Role role, Map<String, Object> known) {
    known.put("role_path", text(role.directory().toString()));
    known.put("role_name", text(role.shortName()));
    known.put("ansible_role_name", text(role.name()));
    known.put(
        "ansible_parent_role_names",
        role.parents().reversed().stream().map(EarlyNames::text).toList());
    known.put(
        "ansible_parent_role_paths",
        role.parentDirectories().reversed().stream().map(path -> text(path.toString())).toList());
    if (!role.collection().isEmpty()) {
      known.put("ansible_collection_name", text(role.collection()));
    }
  }

  private static Object text(String value) {
    return Text.of(value, Marks.NONE);
  }

  private Vars ofFiles(Map<String, Object> known) {
    if (ofFiles == null) {
      Vars all = Vars.EMPTY;
      for (Object entry : varsFiles) {
        all = all.with(entry(entry, known));
      }
      ofFiles = all;
    }
    return ofFiles;
  }

  private Vars entry(Object entry, Map<String, Object> known) {
    for (Object each : entry instanceof List<?> list ? list : List.of(entry)) {
      Optional<Path> file =
          Text.isText(each) ? name(each, known).flatMap(this::file) : Optional.empty();
      if (file.isPresent()) {
        return sources.listedVars(file.get(), null);
      }
    }
    return Vars.EMPTY;
  }

  private Optional<String> name(Object written, Map<String, Object> known) {
    return written instanceof Text text && text.value().contains("{{")
        ? early.render(text, known)
        : Optional.of(written.toString());
  }

  private Optional<Path> file(String name) {
    return sources.first(List.of(directory.resolve("vars").resolve(name), directory.resolve(name)));
  }
}
