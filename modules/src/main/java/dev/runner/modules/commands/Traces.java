package dev.runner.modules.commands;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.Optional;

/// The files by which a user says whether a command has run already: it makes one (`creates`) or
/// takes one away (`removes`). Both may be patterns of file names.
///
/// @param chdir what relative names start from
public record Traces(
    Optional<RemotePath> creates, Optional<RemotePath> removes, Optional<RemotePath> chdir) {
  /// Only globs: with an empty IFS, the value isn't split into words.
  private static final String ANY_OF =
      "IFS=; for found in $1; do [ -e \"$found\" ] && exit 0; done; exit 1";

  /// Whether there are any.
  public boolean any() {
    return creates.isPresent() || removes.isPresent();
  }

  /// Why the command isn't needed, if that is so.
  public Optional<String> reason(Probe host) {
    Optional<Pending<Boolean>> made = creates.map(path -> exists(host, path));
    Optional<Pending<Boolean>> left = removes.map(path -> exists(host, path));
    if (made.isPresent() && made.get().get()) {
      return creates.map(Traces::madeAlready);
    }
    if (left.isPresent() && !left.get().get()) {
      return Optional.of("skipped, since %s does not exist".formatted(removes.orElseThrow()));
    }
    return Optional.empty();
  }

  /// The reason in the words of Ansible's `script`.
  Optional<String> matching(Probe host) {
    return reason(host)
        .map(
            reason ->
                creates
                    .filter(path -> reason.equals(madeAlready(path)))
                    .map("%s exists, matching creates option"::formatted)
                    .or(() -> removes.map("%s does not exist, matching removes option"::formatted))
                    .orElse(reason));
  }

  /// The reason as the result's `msg` has it.
  String message(String reason) {
    return creates
        .filter(path -> reason.equals(madeAlready(path)))
        .map("Did not run command since '%s' exists"::formatted)
        .or(() -> removes.map("Did not run command since '%s' does not exist"::formatted))
        .orElse(reason);
  }

  /// The reason as Ansible's `uri` has it for what it says on its output.
  public String skipped(String reason) {
    return creates
        .filter(path -> reason.equals(madeAlready(path)))
        .map("skipped, since '%s' exists"::formatted)
        .or(() -> removes.map("skipped, since '%s' does not exist"::formatted))
        .orElse(reason);
  }

  private static String madeAlready(RemotePath path) {
    return "skipped, since %s exists".formatted(path);
  }

  private Pending<Boolean> exists(Probe host, RemotePath named) {
    RemotePath path = chdir.map(directory -> directory.resolve(named.text())).orElse(named);
    if (path.text().chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
      Pending<Output> look = host.lookLater(Command.of("sh", "-c", ANY_OF, "sh", path.text()));
      return () -> look.get().ok();
    }
    Pending<dev.runner.module.FileStat> stat = host.later(new Question.Stat(path, true));
    return () -> stat.get().exists();
  }
}
