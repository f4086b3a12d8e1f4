package dev.runner.variables;

import dev.runner.playbook.Play;
import dev.runner.source.Diagnostic;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Loads `vars_files`. Each file is read once.
public final class VarsFiles {
  private final Sources sources;
  private final Consumer<Diagnostic> missing;
  private final Map<Path, Vars> read = new ConcurrentHashMap<>();

  /// @param missing hears of files that aren't there, where the run goes on without them
  public VarsFiles(Sources sources, Consumer<Diagnostic> missing) {
    this.sources = sources;
    this.missing = missing;
  }

  /// The variables of all files of a play.
  ///
  /// @param render the name of a file; nothing if it depends on what isn't known (yet)
  public Vars load(Play play, Function<Object, Optional<String>> render) {
    Vars all = Vars.EMPTY;
    for (Object entry : play.varsFiles()) {
      all = all.with(entry(play, entry, render));
    }
    return all;
  }

  private Vars entry(Play play, Object entry, Function<Object, Optional<String>> render) {
    List<?> alternatives = entry instanceof List<?> list ? list : List.of(entry);
    List<String> names = new ArrayList<>();
    for (Object each : alternatives) {
      Optional<String> name = render.apply(each);
      if (name.isEmpty()) {
        continue;
      }
      names.add(name.get());
      Optional<Path> file =
          sources.first(
              List.of(
                  play.directory().resolve("vars").resolve(name.get()),
                  play.directory().resolve(name.get())));
      if (file.isPresent()) {
        return read.computeIfAbsent(
            file.get(), path -> sources.listedVars(path, Text.marksOf(each).origin()));
      }
    }
    if (names.isEmpty()) {
      return Vars.EMPTY;
    }
    Object first = alternatives.getFirst();
    String what = names.size() == 1 ? "there is no" : "there is none of";
    String sentence = "%s vars_files '%s'".formatted(what, String.join("', '", names));
    missing.accept(
        sources
            .diagnostics()
            .located(
                Diagnostic.error(Text.marksOf(first).origin(), sentence)
                    .withHint("looked in " + sources.name(play.directory()))
                    .asMissing()));
    return Vars.EMPTY;
  }
}
