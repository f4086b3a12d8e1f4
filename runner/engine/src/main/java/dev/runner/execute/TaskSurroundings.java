package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Materials;
import dev.runner.catalog.ModuleType;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.program.Program;
import dev.runner.execute.program.ProgramModule;
import dev.runner.execute.program.PythonPayload;
import dev.runner.module.BetweenHosts;
import dev.runner.source.DidYouMean;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one task on one host runs with.
final class TaskSurroundings implements Surroundings {
  private static final long MOST_SECONDS = 100_000_000;
  private static final Pattern INTERPRETER = Pattern.compile("ansible_([a-z]+)_interpreter");

  /// What all tasks of a run share.
  record Common(
      Workshop workshop,
      RunOptions options,
      WayFinder ways,
      OpenHosts hosts,
      Obligations obligations,
      EventLog events,
      AtomicLong attempts,
      Optional<Foresight> foresight) {}

  private static final Set<String> GATHERING = Set.of("setup", "gather_facts");
  private final Common common;
  private final HostScopes scopes;
  private final String host;
  private final CompiledTask task;
  private final RunEvent.Task title;
  private final Optional<LookAhead> ahead;

  /// @param ahead what the host does next; absent: nobody wants to know
  TaskSurroundings(
      Common common,
      HostScopes scopes,
      String host,
      CompiledTask task,
      RunEvent.Task title,
      Optional<LookAhead> ahead) {
    this.common = common;
    this.scopes = scopes;
    this.host = host;
    this.task = task;
    this.title = title;
    this.ahead = ahead;
  }

  @Override
  public ModuleType module(String name) {
    return common
        .workshop()
        .modules()
        .find(name)
        .orElseThrow(
            () ->
                new TemplateException(
                    "there is no module '%s'".formatted(name),
                    DidYouMean.hint(name, common.workshop().modules().names()),
                    task.origin(),
                    false,
                    null));
  }

  @Override
  public Binder binder() {
    return common.workshop().binder();
  }

  @Override
  public Newcomers newcomers() {
    return new Newcomers(common.workshop().store().inventory(), host);
  }

  @Override
  public Optional<ProgramModule> program(
      String name, Supplier<Map<String, Object>> parameters, Scope scope) {
    Workshop workshop = common.workshop();
    Optional<Path> file =
        workshop.modules().program(name, task.searchPath(), task.source().settings().collections());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Program program = read(name, file.get());
    boolean library = program.kind() == Program.Kind.PYTHON;
    Optional<PythonPayload> python = library ? workshop.python().get() : Optional.empty();
    if (library && python.isEmpty() && workshop.modules().find(name).isPresent()) {
      return Optional.empty(); // ours does what that one can't
    }
    boolean hidden = Keywords.flag(task.keyword("no_log"), scope).orElse(false);
    int verbosity = Integer.parseInt(Written.plain(scope.get("ansible_verbosity")));
    return Optional.of(
        new ProgramModule(
            program,
            parameters.get(),
            interpreters(scope),
            new ProgramModule.Surroundings(diffing(scope), hidden, verbosity),
            python));
  }

  private Program read(String name, Path file) {
    try {
      return Program.read(name, file);
    } catch (IOException e) {
      throw new TemplateException(
          "the module '%s' can't be read: %s".formatted(name, file), "", task.origin(), false, e);
    }
  }

  /// What `ansible_python_interpreter` and its like name, by the language.
  private static Map<String, String> interpreters(Scope scope) {
    Map<String, String> programs = new LinkedHashMap<>();
    for (String variable : scope.names()) {
      Matcher matcher = INTERPRETER.matcher(variable);
      if (matcher.matches()) {
        Keywords.plain(scope.get(variable), scope)
            .filter(word -> !word.startsWith("auto"))
            .ifPresent(word -> programs.put(matcher.group(1), word));
      }
    }
    return programs;
  }

  @Override
  public Masking masking() {
    return common.workshop().masking();
  }

