package dev.runner.module.testing;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Applies plans to a fake host.
final class Applying {
  private static final Output DONE = Output.of(0, "", "");

  private final FakeHost host;
  private final Map<Integer, HttpReply> replies = new HashMap<>();

  Applying(FakeHost host) {
    this.host = host;
  }

  /// Applies a plan and what follows it, until nothing follows.
  Answer follow(Answer answer) {
    return switch (answer) {
      case Plan.Changes changes -> follow(changes(changes));
      case Plan.Await await -> follow(await(await));
      case Plan other -> other;
      case Finished finished -> finished;
    };
  }

  private Answer await(Plan.Await await) {
    return new Questions(host).holds(await.until())
        ? await.then().look(host)
        : await.otherwise().isPresent()
            ? await.otherwise().get().look(host)
            : Finished.failed("waited in vain for " + await.what()).changedWhen(false);
  }

  private Answer changes(Plan.Changes changes) {
    List<Output> outputs = new ArrayList<>();
    replies.clear();
    for (Step step : changes.steps()) {
      Output output = apply(step, outputs.size());
      outputs.add(output);
      if (step instanceof Step.Run run && failed(run, output)) {
        run.otherwise().ifPresent(host::run);
        return Finished.failed(step.title() + ": " + output.lastWords());
      } else if (!(step instanceof Step.Run) && !output.ok()) {
        return Finished.failed(step.title() + ": " + output.lastWords());
      }
    }
    Answer then = changes.after().look(new Outputs(outputs, replies), host);
    return then instanceof Finished finished ? merged(changes, finished) : then;
  }

  private static Finished merged(Plan.Changes changes, Finished finished) {
    return new Finished(
        finished.changed(),
        finished.failed(),
        finished.message(),
        Finished.changed("").withAll(changes.predicted()).withAll(finished.values()).values(),
        finished.warnings(),
        finished.held());
  }

  private static boolean failed(Step.Run run, Output output) {
    return !run.success().isEmpty() && !run.success().contains(output.exit());
  }

  private Output apply(Step step, int index) {
    return switch (step) {
      case Step.Run run -> host.run(run.command());
      case Step.Dialogue dialogue -> host.run(dialogue.command());
      case Step.Detach detach -> host.run(detach.command());
      case Step.Reconnect reconnect -> reconnect.first().map(host::run).orElse(DONE);
      case Step.Write write ->
          put(write.path(), write.after(), write.attributes(), write.validate(), write.backup());
      case Step.Upload upload ->
          put(
              upload.path(),
              content(upload),
              upload.attributes(),
              upload.validate(),
              upload.backup());
      case Step.Copy copy -> copy(copy);
      case Step.Directory directory -> directory(directory);
      case Step.Link link -> link(link);
      case Step.Attribute attribute -> attribute(attribute);
      case Step.Delete delete -> {
        host.files.delete(delete.path());
        yield DONE;
      }
      case Step.Move move -> move(move);
      case Step.Fetch fetch -> fetch(fetch);
      case Step.Rsync rsync -> host.run(rsync.call().command());
      case Step.OnControl control -> onControl(control);
      case Step.Http http -> http(http, index);
      case Step.Wait wait -> waited(wait);
    };
  }

  /// Time passes meanwhile: the clock goes on to an instant that is waited for, if that is within
  /// the deadline.
  private Output waited(Step.Wait wait) {
    Questions questions = new Questions(host);
    Instant end = host.clock.plus(wait.deadline());
    instants(wait.until())
        .sorted()
        .takeWhile(instant -> !questions.holds(wait.until()) && !instant.isAfter(end))
        .forEach(host::clock);
    return questions.holds(wait.until()) ? DONE : Output.of(1, "", "waited in vain");
  }

  private static Stream<Instant> instants(Until until) {
    return switch (until) {
      case Until.Reached reached -> Stream.of(reached.instant());
      case Until.All all -> all.parts().stream().flatMap(Applying::instants);
      case Until.Any any -> any.parts().stream().flatMap(Applying::instants);
      default -> Stream.of();
    };
  }

