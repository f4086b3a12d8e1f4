package dev.runner.modules.site;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The machine that the tests run on, as a host: questions and steps are carried out for real, so
/// that what is known of git and its like is true. Knows what our tests need of it.
public final class ThisMachine implements Probe {
  private final Path scratch;
  private final Map<String, String> environment;

  /// @param scratch a directory that the test owns
  public ThisMachine(Path scratch) {
    this(scratch, Map.of());
  }

  /// @param environment what commands find in theirs besides
  public ThisMachine(Path scratch, Map<String, String> environment) {
    this.scratch = scratch;
    this.environment = Map.copyOf(environment);
  }

  /// Applies a plan and what follows it.
  public Answer apply(Plan plan) {
    Answer answer = plan;
    Map<String, Object> known = new java.util.LinkedHashMap<>();
    while (answer instanceof Plan.Changes changes) {
      known.putAll(changes.predicted());
      List<Output> outputs = new ArrayList<>();
      Optional<Answer> failure = Optional.empty();
      for (Step step : changes.steps()) {
        Output output = apply(step);
        outputs.add(output);
        if (!passed(step, output)) {
          failure = Optional.of(Finished.failed(step.title() + ": " + output.lastWords()));
          break;
        }
      }
      answer =
          failure.orElseGet(
              () -> changes.after().look(new Outputs(List.copyOf(outputs), Map.of()), this));
    }
    return answer instanceof Finished finished
        ? finished.withAll(known).withAll(finished.values())
        : answer;
  }

  private static boolean passed(Step step, Output output) {
    return step instanceof Step.Run run
        ? run.success().isEmpty() || run.success().contains(output.exit())
        : output.ok();
  }

  private Output apply(Step step) {
    return switch (step) {
      case Step.Run run -> run(run.command());
      case Step.Write write -> write(write);
      case Step.Delete delete -> run(Command.of("rm", "-rf", "--", delete.path()));
      case Step.Directory directory when directory.attributes().isEmpty() ->
          run(Command.of("mkdir", "-p", "--", directory.path()));
      case Step.Link link when link.symbolic() ->
          run(Command.of("ln", "-sfn", "--", link.target(), link.path()));
      case Step.Wait wait -> waitFor(wait);
      case Step.Copy copy -> copy(copy);
      default -> throw new AssertionError("not known here: " + step);
    };
  }