  @Override
  public Attempt.Setting setting(List<String> needs, boolean inTurn, Scope scope)
      throws ConnectException {
    boolean between = isBetweenHosts();
    String at = between ? host : delegate(scope).orElse(host);
    Scope variables = at.equals(host) ? scope : scopes.of(at, task);
    Way way = common.ways().way(at, variables, task, scope);
    Identity who = common.ways().identity(variables, task, scope);
    learn(way, who);
    OpenHosts.Opened opened = common.hosts().at(way);
    Map<String, Text> environment = environment(scope);
    RunLedger ledger =
        new RunLedger(
            common.workshop().journal(),
            common.obligations(),
            masking(),
            "a" + common.attempts().incrementAndGet(),
            at,
            title.name(),
            who,
            environment,
            opened);
    boolean asksAlone = inTurn || Horizon.isUnsteady(task);
    if (asksAlone) {
      common.foresight().ifPresent(Foresight::upheaval);
    }
    boolean checking = checking(scope);
    return new Attempt.Setting(
        between ? beginning(opened.access(), scope) : opened.access(),
        new HostAccess.Asker(
            who, needs, environment, checking, asksAlone ? Optional.empty() : ahead(at, way)),
        title.name(),
        Keywords.flag(task.keyword("diff"), scope).orElse(common.options().diff()),
        common.options().check() && Keywords.flag(task.keyword("check_mode"), scope).isEmpty(),
        timeout(scope),
        watching(scope),
        ledger,
        background(scope));
  }

  private boolean isBetweenHosts() {
    return common
        .workshop()
        .modules()
        .find(task.module())
        .filter(module -> module.type().isAnnotationPresent(BetweenHosts.class))
        .isPresent();
  }

  /// The host as what goes between it and the one that the task is delegated to sees it. Delegated
  /// to the control machine, the task begins where it would begin anyway.
  private HostAccess beginning(HostAccess access, Scope scope) throws ConnectException {
    Optional<String> other = delegate(scope);
    if (other.isEmpty()) {
      return access;
    }
    Scope variables = other.get().equals(host) ? scope : scopes.of(other.get(), task);
    Way way = common.ways().way(other.get(), variables, task, scope);
    return way.isLocal()
        ? access
        : access.with(
            common.hosts().at(way).access(), common.ways().identity(variables, task, scope));
  }

  /// What is asked with the task's own questions: nothing of others on a host that is another's.
  private Optional<HostAccess.Ahead> ahead(String at, Way way) {
    return ahead.map(each -> at.equals(host) ? each.by(way) : (access, who) -> List.of());
  }

  /// The host that the task is delegated to.
  Optional<String> delegate(Scope scope) {
    return Keywords.plain(task.keyword("delegate_to"), scope);
  }

  @Override
  public Scope delegated(Scope scope) {
    if (task.keyword("delegate_to") == null) {
      return scope;
    }
    Optional<String> to;
    try {
      to = delegate(scope);
    } catch (TemplateException e) {
      return scope; // the task says so in its turn
    }
    return to.isPresent() && scope.get("hostvars") instanceof Map<?, ?> hosts
        ? scope.under(
            Map.of(
                "ansible_delegated_vars",
                Map.of(to.get(), Objects.requireNonNullElse(hosts.get(to.get()), Map.of()))))
        : scope;
  }

  @Override
  public Optional<String> shownDelegate(Scope scope) {
    if (task.keyword("delegate_to") == null) {
      return Optional.empty();
    }
    try {
      return delegate(scope).filter(to -> !to.equals(host)).map(to -> to + address(to, scope));
    } catch (TemplateException e) {
      return Optional.of(Written.plain(task.keyword("delegate_to")));
    }
  }

  private String address(String to, Scope scope) {
    Way way = common.ways().way(to, scopes.of(to, task), task, scope);
    String address = way.target().address();
    return way.connection().equals("local") || address.equals(to) ? "" : "(" + address + ")";
  }

  private void learn(Way way, Identity who) {
    way.target().password().ifPresent(masking()::learnAll);
    way.target().keyPassphrase().ifPresent(masking()::learnAll);
    if (who instanceof Identity.Become become) {
      become.password().ifPresent(masking()::learnAll);
    }
  }

  Map<String, Text> environment(Scope scope) {
    Map<String, Text> all = new LinkedHashMap<>();
    for (Object written : task.environment()) {
      for (Object each : Keywords.list(environmentOf(written, scope))) {
        if (each.equals(Scope.OMIT)) {
          continue;
        }
        if (!(each instanceof Map<?, ?> map)) {
          throw new TemplateException(
              "'environment' takes a mapping of names to values, not " + Written.plain(each),
              "",
              Text.marksOf(written).origin(),
              false,
              null);
        }
        map.forEach(
            (name, value) ->
                all.put(
                    Written.plain(name),
                    value instanceof Text text ? text : Text.of(Written.plain(value), Marks.NONE)));
      }
    }
    return all;
  }

