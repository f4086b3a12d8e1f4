package dev.runner.modules.apache;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Until;
import dev.runner.modules.apache.ServerConfig.Listening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Apache as it stands on a host.
///
/// @param control how it is controlled, arguments that come first included
/// @param test what its test of the configuration said
/// @param listening where it listens, as far as it tells
/// @param pid in the pid file, whether that process runs or not
/// @param alive whether it runs and is an Apache
/// @param impostor whether the pid belongs to another program now
/// @param open which of its ports are open
/// @param permitted whether the task's user may control it
/// @param units the services of systemd
record Apache(
    List<Object> control,
    boolean arguments,
    Output test,
    ServerConfig config,
    List<Listening> listening,
    OptionalLong pid,
    boolean alive,
    boolean impostor,
    List<Listening> open,
    boolean permitted,
    Units units) {

  private static final List<String> NAMES = List.of("apache2ctl", "apachectl", "httpd");
  private static final String DIRECTIVES =
      "^[[:space:]]*(Listen[[:space:]]|</?(IfModule|IfDefine|IfVersion|IfFile|IfDirective))";

  /// The program that controls Apache; empty if the host has none.
  static Optional<RemotePath> find(Probe host, Optional<RemotePath> given) {
    if (given.isPresent()) {
      return given;
    }
    // Users who aren't root don't have the directories of its programs on their path.
    return first(host, "").or(() -> first(host, "/usr/sbin/"));
  }

  private static Optional<RemotePath> first(Probe host, String directory) {
    List<Pending<Optional<RemotePath>>> found = new ArrayList<>();
    NAMES.forEach(name -> found.add(host.later(new Question.Which(directory + name))));
    return found.stream().map(Pending::get).flatMap(Optional::stream).findFirst();
  }

  /// Asks Apache and the host, in three round trips.
  static Apache read(Probe host, RemotePath program, Optional<RemotePath> file, int... ports) {
    List<Object> control = new ArrayList<>(List.of(program));
    file.ifPresent(path -> control.addAll(List.of("-f", path)));
    Pending<Account> self = host.later(new Question.Self());
    Pending<Output> test = host.lookLater(words(control, "-t"));
    Pending<Output> dump = host.lookLater(words(control, "-t", "-D", "DUMP_RUN_CFG"));
    Pending<Output> vhosts = host.lookLater(words(control, "-S"));
    Pending<Output> includes = host.lookLater(words(control, "-t", "-D", "DUMP_INCLUDES"));
    Pending<Output> builtIn = host.lookLater(words(control, "-V"));
    Pending<Output> services = host.lookLater(Units.LOOK);
    ServerConfig config = ServerConfig.of(dump.get().out(), builtIn.get().out());
    List<String> files = ServerConfig.files(includes.get().out(), builtIn.get().out());
    Pending<Output> directives = host.lookLater(directives(files));
    RemotePath pidFile = config.pidFile().orElse(RemotePath.of(config.root()).resolve("no-pid"));
    Pending<Optional<Content>> pidText = host.later(new Question.Read(pidFile, 100));
    Pending<FileStat> runDirectory = host.later(new Question.Stat(pidFile.parent(), true));
    List<Listening> listening =
        ports.length > 0
            ? java.util.Arrays.stream(ports).mapToObj(p -> new Listening("127.0.0.1", p)).toList()
            : ServerConfig.listening(directives.get().out(), vhosts.get().out());
    OptionalLong pid = number(pidText.get());
    boolean permitted =
        self.get().uid() == 0
            || (runDirectory.get().exists() && runDirectory.get().uid() == self.get().uid());
    return new Apache(
            control,
            file.isPresent(),
            test.get(),
            config,
            listening,
            pid,
            false,
            false,
            List.of(),
            permitted,
            Units.of(services.get().out()))
        .look(host);
  }

  private static Command words(List<Object> control, Object... more) {
    return Command.of(control).and(more).with("LC_ALL", "C");
  }

  private static Command directives(List<String> files) {
    List<Object> words = new ArrayList<>(List.of("grep", "-hiE", DIRECTIVES, "/dev/null"));
    words.addAll(files);
    return Command.of(words);
  }

  private static OptionalLong number(Optional<Content> text) {
    String digits = text.map(content -> content.lenientText().strip()).orElse("");
    return digits.matches("[0-9]{1,10}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /// The same configuration with a fresh look at the process and the ports.
  Apache look(Probe host) {
    List<Pending<Boolean>> answers = new ArrayList<>();
    listening.forEach(
        each -> answers.add(host.later(new Question.PortOpen(each.address(), each.port()))));
    boolean runs = false;
    boolean other = false;
    if (pid.isPresent()) {
      Pending<Boolean> running = host.later(new Question.Alive(pid.getAsLong()));
      Pending<Optional<Content>> name =
          host.later(
              new Question.Read(RemotePath.of("/proc/%d/comm".formatted(pid.getAsLong())), 100));
      String comm = name.get().map(Content::lenientText).orElse("");
      other = running.get() && !comm.isEmpty() && !isName(comm);
      runs = running.get() && !other;
    }
    List<Listening> found = new ArrayList<>();
    for (int i = 0; i < listening.size(); i++) {
      if (answers.get(i).get()) {
        found.add(listening.get(i));
      }
    }
    return new Apache(
        control, arguments, test, config, listening, pid, runs, other, found, permitted, units);
  }

  /// The same with the pid that the pid file holds now.
  Apache again(Probe host) {
    OptionalLong now =
        config.pidFile().isPresent()
            ? number(host.read(config.pidFile().get()))
            : OptionalLong.empty();
    return new Apache(
            control, arguments, test, config, listening, now, alive, impostor, open, permitted,
            units)
        .look(host);
  }

  /// Whether a process of this name is an Apache.
  static boolean isName(String name) {
    return name.contains("apache") || name.contains("http");
  }

  /// Tells Apache to stop or to start, by systemd where that is what looks after it.
  Command tell(String what) {
    return unit().map(unit -> unit.tell(what)).orElseGet(() -> tellItself(what));
  }

  /// Tells Apache itself what to do.
  Command tellItself(String what) {
    return arguments ? words(control, "-k", what) : words(control, what);
  }

  private Optional<Units.Unit> unit() {
    if (alive) {
      return units.running(pid.orElse(0));
    }
    return arguments
        ? Optional.empty()
        : units.starting(RemotePath.of(control.getFirst().toString()));
  }

  boolean isUp() {
    return alive && (listening.isEmpty() || !open.isEmpty());
  }

  boolean isDown() {
    return !alive && open.isEmpty();
  }

  /// Holds when the process is gone and its ports are closed: a port answers until the last child
  /// is gone, and a start before that ends with no server at all.
  Until gone() {
    List<Until> parts = new ArrayList<>();
    pid.ifPresent(number -> parts.add(new Until.Gone(number)));
    listening.forEach(each -> parts.add(new Until.Closed(each.address(), each.port())));
    return new Until.All(parts);
  }

  /// Holds when all ports that Apache names are open and the pid file is there.
  Until up() {
    List<Until> parts = new ArrayList<>();
    config.pidFile().ifPresent(file -> parts.add(new Until.Present(file)));
    listening.forEach(each -> parts.add(new Until.Open(each.address(), each.port())));
    return new Until.All(parts);
  }

  String ports() {
    return String.join(
        ", ", listening.stream().map(each -> Integer.toString(each.port())).toList());
  }
}
