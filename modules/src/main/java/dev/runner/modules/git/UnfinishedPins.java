package dev.runner.modules.git;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Among the submodules that are empty, those that somebody meant to take over: a run that was
/// killed between the change of the tree and its submodules leaves new ones so. What a person took
/// out or never wanted stays out.
///
/// @param paths those that came with the last change of HEAD, and of which git either has nothing
///   yet or was told that they are wanted
/// @param halves git's own directories of those whose clone was broken off, by their paths: git
///   would take them for clones
record UnfinishedPins(List<String> paths, Map<String, String> halves) {

  /// Where git keeps a submodule's own files, and whether a clone in it came as far as its refs.
  private static final String SCRIPT =
      """
      for name; do
        d=$(git rev-parse --git-path "modules/$name") || exit
        if [ ! -d "$d" ]; then echo absent
        elif [ -z "$(git --git-dir="$d" for-each-ref --count=1 2>/dev/null)" ]; then echo "half $d"
        else echo whole; fi
      done
      """;

  /// Looks at these, in two round trips.
  static UnfinishedPins among(List<String> left, Probe host, Checkout git) {
    Pending<Output> names =
        host.lookLater(
            git.asks(
                "config", "-f", ".gitmodules", "-z", "--get-regexp", "^submodule\\..*\\.path$"));
    Pending<Output> wanted =
        host.lookLater(git.asks("config", "-z", "--get-regexp", "^submodule\\..*\\.url$"));
    // A rebase and a reset leave there what HEAD was before (gitrevisions(7)).
    Pending<Output> before = host.lookLater(git.asks("ls-tree", "-rz", "ORIG_HEAD"));
    Map<String, String> nameOf = new LinkedHashMap<>();
    values(names.get(), ".path").forEach((name, path) -> nameOf.put(path, name));
    nameOf.keySet().retainAll(left);
    nameOf.values().removeIf(name -> List.of(name.split("/")).contains(".."));
    if (nameOf.isEmpty()) {
      return new UnfinishedPins(List.of(), Map.of());
    }
    Set<String> registered = values(wanted.get(), ".url").keySet();
    Set<String> old = Pins.of(before.get());
    List<Object> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    words.addAll(nameOf.values());
    List<String> states =
        host.look(git.steward().asks(Command.of(words).in(git.directory()))).lines();
    List<String> paths = new ArrayList<>();
    Map<String, String> halves = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<String, String> pin : nameOf.entrySet()) {
      String state = next < states.size() ? states.get(next++) : "";
      if (state.startsWith("half ")) {
        halves.put(pin.getKey(), state.substring("half ".length()));
      }
      boolean isNew = before.get().ok() && !old.contains(pin.getKey());
      if (isNew && (state.equals("absent") || registered.contains(pin.getValue()))) {
        paths.add(pin.getKey());
      }
    }
    return new UnfinishedPins(paths, halves);
  }

  /// Reads `git config -z --get-regexp`: entries of a key, a line feed and a value. The middle of
  /// the key is the submodule's name.
  private static Map<String, String> values(Output listing, String variable) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String entry : listing.stdout().lenientText().split("\0")) {
      int end = entry.indexOf('\n');
      if (end > 0 && entry.startsWith("submodule.") && entry.substring(0, end).endsWith(variable)) {
        values.put(
            entry.substring("submodule.".length(), end - variable.length()),
            entry.substring(end + 1));
      }
    }
    return values;
  }
}
