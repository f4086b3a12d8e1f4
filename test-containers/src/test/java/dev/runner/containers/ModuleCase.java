package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A playbook in the folder `modules` that uses a module in its important ways, so that its second
/// run changes nothing. What is to be there first a script `NAME.prepare.sh` makes. Comments say
/// more: `# stacks: modern` where it can't be played on both stacks of sites, `# also: small` where
/// BusyBox is enough for it, `# repeats: NAME OF A TASK` for each task that rightly does something
/// else in each run, such as one that makes a new name.
///
/// @param name the file's, without its ending
/// @param stacks where it is played
/// @param repeats names of tasks
record ModuleCase(String name, Path file, Set<Stack> stacks, Set<String> repeats) {
  private static final String ENDING = ".yml";

  static ModuleCase read(Path file) {
    try {
      String text = Files.readString(file);
      Set<Stack> stacks = stacks(text, "stacks");
      if (stacks.isEmpty()) {
        stacks.addAll(Stack.ofSites());
      }
      stacks.addAll(stacks(text, "also"));
      String name = String.valueOf(file.getFileName()).replace(ENDING, "");
      return new ModuleCase(name, file, stacks, said(text, "repeats").collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Stack> stacks(String text, String key) {
    return said(text, key)
        .map(each -> Stack.valueOf(each.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Stack.class)));
  }

  private static Stream<String> said(String text, String key) {
    String start = "# " + key + ":";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip());
  }

  /// All in a folder, by their names.
  static Stream<ModuleCase> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(ModuleCase::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What makes a host ready for it.
  Optional<String> preparation() {
    Path script = file.resolveSibling(name + ".prepare.sh");
    try {
      return Files.exists(script) ? Optional.of(Files.readString(script)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
