package dev.runner.execute.host;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a command says of what it has to do with: the absolute paths among its words and inside
/// them, its directory, its program and its arguments. Whether an unapplied command could matter to
/// another one is decided by these, see [Overlay].
record Footprint(Set<RemotePath> paths, String program, Set<String> arguments, boolean shell) {
  private static final Pattern PATH = Pattern.compile("(?<![A-Za-z0-9_.~-])/[A-Za-z0-9_.@%+~/-]+");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");

  static Footprint of(Command command) {
    Set<RemotePath> paths = new HashSet<>();
    command.directory().ifPresent(where -> paths.add(where.normalized()));
    List<String> words = command.words().stream().map(Text::value).toList();
    Set<String> arguments = new HashSet<>();
    for (String word : words.subList(1, words.size())) {
      Matcher path = PATH.matcher(word);
      while (path.find()) {
        paths.add(RemotePath.of(path.group()).normalized());
      }
      if (!word.startsWith("-")) {
        arguments.add(word);
      }
    }
    paths.removeIf(path -> path.text().equals("/") || path.text().startsWith("/dev/"));
    String program = RemotePath.of(words.getFirst().isEmpty() ? "-" : words.getFirst()).name();
    return new Footprint(paths, program, arguments, SHELLS.contains(program));
  }

  /// The commands of a step, whose effects nobody can foretell.
  static List<Footprint> of(Step step) {
    List<Footprint> all = new ArrayList<>();
    command(step).ifPresent(command -> all.add(of(command)));
    return all;
  }

  private static Optional<Command> command(Step step) {
    return switch (step) {
      case Step.Run run -> Optional.of(run.command());
      case Step.Dialogue dialogue -> Optional.of(dialogue.command());
      case Step.Detach detach -> Optional.of(detach.command());
      case Step.Reconnect reconnect -> reconnect.first();
      default -> Optional.empty();
    };
  }

  /// Whether what this unapplied command does could change what that one says.
  boolean couldMatterTo(Footprint look) {
    if (shell && paths.isEmpty()) {
      return true;
    }
    boolean samePlace =
        paths.stream()
            .anyMatch(
                mine ->
                    look.paths.stream()
                        .anyMatch(other -> mine.isUnder(other) || other.isUnder(mine)));
    boolean sameThing =
        (paths.isEmpty() || look.paths.isEmpty())
            && program.equals(look.program)
            && arguments.stream().anyMatch(look.arguments::contains);
    return samePlace || sameThing;
  }

  /// Whether the command names this path or something below it.
  boolean names(RemotePath path) {
    return paths.stream().anyMatch(mine -> mine.isUnder(path));
  }
}