  private Output waitFor(Step.Wait wait) {
    Instant end = Instant.now().plus(wait.deadline());
    while (Instant.now().isBefore(end)) {
      if (holds(wait.until())) {
        return Output.of(0, "", "");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return Output.of(1, "", "waited in vain for " + wait.title());
  }

  private Output copy(Step.Copy copy) {
    String keep =
        "cp -p -- \"$2\" \"$2.1.2030-01-01@12:00:00~\" && echo \"$2.1.2030-01-01@12:00:00~\"";
    String put = "cp -- \"$1\" \"$2\" && if [ -n \"$3\" ]; then chmod \"$3\" \"$2\"; fi";
    return run(
        Command.of(
            "sh",
            "-c",
            copy.backup() ? keep + " && " + put : put,
            "copy",
            copy.from(),
            copy.to(),
            copy.attributes().mode().map(mode -> mode.text()).orElse("")));
  }

  private boolean holds(Until until) {
    return switch (until) {
      case Until.Succeeds succeeds -> run(succeeds.command()).ok();
      case Until.Gone gone -> !alive(gone.pid());
      case Until.Present present -> Files.exists(Path.of(present.path().text()));
      case Until.Absent absent -> !Files.exists(Path.of(absent.path().text()));
      case Until.Open open -> open(open.address(), open.port());
      case Until.Closed closed -> !open(closed.address(), closed.port());
      case Until.All all -> all.parts().stream().allMatch(this::holds);
      case Until.Any any -> any.parts().stream().anyMatch(this::holds);
      default -> throw new AssertionError("not known here: " + until);
    };
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static boolean open(String address, int port) {
    try (java.net.Socket socket = new java.net.Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Output write(Step.Write write) {
    try {
      Path target = Path.of(write.path().text());
      Path fresh = target.resolveSibling(target.getFileName() + ".new");
      Files.write(fresh, write.after().bytes());
      if (Files.exists(target)) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      return Output.of(0, "", "");
    } catch (IOException e) {
      return Output.of(1, "", e.toString());
    }
  }

  /// Runs a command.
  public Output run(Command command) {
    try {
      List<String> words = new ArrayList<>();
      command.umask().ifPresent(mask -> words.addAll(List.of("sh", "-c")));
      command.umask().ifPresent(mask -> words.add("umask " + mask + "; exec \"$@\""));
      command.umask().ifPresent(mask -> words.add("sh"));
      command.words().forEach(word -> words.add(word.value()));
      ProcessBuilder builder = new ProcessBuilder(words);
      command.directory().ifPresent(where -> builder.directory(Path.of(where.text()).toFile()));
      builder.environment().putAll(environment);
      command.environment().forEach((name, text) -> builder.environment().put(name, text.value()));
      Process process = builder.start();
      CompletableFuture<byte[]> err =
          CompletableFuture.supplyAsync(() -> bytes(process.getErrorStream()));
      try (var in = process.getOutputStream()) {
        in.write(command.stdin().map(Content::bytes).orElse(new byte[0]));
      } catch (IOException e) {
        // the command doesn't read
      }
      byte[] out = bytes(process.getInputStream());
      int exit = process.waitFor();
      return new Output(
          exit, Content.of(out), Content.of(err.join()), Instant.now(), Duration.ZERO);
    } catch (IOException e) {
      return Output.of(127, "", e.toString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(java.io.InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> Pending<T> later(Question<T> question) {
    T answer = answer(question);
    return () -> answer;
  }

  @SuppressWarnings("unchecked") // each kind of question is answered by its own type
  private <T> T answer(Question<T> question) {
    return (T)
        switch (question) {
          case Question.Stat stat -> status(stat.path(), stat.follow());
          case Question.Read read -> content(read.path());
          case Question.Look look -> run(look.command());
          case Question.Checksum sum -> checksum(sum);
          case Question.Listing listing -> listing(listing);
          case Question.Self self -> account();
          case Question.Clock clock -> Instant.now();
          case Question.Alive process -> alive(process.pid());
          case Question.PortOpen port -> open(port.address(), port.port());
          case Question.Which which -> find(which.program());
          case Question.Http http -> http(http.request().url());
          default -> throw new AssertionError("not known here: " + question);
        };
  }

  private static HttpReply http(String url) {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var reply =
          client.send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(url)).build(),
              java.net.http.HttpResponse.BodyHandlers.ofByteArray());
      return new HttpReply(
          reply.statusCode(), url, Map.of(), Content.of(reply.body()), Duration.ZERO, "");
    } catch (IOException e) {
      return new HttpReply(0, url, Map.of(), Content.of(""), Duration.ZERO, e.toString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<RemotePath> find(String program) {
    Output output = run(Command.of("sh", "-c", "command -v \"$1\"", "which", program));
    return output.ok() ? Optional.of(RemotePath.of(output.out())) : Optional.empty();
  }

  private static Optional<Content> content(RemotePath path) {
    try {
      return Files.exists(Path.of(path.text()))
          ? Optional.of(Content.of(Files.readAllBytes(Path.of(path.text()))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> checksum(Question.Checksum sum) {
    Output output = run(Command.of(sum.algorithm() + "sum", "--", sum.path()));
    return output.ok() ? Optional.of(output.out().split(" ")[0]) : Optional.empty();
  }

  /// Only what stands in the directory itself.
  private static List<FileStat> listing(Question.Listing listing) {
    Path directory = Path.of(listing.directory().text());
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var entries = Files.list(directory)) {
      return entries.map(each -> status(RemotePath.of(each.toString()), false)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Account account() {
    long uid = Long.parseLong(run(Command.of("id", "-u")).out());
    long gid = Long.parseLong(run(Command.of("id", "-g")).out());
    return new Account(
        run(Command.of("id", "-un")).out(),
        uid,
        gid,
        "",
        RemotePath.of("/"),
        "/bin/sh",
        List.of(run(Command.of("id", "-gn")).out()));
  }

  private static FileStat status(RemotePath path, boolean follow) {
    LinkOption[] links = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    Path file = Path.of(path.text());
    if (!Files.exists(file, links)) {
      return FileStat.absent(path);
    }
    try {
      Map<String, Object> all = Files.readAttributes(file, "unix:*", links);
      FileStat.Type type =
          switch ((Integer) all.get("mode") & 0170000) {
            case 0040000 -> FileStat.Type.DIRECTORY;
            case 0010000 -> FileStat.Type.FIFO;
            case 0120000 -> FileStat.Type.LINK;
            default -> FileStat.Type.FILE;
          };
      Instant modified = Files.getLastModifiedTime(file, links).toInstant();
      return new FileStat(
          path,
          type,
          (Integer) all.get("mode") & 07777,
          (Integer) all.get("uid"),
          (Integer) all.get("gid"),
          String.valueOf(all.get("owner")),
          String.valueOf(all.get("group")),
          (Long) all.get("size"),
          modified,
          modified,
          modified,
          (Long) all.get("ino"),
          (Long) all.get("dev"),
          (Integer) all.get("nlink"),
          type == FileStat.Type.LINK
              ? Optional.of(Files.readSymbolicLink(file).toString())
              : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RemotePath scratch() {
    return RemotePath.of(scratch.toString());
  }

  @Override
  public RemotePath bring(dev.runner.module.ControlFile file) {
    throw new UnsupportedOperationException("nothing is brought here: " + file.name());
  }

  @Override
  public String name() {
    return "this machine";
  }

  /// The permissions of a file, as `rwxr-x---`.
  public static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
