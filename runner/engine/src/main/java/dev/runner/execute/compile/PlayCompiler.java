package dev.runner.execute.compile;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.playbook.Part;
import dev.runner.playbook.Play;
import dev.runner.playbook.Task;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.strategy.Node;
import dev.runner.strategy.Rules;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes of a play what is carried out: batches, the tree of tasks with its flushes, handlers.
public final class PlayCompiler {
  private static final String ALWAYS = "always";
  private static final List<String> STRATEGIES = List.of("linear", "free", "host_pinned", "debug");

  private final Play play;
  private final RunOptions options;
  private final Modules modules;
  private final Sources sources;
  private final Scope scope;
  private final TaskCompiler tasks;
  private final Predicate<String> known;

  /// @param scope variables of the play without a host
  /// @param scopes variables for keywords of a task that are the same for all hosts
  /// @param known whether the facts of a host are known already
  public PlayCompiler(
      Play play,
      RunOptions options,
      Modules modules,
      Sources sources,
      Scope scope,
      Function<Task, Scope> scopes,
      Predicate<String> known) {
    this.known = known;
    this.play = play;
    this.options = options;
    this.modules = modules;
    this.sources = sources;
    this.scope = scope;
    this.tasks = new TaskCompiler(modules, sources, scopes, options.defaults());
  }

  /// The play for these hosts.
  ///
  /// @param prefix of the ids of its tasks, unique in the run
  /// @param gone those of the hosts that left earlier: they have their places in batches, which may
  ///   be empty
  public CompiledPlay compile(
      String name, String prefix, List<String> hosts, Set<String> gone, Optional<StartAt> start) {
    PartCompiler parts =
        new PartCompiler(
            prefix,
            Optional.empty(),
            Vars.EMPTY,
            task -> selected(task) && start.map(each -> each.includes(task, play)).orElse(true),
            tasks);
    List<Node> first = new ArrayList<>();
    gathering(without(gone, hosts)).ifPresent(task -> first.add(parts.leaf(task)));
    new PlayArguments(play, scope, sources)
        .check()
        .filter(this::selected)
        .ifPresent(task -> first.add(parts.leaf(task)));
    boolean forced =
        Keywords.flag(play.keyword("force_handlers"), scope).orElse(options.forceHandlers());
    List<Node> body = new ArrayList<>();
    body.addAll(section("before", play.preTasks(), parts, forced));
    body.addAll(section("main", together(play.roleTasks(), play.tasks()), parts, forced));
    body.addAll(section("after", play.postTasks(), parts, forced));
    if (start.map(StartAt::reached).orElse(true)) {
      body.addAll(0, first); // a play that is passed over needs no facts
    }
    String strategy = strategy();
    return new CompiledPlay(
        name,
        play.origin().toString(),
        Node.Group.of(prefix + "play", body),
        parts.tasks(),
        handlers(prefix + "h", play.handlers()),
        batches(hosts, gone),
        new Rules(
            strategy.equals("linear") || strategy.equals("debug"),
            false,
            Keywords.number("max_fail_percentage", play.keyword("max_fail_percentage"), scope),
            forced,
            skipsEnds(),
            scope.isBefore219()),
        strategy.equals("host_pinned"),
        strategy.equals("debug"));
  }

  private List<CompiledPlay.Batch> batches(List<String> hosts, Set<String> gone) {
    Origin origin = play.settings().origin("serial").orElse(play.origin());
    return Serial.batches(hosts, sizes(), origin).stream()
        .map(batch -> new CompiledPlay.Batch(without(gone, batch), batch.size()))
        .toList();
  }

  private static List<String> without(Set<String> gone, List<String> hosts) {
    return hosts.stream().filter(host -> !gone.contains(host)).toList();
  }

  /// A section of the play and the flush at its end, through which hosts that failed go as well if
  /// handlers are forced.
  private List<Node> section(String name, List<Part> written, PartCompiler parts, boolean forced) {
    List<Node> nodes = new ArrayList<>(parts.nodes(written, Optional.empty()));
    if (skipsEnds()) {
      return nodes;
    }
    Node.Leaf flush = parts.flush();
    if (forced && !nodes.isEmpty()) {
      return List.of(new Node.Group(Node.Group.SECTION + name, nodes, List.of(), List.of(flush)));
    }
    nodes.add(flush);
    return nodes;
  }

  /// From 2.19 on what ends a section or a role has the tag `always`, and is skipped with it: no
  /// handlers are run then, and no role is remembered.
  private boolean skipsEnds() {
    List<Object> tags = new ArrayList<>(play.settings().tags());
    tags.add(ALWAYS);
    return !scope.isBefore219() && !options.tags().selects(Keywords.words(tags, scope));
  }

