package dev.runner.module.testing;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.FileMode;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A host for tests of modules: strict and scripted. What the test didn't speak of is an error that
/// says what was asked, so that a module can't ask for more than the test knows.
///
/// ```java
/// FakeHost host = FakeHost.named("web1")
///     .file("/etc/motd", "hello\n", 0644)
///     .answering("git -C /srv rev-parse HEAD", "4f2a…");
/// Plan plan = new Motd("hello").plan(host);
/// assertEquals(1, host.roundTrips());
/// host.apply(plan); // typed steps change the files in memory, commands take scripted outputs
/// assertInstanceOf(Plan.Unchanged.class, new Motd("hello").plan(host));
/// ```
///
/// A path is spoken of if it was declared ([#file], [#directory], [#link], [#absent]), if it is
/// above such a path, or below a directory that was declared: that one holds only what is declared.
public final class FakeHost implements Probe {
  private final String name;
  private final Questions questions = new Questions(this);
  private final List<Waiting<?>> waiting = new ArrayList<>();
  private final List<Command> ran = new ArrayList<>();
  private int roundTrips;

  final List<HttpRequest> requests = new ArrayList<>();
  final FakeFiles files = new FakeFiles();
  final Answers answers = new Answers();
  final Map<String, String> denied = new HashMap<>();
  final Map<String, Optional<RemotePath>> programs = new HashMap<>();
  final Map<String, Optional<Account>> users = new HashMap<>();
  final Map<String, Optional<Long>> groups = new HashMap<>();
  final Map<String, Boolean> ports = new HashMap<>();
  final Map<String, Long> free = new HashMap<>();
  final Set<Long> processes = new HashSet<>();
  Account self;
  Instant clock = Instant.parse("2030-01-01T12:00:00Z");

  private FakeHost(String name) {
    this.name = name;
    this.self = account("root", 0, 0, "/root", List.of("root"));
    user(self);
    group("root", 0);
  }

  /// A host with nothing but the user and the group `root`, whom the task runs as.
  public static FakeHost named(String name) {
    return new FakeHost(name);
  }

  /// A file of root's with mode 0644.
  public FakeHost file(String path, String content) {
    return file(path, Content.of(content), 0644, "root", "root");
  }

  /// A file of root's.
  ///
  /// @param mode the permission bits, written octal: `0600`
  public FakeHost file(String path, String content, int mode) {
    return file(path, Content.of(content), mode, "root", "root");
  }

  /// A file.
  ///
  /// @param mode the permission bits, written octal: `0600`
  public FakeHost file(String path, Content content, int mode, String owner, String group) {
    FakeFile file = FakeFiles.regular(content, clock);
    files.put(path, file.with(attributes(mode, owner, group)));
    return this;
  }

  /// A directory of root's with mode 0755, that holds only what is declared.
  public FakeHost directory(String path) {
    return directory(path, 0755, "root", "root");
  }

  /// A directory that holds only what is declared.
  ///
  /// @param mode the permission bits, written octal: `0700`
  public FakeHost directory(String path, int mode, String owner, String group) {
    files.put(path, FakeFiles.directory(clock).with(attributes(mode, owner, group)));
    files.close(path);
    return this;
  }

  /// A symbolic link.
  public FakeHost link(String path, String target) {
    files.put(path, FakeFiles.link(target, clock));
    return this;
  }

  /// Nothing is at this path.
  public FakeHost absent(String path) {
    files.absent(path);
    return this;
  }

  /// Questions about this path can't be answered, because of this.
  public FakeHost denying(String path, String because) {
    denied.put(path, because);
    return this;
  }

  private static dev.runner.module.Attributes attributes(int mode, String owner, String group) {
    return dev.runner.module.Attributes.of(
        Optional.of(owner), Optional.of(group), Optional.of(FileMode.of(mode)));
  }

  /// A command, as it is shown, succeeds and writes this.
  public FakeHost answering(String command, String stdout) {
    return answering(command, Output.of(0, stdout, ""));
  }

  /// A command, as it is shown, answers so: with the outputs one after the other, the last again
  /// and again.
  public FakeHost answering(String command, Output... outputs) {
    return answering(command, given -> given.toString().equals(command), outputs);
  }

  /// A command, with its directory, user, environment and input, answers so.
  public FakeHost answering(Command command, Output... outputs) {
    return answering(command.toString(), command::equals, outputs);
  }

  /// Commands of which this is true answer so.
  ///
  /// @param what a description for messages
  public FakeHost answering(String what, Predicate<Command> which, Output... outputs) {
    answers.script(what, which, List.of(outputs));
    return this;
  }

  /// A URL is answered so when the host asks for it, by whatever method.
  public FakeHost serving(String url, HttpReply... replies) {
    answers.script(url, List.of(replies));
    return this;
  }

