package dev.runner.execute.host;

import dev.runner.execute.host.StepRun.Result;
import dev.runner.module.Output;
import dev.runner.module.Quoting;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Brings files of the host to the control machine.
final class Fetching {
  private final StepRun.Setting setting;

  Fetching(StepRun.Setting setting) {
    this.setting = setting;
  }

  Result fetch(Step.Fetch fetch) throws ConnectException {
    Path destination = fetch.destination().toAbsolutePath().normalize();
    Path under = fetch.under().toAbsolutePath().normalize();
    if (!destination.startsWith(under) || destination.equals(under)) {
      return failed("%s leaves %s, so nothing was fetched".formatted(destination, under));
    }
    try {
      Files.createDirectories(under);
      Path directory = destination.resolveSibling("");
      Files.createDirectories(directory);
      if (!directory.toRealPath().startsWith(under.toRealPath())) {
        return failed("a link in %s leads out of %s".formatted(directory, under));
      }
      return into(fetch, destination);
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      return failed("%s can't be written on this machine: %s".formatted(destination, e));
    }
  }

  private Result into(Step.Fetch fetch, Path destination) throws IOException {
    Path temporary = Files.createTempFile(destination.resolveSibling(""), ".runner-", "");
    try {
      Output output;
      try (OutputStream sink = Files.newOutputStream(temporary)) {
        output = setting.session().drain(setting.who(), script(fetch), sink, setting.deadline());
      }
      if (!output.ok()) {
        Block block = new Block(output.exit(), new byte[0], output.stderr().bytes());
        return Result.failed(output, block.complaint());
      }
      Files.move(
          temporary,
          destination,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return Result.done(StepRun.nothing());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Only a regular file is opened.
  private Script script(Step.Fetch fetch) {
    String word = FileNames.word(fetch.source());
    String none = Quoting.quote("there is no file %s to fetch".formatted(fetch.source()));
    return Script.of(
        setting.library().functions(List.of("die"))
            + "cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n[ -f %1$s ] || rn_die %2$s\nexec cat <%1$s\n"
                .formatted(word, none));
  }

  private static Result failed(String because) {
    return Result.failed(Output.of(1, "", because), because);
  }
}
