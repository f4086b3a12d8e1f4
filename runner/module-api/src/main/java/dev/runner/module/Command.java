package dev.runner.module;

import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Words to run on a host. They reach the program as they are: quoting is done in one place, in the
/// engine.
///
/// @param words the program and its arguments
/// @param directory where it runs; the user's home if absent
/// @param environment variables added to those of the shell
/// @param stdin what it reads; nothing if absent
/// @param user who runs it, if that isn't who the task runs as
/// @param umask the permissions that new files don't get, if not the shell's
/// @param deadline when to stop it, if not at the task's deadline
public record Command(
    List<Text> words,
    Optional<RemotePath> directory,
    Map<String, Text> environment,
    Optional<Content> stdin,
    Optional<String> user,
    Optional<FileMode> umask,
    Optional<Duration> deadline) {

  public Command {
    words = List.copyOf(words);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
  }

  /// A command of these words: text, paths, numbers, or [Text] with its marks.
  public static Command of(Object... words) {
    return of(List.of(words));
  }

  /// A command of these words: text, paths, numbers, or [Text] with its marks.
  public static Command of(List<?> words) {
    return new Command(
        words.stream().map(Command::word).toList(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Text word(Object word) {
    return switch (word) {
      case Text text -> text;
      case Secret secret ->
          throw new IllegalArgumentException("a secret never goes on a command line: use stdin");
      default -> Text.of(word.toString(), dev.runner.values.Marks.NONE);
    };
  }

  /// The same with more words at the end.
  public Command and(Object... more) {
    List<Text> all = new ArrayList<>(words);
    for (Object word : more) {
      all.add(word(word));
    }
    return new Command(all, directory, environment, stdin, user, umask, deadline);
  }

  /// The same, run in this directory.
  public Command in(RemotePath where) {
    return new Command(words, Optional.of(where), environment, stdin, user, umask, deadline);
  }

  /// The same with an environment variable.
  public Command with(String name, String value) {
    return with(name, Text.of(value, dev.runner.values.Marks.NONE));
  }

  /// The same with an environment variable that may be secret.
  public Command with(String name, Text value) {
    Map<String, Text> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(words, directory, more, stdin, user, umask, deadline);
  }

  /// The same with something to read.
  public Command reading(Content input) {
    return new Command(words, directory, environment, Optional.of(input), user, umask, deadline);
  }

  /// The same, run by this user. The engine uses what the task's identity allows (root may become
  /// anyone).
  public Command as(String who) {
    return new Command(words, directory, environment, stdin, Optional.of(who), umask, deadline);
  }

  /// The same with this umask.
  public Command withUmask(FileMode mask) {
    return new Command(words, directory, environment, stdin, user, Optional.of(mask), deadline);
  }

  /// The same, stopped after that long.
  public Command within(Duration time) {
    return new Command(words, directory, environment, stdin, user, umask, Optional.of(time));
  }

  /// As it is shown: the words, quoted where a shell would need it, secrets masked.
  @Override
  public String toString() {
    return words.stream()
        .map(word -> word.isSecret() ? Secret.MASK : Quoting.quote(word.value()))
        .collect(Collectors.joining(" "));
  }
}
