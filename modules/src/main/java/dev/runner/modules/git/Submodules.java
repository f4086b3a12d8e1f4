package dev.runner.modules.git;

import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;

/// The submodules of a work tree.
///
/// @param tracked whether they follow their own branches instead of what the tree says
record Submodules(Checkout git, boolean tracked) {
  /// For each submodule its path, its commit, and that of the branch it follows.
  private static final String COMMITS =
      "branch=$(git config -f \"$toplevel/.gitmodules\" \"submodule.$name.branch\" || echo HEAD);"
          + " printf '%s\\t%s\\t%s\\n' \"$sm_path\" \"$(git rev-parse HEAD)\""
          + " \"$(git ls-remote origin \"$branch\" | head -n 1 | cut -f 1)\"";

  /// Those that aren't what they should be.
  List<String> stale(Probe host) {
    Pending<Output> status = host.lookLater(git.asks("submodule", "status", "--recursive"));
    List<String> stale = new ArrayList<>();
    for (String line : status.get().stdout().lenientText().lines().toList()) {
      if (line.startsWith("-") || (line.startsWith("+") && !tracked) || line.startsWith("U")) {
        stale.add(line.substring(1).strip().replaceFirst("^\\S+ ", "").replaceFirst(" \\(.*", ""));
      }
    }
    if (tracked && stale.isEmpty()) {
      for (String line : host.look(git.calls("submodule", "-q", "foreach", COMMITS)).lines()) {
        String[] parts = line.split("\t");
        if (parts.length > 2 && !parts[1].equals(parts[2])) {
          stale.add(parts[0]);
        }
      }
    }
    return stale;
  }

  /// Brings them where they should be.
  List<Step> update(boolean force) {
    List<Object> words =
        new ArrayList<>(List.of("submodule", "-q", "update", "--init", "--recursive"));
    if (tracked) {
      words.add("--remote");
    }
    if (force) {
      words.add("--force");
    }
    return List.of(
        Step.run("take over submodules' URLs", git.acts("submodule", "-q", "sync", "--recursive")),
        Step.run("update submodules", git.acts(words.toArray())));
  }

  /// Whether the tree that is checked out has any.
  static boolean any(Probe host, Checkout git) {
    return host.ask(new Question.Stat(git.directory().resolve(".gitmodules"), true)).isFile();
  }
}