  /// What facts are needed for can't be known before they are gathered.
  private Object environmentOf(Object written, Scope scope) {
    try {
      return scope.value(written);
    } catch (TemplateException e) {
      if (e.isUndefined() && GATHERING.contains(task.bareModule())) {
        return known(written, scope);
      }
      throw Keywords.wrong("environment", e);
    }
  }

  /// Those of the entries that are known.
  private static Map<Object, Object> known(Object written, Scope scope) {
    Map<Object, Object> known = new LinkedHashMap<>();
    if (written instanceof Map<?, ?> entries) {
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        Object value = scope.valueOrUndefined(Objects.requireNonNull(entry.getValue()));
        if (!(value instanceof Undefined)) {
          known.put(Objects.requireNonNull(entry.getKey()), value);
        }
      }
    }
    return known;
  }

  /// `async` with its `poll`: looked after every 15 seconds, or never if that is 0.
  private Optional<Background> background(Scope scope) {
    Optional<Double> limit =
        Keywords.number("async", task.keyword("async"), scope).filter(number -> number > 0);
    double poll =
        Keywords.number("poll", task.keyword("poll"), scope).orElse(Background.POLL_SECONDS);
    return limit.map(
        seconds ->
            new Background(
                "j%d.%d"
                    .formatted(
                        common.workshop().random().nextInt(Integer.MAX_VALUE),
                        common.attempts().get()),
                duration(seconds),
                duration(poll)));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /// `timeout` bounds a task; so does `async` where somebody waits for it.
  private Optional<Duration> timeout(Scope scope) {
    Keywords.number("timeout", task.keyword("timeout"), scope)
        .filter(number -> number < 0 || number > MOST_SECONDS)
        .ifPresent(
            number -> {
              throw new TemplateException(
                  "Timeout %d is invalid, it must be between 0 and %d."
                      .formatted(number.longValue(), MOST_SECONDS),
                  "",
                  task.origin(),
                  false,
                  null);
            });
    Optional<Double> seconds =
        Keywords.number("timeout", task.keyword("timeout"), scope)
            .filter(number -> number > 0)
            .or(
                () ->
                    Keywords.number("async", task.keyword("async"), scope)
                        .filter(number -> number > 0));
    return seconds.map(TaskSurroundings::duration);
  }

  private HostAccess.Watching watching(Scope scope) {
    if (Keywords.flag(task.keyword("no_log"), scope).orElse(false)) {
      return HostAccess.Watching.NOBODY;
    }
    return new HostAccess.Watching() {
      @Override
      public void progress(String text) {
        tell(text, false);
      }

      @Override
      public void line(String text) {
        tell(text, true);
      }
    };
  }

  private void tell(String text, boolean output) {
    events().accept(new RunEvent.Progress(host, title, masking().text(text), output));
  }

  @Override
  public Materials materials(Scope scope) {
    return new TaskMaterials(common.workshop(), scope, task);
  }

  @Override
  public boolean checking(Scope scope) {
    return Keywords.flag(task.keyword("check_mode"), scope).orElse(common.options().check());
  }

  @Override
  public boolean diffing(Scope scope) {
    return Keywords.flag(task.keyword("diff"), scope)
        .orElse(common.options().diff() || common.options().check());
  }

  @Override
  public Consumer<RunEvent> events() {
    return common.events();
  }

  @Override
  public void pause(Duration delay) throws InterruptedException {
    Thread.sleep(delay);
  }

  /// The result of a task that couldn't even begin.
  static TaskResult failed(String sentence, String remedy) {
    dev.runner.event.Outcome outcome =
        dev.runner.event.Outcome.of(dev.runner.event.Outcome.Kind.FAILED, sentence);
    return new TaskResult(
        new dev.runner.event.Outcome(
            outcome.kind(),
            outcome.reason(),
            remedy,
            Map.of("failed", true, "msg", sentence),
            List.of(),
            List.of(),
            outcome.took(),
            outcome.handled(),
            List.of(),
            "",
            false,
            false),
        Map.of("failed", true, "changed", false, "msg", sentence),
        List.of(),
        false);
  }
}
