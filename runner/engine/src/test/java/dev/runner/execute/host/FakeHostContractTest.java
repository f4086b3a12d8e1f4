package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import dev.runner.transport.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fake host of module tests and a real shell give the same kinds of answers to the same
/// questions and steps, so that a module that is right on the one is right on the other.
class FakeHostContractTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;

  /// A host with the same things on it, whichever it is.
  private interface Subject {
    <T> T probing(Function<Probe, T> use) throws Exception;

    /// Whether it failed.
    boolean fails(Step... steps) throws Exception;
  }

  private record Fake(FakeHost host) implements Subject {
    @Override
    public <T> T probing(Function<Probe, T> use) {
      return use.apply(host);
    }

    @Override
    public boolean fails(Step... steps) {
      return host.apply(Plan.changes(steps)) instanceof Finished finished && finished.failed();
    }
  }

  private record Real(RemoteAccess access) implements Subject {
    @Override
    public <T> T probing(Function<Probe, T> use) throws Exception {
      try (HostAccess.Asking asking = access.ask(LOGIN, List.of(), Map.of(), false)) {
        return use.apply(asking.probe());
      }
    }

    @Override
    public boolean fails(Step... steps) throws Exception {
      Applied applied = access.apply(LOGIN, List.of(steps), Map.of(), Watching.NOBODY, LONG);
      return applied.failed().isPresent();
    }
  }

  private Subject fake() {
    String at = home + "/";
    return new Fake(
        FakeHost.named("here")
            .directory(home.toString())
            .directory(at + "d")
            .file(at + "d/f", "one\n", 0640)
            .file(at + "d/e/g", "two\n")
            .link(at + "link", "d/f")
            .link(at + "dangling", "nowhere")
            .answering("false", dev.runner.module.Output.of(1, "", ""))
            .answering("printf out", "out")
            .withoutUser("nobody-of-that-name")
            .withoutGroup("nobody-of-that-name")
            .without("no-such-program")
            .port("127.0.0.1", 1, false));
  }

  private Subject real(Shells shell) throws Exception {
    Files.createDirectories(home.resolve("d/e"));
    Files.writeString(home.resolve("d/f"), "one\n");
    Files.setPosixFilePermissions(
        home.resolve("d/f"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    Files.writeString(home.resolve("d/e/g"), "two\n");
    Files.createSymbolicLink(home.resolve("link"), Path.of("d/f"));
    Files.createSymbolicLink(home.resolve("dangling"), Path.of("nowhere"));
    return new Real(shell.access(home));
  }

  private RemotePath at(String name) {
    return RemotePath.of(home + "/" + name);
  }

  private String say(Subject subject, Question<?> question) throws Exception {
    return subject.probing(
        probe -> {
          try {
            return told(probe.ask(question));
          } catch (ProbeException e) {
            return "can't say";
          }
        });
  }

  /// What has to be the same: not owners, inodes or times.
  private static String told(Object answer) {
    return switch (answer) {
      case FileStat stat -> told(stat);
      case List<?> list -> list.stream().map(each -> told(each)).sorted().toList().toString();
      case Content content -> content.lenientText();
      case dev.runner.module.Output output -> output.exit() + " " + output.out();
      case Optional<?> optional -> optional.map(FakeHostContractTest::told).orElse("none");
      case Instant instant -> "a time";
      case dev.runner.module.Account account -> "an account";
      default -> answer.toString();
    };
  }

  private static String told(FileStat stat) {
    return "%s %s %o %s %s"
        .formatted(
            stat.path(),
            stat.type(),
            stat.exists() && !stat.isLink() ? stat.mode() : 0,
            stat.isFile() ? stat.size() : "",
            stat.target());
  }

  private List<Question<?>> questions() {
    return List.of(
        new Question.Stat(at("d/f"), true),
        new Question.Stat(at("link"), true),
        new Question.Stat(at("link"), false),
        new Question.Stat(at("dangling"), true),
        new Question.Stat(at("dangling"), false),
        new Question.Stat(at("none"), true),
        new Question.Stat(at("none/below"), true),
        new Question.Stat(at("d/f/below"), true),
        new Question.Read(at("link"), 100),
        new Question.Read(at("d/f"), 3),
        new Question.Read(at("d"), 100),
        new Question.Read(at("none"), 100),
        new Question.Read(at("dangling"), 100),
        new Question.Checksum(at("link"), "sha1"),
        new Question.Checksum(at("d/f"), "md5"),
        new Question.Checksum(at("d/f"), "sha512"),
        new Question.Checksum(at("d"), "sha256"),
        new Question.Checksum(at("none"), "sha256"),
        new Question.Listing(at("d"), 0),
        new Question.Listing(at("d"), 1),
        new Question.Listing(at("d/f"), 0),
        new Question.Listing(at("none"), 0),
        new Question.Look(Command.of("printf", "out"), false),
        new Question.Look(Command.of("false"), true),
        new Question.Which("no-such-program"),
        new Question.User("nobody-of-that-name"),
        new Question.Group("nobody-of-that-name"),
        new Question.Self(),
        new Question.Clock(),
        new Question.Alive(99_999_999),
        new Question.PortOpen("127.0.0.1", 1));
  }

  static Stream<Shells> shells() {
    return Shells.installed();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void questionsAreAnsweredAlike(Shells shell) throws Exception {
    Subject real = real(shell);
    Subject fake = fake();
    for (Question<?> question : questions()) {
      assertEquals(say(real, question), say(fake, question), question.toString());
    }
  }

  private List<Step> steps() {
    Attributes private_ = Attributes.ofMode(FileMode.parse("0600"));
    Duration soon = Duration.ofMillis(50);
    return List.of(
        write("new"),
        write("d/f"),
        write("link"),
        write("none/below"),
        write("d"),
        Step.write("p", at("p"), Optional.empty(), Content.of("x"), private_),
        write("checked").validatedBy(Command.of("false")),
        upload("up"),
        upload("none/up"),
        new Step.Directory("make", at("m/n"), private_),
        new Step.Directory("make", at("d"), private_),
        new Step.Directory("make", at("d/f"), Attributes.NONE),
        new Step.Link("link", at("l"), "d/e", true),
        new Step.Link("link", at("hard"), home + "/d/f", false),
        new Step.Link("link", at("hard2"), home + "/none", false),
        new Step.Link("link", at("d"), "elsewhere", true),
        new Step.Attribute("set", at("d/f"), Attributes.NONE, private_, true),
        new Step.Attribute("set", at("none"), Attributes.NONE, private_, true),
        new Step.Delete("delete", at("d/e")),
        new Step.Delete("delete", at("none")),
        new Step.Move("move", at("d/f"), at("moved")),
        new Step.Move("move", at("none"), at("moved")),
        new Step.Move("move", at("p"), at("d")),
        copy("moved", "copied"),
        copy("none", "copied"),
        new Step.Wait("wait", new Until.Present(at("moved")), soon, soon),
        new Step.Wait("wait", new Until.Absent(at("moved")), soon, soon),
        new Step.Wait("wait", new Until.Matches(at("moved"), "^wri"), soon, soon),
        Step.run("run", Command.of("false")),
        Step.run("run", Command.of("false")).anyStatus(),
        new Step.OnControl("here", () -> dev.runner.module.Output.of(3, "", "no")));
  }

  private Step.Write write(String name) {
    return Step.write(
        "write " + name, at(name), Optional.empty(), Content.of("written\n"), Attributes.NONE);
  }

  private Step upload(String name) {
    return new Step.Upload(
        "upload",
        FakeControlFile.of("f", "uploaded"),
        at(name),
        Attributes.NONE,
        Optional.empty(),
        false);
  }

  private Step copy(String from, String to) {
    return new Step.Copy("copy", at(from), at(to), Attributes.NONE, Optional.empty(), false);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void stepsDoAndFailAlike(Shells shell) throws Exception {
    Subject real = real(shell);
    Subject fake = fake();
    for (Step step : steps()) {
      assertEquals(real.fails(step), fake.fails(step), "failed: " + step);
      Question<?> all = new Question.Listing(RemotePath.of(home.toString()), 0);
      assertEquals(say(real, all), say(fake, all), "after " + step);
    }
  }
}
