package dev.runner.execute.host;

import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps that were shown on a host in check mode.
///
/// Typed steps are laid over the host's files: a later question sees the file, directory, link,
/// owner, mode or absence that they would have made. New things get the umask 022. What can't be
/// laid over is handled by these rules:
/// - A path that no typed step touches is answered by the host, whatever commands were shown.
/// - A command ([Question.Look]) is Unknown if it names a path that a typed step touches, or if a
///   shown command could matter to it: both name a path of which one lies at or below the other (a
///   working directory counts), or one of them names none and both run the same program with an
///   argument in common, or the shown one is text of a shell that names no path. A shown command
///   that foretells something ([Foretold]) matters to its own program only in that.
/// - A missing program, user or group is Unknown once a command was shown, which may bring it.
/// - A request by HTTP is Unknown once a command or a wait was shown.
/// - A process or a port is as the last shown wait for it says; Unknown if that wait was for one of
///   several things; as the host says if none was shown.
final class Overlay {
  private final List<ShownStep> steps = new ArrayList<>();
  private Optional<String> leftOut = Optional.empty();

  synchronized void add(Identity who, List<Step> shown, String task) {
    for (Step step : shown) {
      ShownStep each = new ShownStep(who, step, task);
      steps.add(each);
      each.foretold().stream()
          .filter(Foretold.Holds.class::isInstance)
          .map(Foretold.Holds.class::cast)
          .forEach(file -> steps.add(new ShownStep(who, written(step.title(), file), task)));
    }
  }

  private static Step written(String title, Foretold.Holds file) {
    return Step.write(title, file.path(), Optional.empty(), file.content(), Attributes.NONE);
  }

  synchronized List<ShownStep> steps() {
    return List.copyOf(steps);
  }

  /// A task wasn't even shown.
  synchronized void leftOut(String task) {
    leftOut = Optional.of(task);
  }

  /// A task whose effect can't be laid over, if there is one: the last that was left out, or else
  /// the last whose steps were shown.
  synchronized Optional<String> opaqueTask() {
    return leftOut.or(() -> lastOpaque(steps).map(ShownStep::task));
  }

  private static Optional<ShownStep> lastOpaque(List<ShownStep> steps) {
    return steps.reversed().stream().filter(shown -> isOpaque(shown.step())).findFirst();
  }

  private static boolean isOpaque(Step step) {
    return switch (step) {
      case Step.Run run -> true;
      case Step.Rsync rsync -> true;
      case Step.Dialogue dialogue -> true;
      case Step.Detach detach -> true;
      case Step.Reconnect reconnect -> reconnect.first().isPresent();
      case Step.Http http -> true;
      default -> false;
    };
  }

  /// @throws UnknownAnswer if a missing program, user or group may be brought by a shown command
  static void checkMissing(List<ShownStep> steps, String what) {
    lastOpaque(steps)
        .ifPresent(
            shown -> {
              throw new UnknownAnswer(shown.because("whether there is " + what));
            });
  }

  /// What a shown step foretells that the command says.
  ///
  /// @throws UnknownAnswer if a shown step could matter to the command in another way
  static Optional<Output> checkLook(
      List<ShownStep> steps, List<RemotePath> touched, Question.Look look) {
    Footprint mine = Footprint.of(look.command());
    String what = "what `%s` says".formatted(told(look.command()));
    for (ShownStep shown : steps.reversed()) {
      Optional<Output> said = shown.says(look.command());
      if (said.isPresent()) {
        return said;
      }
      if (shown.leavesOpen(look.command())) {
        throw new UnknownAnswer(shown.because(what));
      }
      for (Footprint other : Footprint.of(shown.step())) {
        boolean told = shown.foretells() && other.program().equals(mine.program());
        if (!told && other.couldMatterTo(mine)) {
          throw new UnknownAnswer(shown.because(what));
        }
      }
    }
    Optional<RemotePath> named = touched.stream().filter(mine::names).findFirst();
    if (named.isPresent()) {
      throw new UnknownAnswer(
          "%s can't be known: %s isn't yet as an earlier task would make it"
              .formatted(what, named.get()));
    }
    return Optional.empty();
  }

  /// A command as it is told: of a script of many lines that a module asks by, no more than what it
  /// is called and given.
  private static Command told(Command command) {
    List<Text> words = command.words();
    boolean script =
        words.size() > 3
            && words.get(0).value().equals("sh")
            && words.get(1).value().equals("-c")
            && words.get(2).value().contains("\n");
    return script ? Command.of(words.subList(3, words.size())) : command;
  }

  /// @throws UnknownAnswer if a shown command or wait could matter to the request
  static void checkHttp(List<ShownStep> steps, String url) {
    for (ShownStep shown : steps.reversed()) {
      if (isOpaque(shown.step()) || shown.step() instanceof Step.Wait) {
        throw new UnknownAnswer(shown.because("what %s answers".formatted(url)));
      }
    }
  }

  /// What the last shown wait says of a process.
  static Optional<Boolean> alive(List<ShownStep> steps, long pid) {
    return said(
        steps,
        until -> until instanceof Until.Gone gone && gone.pid() == pid,
        until -> false,
        "whether process %d runs".formatted(pid));
  }

  /// What the last shown wait says of a port.
  static Optional<Boolean> open(List<ShownStep> steps, String address, int port) {
    return said(
        steps,
        until ->
            switch (until) {
              case Until.Open open -> open.port() == port && open.address().equals(address);
              case Until.Closed closed -> closed.port() == port && closed.address().equals(address);
              default -> false;
            },
        until -> until instanceof Until.Open,
        "whether port %s:%d is open".formatted(address, port));
  }

  private static Optional<Boolean> said(
      List<ShownStep> steps,
      java.util.function.Predicate<Until> about,
      java.util.function.Predicate<Until> says,
      String what) {
    for (ShownStep shown : steps.reversed()) {
      if (shown.step() instanceof Step.Wait wait) {
        Optional<Until> sure = certain(wait.until()).stream().filter(about).findFirst();
        if (sure.isPresent()) {
          return Optional.of(says.test(sure.get()));
        }
        if (all(wait.until()).stream().anyMatch(about)) {
          throw new UnknownAnswer(shown.because(what));
        }
      }
    }
    return Optional.empty();
  }

  /// What holds when the wait is over.
  private static List<Until> certain(Until until) {
    return switch (until) {
      case Until.All all -> all.parts().stream().flatMap(part -> certain(part).stream()).toList();
      case Until.Any any when any.parts().size() == 1 -> certain(any.parts().getFirst());
      case Until.Any any -> List.of();
      default -> List.of(until);
    };
  }

  private static List<Until> all(Until until) {
    return switch (until) {
      case Until.All all -> all.parts().stream().flatMap(part -> all(part).stream()).toList();
      case Until.Any any -> any.parts().stream().flatMap(part -> all(part).stream()).toList();
      default -> List.of(until);
    };
  }
}