  /// A URL is answered with this status and text.
  public FakeHost serving(String url, int status, String body) {
    return serving(
        url, new HttpReply(status, url, Map.of(), Content.of(body), Duration.ofMillis(5), ""));
  }

  /// A program is installed.
  public FakeHost program(String program, String path) {
    programs.put(program, Optional.of(RemotePath.of(path)));
    return this;
  }

  /// A program isn't installed.
  public FakeHost without(String program) {
    programs.put(program, Optional.empty());
    return this;
  }

  /// A user with a group of the same name and number.
  public FakeHost user(String user, long uid) {
    group(user, uid);
    return user(account(user, uid, uid, "/home/" + user, List.of(user)));
  }

  /// A user.
  public FakeHost user(Account account) {
    users.put(account.name(), Optional.of(account));
    users.put(Long.toString(account.uid()), Optional.of(account));
    return this;
  }

  /// There is no such user.
  public FakeHost withoutUser(String nameOrNumber) {
    users.put(nameOrNumber, Optional.empty());
    return this;
  }

  /// A group.
  public FakeHost group(String group, long gid) {
    groups.put(group, Optional.of(gid));
    groups.put(Long.toString(gid), Optional.of(gid));
    return this;
  }

  /// There is no such group.
  public FakeHost withoutGroup(String nameOrNumber) {
    groups.put(nameOrNumber, Optional.empty());
    return this;
  }

  /// The task runs as this user, who was declared before.
  public FakeHost self(String user) {
    self = users.getOrDefault(user, Optional.empty()).orElseThrow();
    return this;
  }

  /// What time it is there.
  public FakeHost clock(Instant now) {
    clock = now;
    return this;
  }

  /// This process runs; all others don't.
  public FakeHost process(long pid) {
    processes.add(pid);
    return this;
  }

  /// Something listens at this port, or nothing does.
  public FakeHost port(String address, int port, boolean open) {
    ports.put(address + ":" + port, open);
    return this;
  }

  /// So many bytes are free on the file system of this path.
  public FakeHost free(String path, long bytes) {
    free.put(path, bytes);
    return this;
  }

  private static Account account(
      String name, long uid, long gid, String home, List<String> groups) {
    return new Account(name, uid, gid, "", RemotePath.of(home), "/bin/sh", groups);
  }

  @Override
  public <T> Pending<T> later(Question<T> question) {
    Waiting<T> put = new Waiting<>(question);
    waiting.add(put);
    return () -> {
      if (!put.answered) {
        askAll();
      }
      return put.value();
    };
  }

  private void askAll() {
    roundTrips++;
    List<Waiting<?>> batch = List.copyOf(waiting);
    waiting.clear();
    batch.forEach(each -> each.answerBy(questions));
  }

  @Override
  public RemotePath scratch() {
    return RemotePath.of("/tmp/scratch");
  }

  @Override
  public RemotePath bring(ControlFile file) {
    try {
      String path = scratch().resolve(file.path().toFile().getName()).text();
      file(path, file.content(), 0600, "root", "root");
      return RemotePath.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /// How many times the host was asked so far; questions that waited together count once.
  public int roundTrips() {
    return roundTrips;
  }

  /// Applies a plan: typed steps to the files in memory, commands by their scripted outputs, and
  /// follows what `after` answers to its end.
  ///
  /// @return what the task ends with: a plan that changes nothing, or what `after` finished with
  public Answer apply(Plan plan) {
    return new Applying(this).follow(plan);
  }

  /// The commands that steps ran so far.
  public List<Command> ran() {
    return List.copyOf(ran);
  }

  /// The HTTP requests that were made so far, by questions and by steps.
  public List<HttpRequest> requests() {
    return List.copyOf(requests);
  }

  /// The content of a file as text.
  ///
  /// @throws AssertionError if there is no file
  public String text(String path) {
    return files
        .find(RemotePath.of(path), true)
        .map(file -> new String(file.content().bytes(), StandardCharsets.UTF_8))
        .orElseThrow(() -> new AssertionError("there is no file " + path));
  }

  Output run(Command command) {
    ran.add(command);
    return answer(command);
  }

  Output answer(Command command) {
    return answers
        .to(command)
        .orElseThrow(
            () ->
                new Unscripted(
                    "%s ran a command that the test says nothing about:\n  $ %s\nscripted are: %s"
                        .formatted(name, command, answers.commands())));
  }

  private static final class Waiting<T> {
    private final Question<T> question;
    private boolean answered;
    private Optional<T> answer = Optional.empty();
    private Optional<RuntimeException> trouble = Optional.empty();

    Waiting(Question<T> question) {
      this.question = question;
    }

    void answerBy(Questions questions) {
      answered = true;
      try {
        answer = Optional.of(questions.answer(question));
      } catch (dev.runner.module.ProbeException e) {
        trouble = Optional.of(e);
      }
    }

    T value() {
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      return answer.orElseThrow();
    }
  }
}
