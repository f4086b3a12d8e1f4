package dev.runner.cli;

import dev.runner.cli.doc.DescribedRole;
import dev.runner.cli.doc.RoleShelf;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.values.Json;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/// What roles say of themselves and of the arguments they take, as `ansible-doc -t role` shows it.
final class RoleDocs {
  private final Main main;
  private final CommandLine line;

  RoleDocs(Main main, CommandLine line) {
    this.main = main;
    this.line = line;
  }

  /// What is wanted.
  ///
  /// @param names of roles; of collections, where they are listed
  /// @param entry the only entry point that is wanted
  record Asked(List<String> names, Optional<String> entry, boolean list, boolean json) {}

  /// Shows it. Names of which nothing is known are passed over, as ansible-doc has it.
  ///
  /// @param folder of the playbooks
  /// @param more folders of roles
  void show(Asked asked, Path folder, List<String> more) {
    Telling telling = Telling.of(main, line.getErr());
    Map<String, DescribedRole> all = shelf(folder, more).all(telling::tell);
    Map<String, DescribedRole> chosen = new TreeMap<>(all);
    chosen.values().removeIf(role -> !isAsked(role, asked));
    if (asked.list()) {
      list(chosen, asked.json());
      return;
    }
    Map<String, DescribedRole> known = new TreeMap<>();
    chosen.forEach(
        (name, role) -> role.with(asked.entry()).ifPresent(shown -> known.put(name, shown)));
    if (asked.json()) {
      Map<String, Object> values = new LinkedHashMap<>();
      known.forEach((name, role) -> values.put(name, role.value()));
      line.getOut().println(Json.indented(values));
    } else {
      known.values().forEach(role -> line.getOut().println(role.text()));
    }
  }

  private static boolean isAsked(DescribedRole role, Asked asked) {
    return asked.list()
        ? asked.names().isEmpty() || asked.names().contains(role.collection())
        : asked.names().contains(role.name());
  }

  private void list(Map<String, DescribedRole> roles, boolean json) {
    if (json) {
      Map<String, Object> summaries = new LinkedHashMap<>();
      roles.forEach((name, role) -> summaries.put(name, role.summary()));
      line.getOut().println(Json.indented(summaries));
    } else {
      roles.values().forEach(role -> line.getOut().println(role.listed()));
    }
  }

  private RoleShelf shelf(Path folder, List<String> more) {
    Sources sources =
        new Sources(ControlFiles.disk(), Opener.CLOSED, new Diagnostics(), main.here());
    Configuration configuration = main.settings();
    Path playbooks = main.here().resolve(folder).normalize();
    List<Path> roots = new ArrayList<>();
    for (String path : more) {
      for (String each : path.split(File.pathSeparator)) {
        roots.add(main.here().resolve(each).normalize());
      }
    }
    roots.add(playbooks.resolve("roles"));
    roots.addAll(configuration.paths(Option.ROLES_PATH));
    roots.add(playbooks);
    List<Path> collections = new ArrayList<>(List.of(playbooks.resolve("collections")));
    collections.addAll(configuration.paths(Option.COLLECTIONS_PATH));
    return new RoleShelf(sources, roots, collections);
  }
}