  private static List<Part> together(List<Part> one, List<Part> other) {
    List<Part> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private List<String> sizes() {
    Object written = play.keyword("serial");
    return written == null || written == None.NONE ? List.of() : Keywords.items(written, scope);
  }

  private String strategy() {
    String written =
        Keywords.plain(play.keyword("strategy"), scope).orElse(options.defaults().strategy());
    String name = written.substring(written.lastIndexOf('.') + 1);
    if (!STRATEGIES.contains(name)) {
      throw new TemplateException(
          "Invalid play strategy specified: " + written,
          "it is one of linear, free, host_pinned",
          play.settings().origin("strategy").orElse(play.origin()),
          false,
          null);
    }
    return name;
  }

  /// Whether a task runs, by its tags.
  public boolean selected(Task task) {
    return options.tags().selects(tags(task));
  }

  /// The tags of a task.
  List<String> tags(Task task) {
    return Keywords.words(List.copyOf(task.settings().tags()), scope);
  }

  /// The compiler of tasks, for what is included later.
  public TaskCompiler tasks() {
    return tasks;
  }

  /// Handlers, in the order of their definition.
  public List<CompiledPlay.HandlerTask> handlers(String prefix, List<Part> parts) {
    List<CompiledPlay.HandlerTask> handlers = new ArrayList<>();
    PartCompiler compiler =
        new PartCompiler(prefix, Optional.empty(), Vars.EMPTY, task -> true, tasks);
    for (Task task : Play.tasksOf(parts)) {
      Node.Leaf leaf = compiler.leaf(task);
      CompiledTask compiled = compiler.tasks().get(leaf.id());
      if (compiled != null) {
        handlers.add(handler(leaf, compiled, task));
      }
    }
    return handlers;
  }

  private CompiledPlay.HandlerTask handler(Node.Leaf leaf, CompiledTask compiled, Task task) {
    List<String> topics = topics(task);
    try {
      List<String> names =
          byRole(task, task.name().flatMap(each -> tasks.text(task, each)).stream().toList());
      return new CompiledPlay.HandlerTask(leaf, compiled, names, topics, "");
    } catch (TemplateException e) {
      String unusable =
          topics.isEmpty()
              ? ("Handler '%s' is unusable because it has no listen topics and the name could not"
                      + " be templated (host-specific variables are not supported in handler"
                      + " names). The error: %s")
                  .formatted(task.name().map(Written::plain).orElse(""), e.sentence())
              : "";
      return new CompiledPlay.HandlerTask(leaf, compiled, List.of(), topics, unusable);
    }
  }

  /// What a handler listens to is never a template.
  private static List<String> topics(Task task) {
    return byRole(task, task.topics().stream().map(Written::plain).toList());
  }

  /// Names, and the same after that of the handler's role.
  private static List<String> byRole(Task task, List<String> given) {
    List<String> names = new ArrayList<>();
    for (String name : given) {
      names.add(name);
      task.role().ifPresent(role -> role.names().forEach(each -> names.add(each + " : " + name)));
    }
    return names;
  }

  /// The task that gathers facts, if the play begins with one.
  private Optional<Task> gathering(List<String> hosts) {
    Object written = play.keyword("gather_facts");
    Optional<String> word = Keywords.plain(written, scope);
    boolean smart = options.gathering().equals("smart") || word.filter("smart"::equals).isPresent();
    boolean wanted =
        word.map(each -> each.equals("smart") || scope.flag(each))
            .orElse(!options.gathering().equals("explicit"));
    if (!wanted || (smart && hosts.stream().allMatch(known))) {
      return Optional.empty();
    }
    Optional<ModuleType> gatherer = modules.factsGatherer();
    if (gatherer.isEmpty()) {
      if (word.isPresent()) {
        throw new TemplateException(
            "facts can't be gathered: no module of the catalog gathers them",
            "leave 'gather_facts' out, or say 'gather_facts: false'",
            play.settings().origin("gather_facts").orElse(play.origin()),
            false,
            null);
      }
      return Optional.empty();
    }
    return Optional.of(gatherer(gatherer.get(), smart)).filter(this::selected);
  }

  private Task gatherer(ModuleType module, boolean smart) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (String name : List.of("gather_subset", "gather_timeout", "fact_path")) {
      Object written = play.keyword(name);
      Object value =
          written == null || written == None.NONE ? options.defaults().facts().get(name) : written;
      boolean known = module.parameters().stream().anyMatch(p -> p.name().equals(name));
      if (value != null && known) {
        parameters.put(name, value);
      }
    }
    String unknown = "not ansible_facts.module_setup | default(false)";
    return OpeningTask.of(
        play,
        Text.of("Gathering Facts", Marks.TRUSTED),
        module.name(),
        parameters,
        smart ? Map.of("when", List.of(Text.of(unknown, Marks.TRUSTED))) : Map.of());
  }
}