  private Output put(
      RemotePath named,
      Content content,
      Attributes attributes,
      Optional<Command> validate,
      boolean backup) {
    RemotePath path = host.files.real(named);
    Optional<Output> obstacle = obstacle(path);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (validate.isPresent()) {
      Output checked = host.run(validate.get());
      if (!checked.ok()) {
        return checked;
      }
    }
    Optional<FakeFile> old = host.files.find(path, true);
    Output output = DONE;
    if (backup && old.isPresent()) {
      String copy = path + ".4711.2030-01-01@12:00:00~";
      host.files.put(copy, old.get().numbered(0));
      output = Output.of(0, copy + "\n", "");
    }
    FakeFile base = old.orElseGet(() -> FakeFiles.regular(content, host.clock)).numbered(0);
    host.files.put(path.text(), base.holding(content, host.clock).with(attributes));
    return output;
  }

  /// Why no file can be put there, as far as the test said what is there.
  private Optional<Output> obstacle(RemotePath path) {
    if (isDirectory(path)) {
      return Optional.of(failed("%s is a directory", path));
    }
    RemotePath above = path.parent();
    boolean missing = host.files.knows(above) && host.files.find(above, true).isEmpty();
    return missing
        ? Optional.of(failed("the directory %s does not exist", above))
        : Optional.empty();
  }

  private boolean isDirectory(RemotePath path) {
    return host.files.find(path, false).filter(FakeFile::isDirectory).isPresent();
  }

  private boolean isAbsent(RemotePath path, boolean follow) {
    return host.files.knows(path) && host.files.find(path, follow).isEmpty();
  }

  private static Output failed(String sentence, RemotePath path) {
    return Output.of(1, "", sentence.formatted(path));
  }

  private Output copy(Step.Copy copy) {
    return isAbsent(copy.from(), true)
        ? failed("there is no file %s to copy", copy.from())
        : put(copy.to(), text(copy.from()), copy.attributes(), copy.validate(), copy.backup());
  }

  private Output attribute(Step.Attribute attribute) {
    if (isAbsent(attribute.path(), attribute.follow())) {
      return failed("%s does not exist", attribute.path());
    }
    host.files.attribute(attribute.path(), attribute.follow(), attribute.after());
    return DONE;
  }

  private Output move(Step.Move move) {
    if (isAbsent(move.from(), false)) {
      return failed("%s does not exist", move.from());
    }
    if (isDirectory(move.to())
        && !(isDirectory(move.from()) && host.files.below(move.to(), 1).isEmpty())) {
      return failed("%s is a directory, and in the way", move.to());
    }
    host.files.move(move.from(), move.to());
    return DONE;
  }

  private static Content content(Step.Upload upload) {
    try {
      return upload.source().content();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Content text(RemotePath path) {
    return host.files
        .find(path, true)
        .map(FakeFile::content)
        .orElseThrow(() -> new AssertionError("there is no file " + path + " to copy"));
  }

  private Output directory(Step.Directory directory) {
    List<RemotePath> missing = new ArrayList<>();
    RemotePath path = directory.path().normalized();
    while (host.files.find(path, true).isEmpty() && !path.equals(path.parent())) {
      missing.addFirst(path);
      path = path.parent();
    }
    if (!host.files.find(path, true).map(FakeFile::isDirectory).orElse(true)) {
      return failed("%s is there, and is no directory", path);
    }
    for (RemotePath each : missing) {
      host.files.put(each.text(), FakeFiles.directory(host.clock).with(directory.attributes()));
      host.files.close(each.text());
    }
    return DONE;
  }

  private Output link(Step.Link link) {
    if (isDirectory(link.path())) {
      return failed("%s is a directory", link.path());
    }
    if (link.symbolic()) {
      host.files.put(link.path().text(), FakeFiles.link(link.target(), host.clock));
    } else {
      RemotePath target = RemotePath.of(link.target());
      if (isAbsent(target, false)) {
        return failed("%s does not exist", target);
      }
      FakeFile file =
          host.files
              .find(target, false)
              .orElseThrow(() -> new AssertionError("there is no file " + target + " to share"));
      host.files.put(link.path().text(), file);
    }
    return DONE;
  }

  private Output fetch(Step.Fetch fetch) {
    try {
      if (!fetch.destination().normalize().startsWith(fetch.under().normalize())) {
        throw new AssertionError(fetch.destination() + " leaves " + fetch.under());
      }
      Files.createDirectories(fetch.destination().resolveSibling(""));
      Files.write(fetch.destination(), text(fetch.source()).bytes());
      return DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Output onControl(Step.OnControl control) {
    try {
      return control.act().act();
    } catch (IOException e) {
      return Output.of(1, "", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Output http(Step.Http http, int index) {
    HttpReply reply = new Questions(host).reply(http.request());
    replies.put(index, reply);
    return reply.answered() ? DONE : Output.of(1, "", reply.trouble());
  }
}
