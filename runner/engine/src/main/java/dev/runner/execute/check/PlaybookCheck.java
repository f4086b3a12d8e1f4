package dev.runner.execute.check;

import dev.runner.catalog.ActionGroups;
import dev.runner.catalog.Binder;
import dev.runner.catalog.Modules;
import dev.runner.execute.compile.BlockTurn;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.ModuleDefaults;
import dev.runner.execute.compile.StartAt;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Block;
import dev.runner.playbook.Part;
import dev.runner.playbook.Play;
import dev.runner.playbook.Playbook;
import dev.runner.playbook.Settings;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostic;
import dev.runner.source.DidYouMean;
import dev.runner.source.PythonPlugins;
import dev.runner.source.Sources;
import dev.runner.template.Templates;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Looks for mistakes in a whole playbook before anything is connected to: parameters of modules,
/// templates and conditions that can't be parsed, handlers that aren't there. All of them are told
/// at once. A mistake in a task that may never be reached, or whose failure is handled, is a
/// warning.
public final class PlaybookCheck {
  private static final String NO_DEFAULTS =
      "The field 'module_defaults' is supposed to be a dictionary or list of dictionaries, the keys"
          + " of which must be static action, module, or group names. Only the values may contain"
          + " templates.";

  private static final Set<String> RESERVED_TAGS = Set.of("all", "tagged", "untagged");

  private final Sources sources;
  private final TaskCheck tasks;
  private final ActionGroups groups;
  private final TemplateCheck templates;
  private final Predicate<Object> played;

  /// @param sources whose diagnostics take the mistakes
  /// @param played whether a play for these hosts, as written, may have any
  public PlaybookCheck(
      Sources sources,
      Modules modules,
      Binder binder,
      Templates templates,
      Predicate<Object> played) {
    this.played = played;
    this.sources = sources;
    this.groups = new ActionGroups(modules, sources);
    this.templates = new TemplateCheck(templates);
    this.tasks = new TaskCheck(modules, binder, this.templates);
  }

  /// Looks through a playbook.
  public void check(Playbook playbook) {
    boolean reached = true;
    for (Play play : playbook.plays()) {
      check(play, reached && played.test(play.hosts()));
      reached &= play.allTasks().stream().noneMatch(Task::mayEndPlay);
    }
  }

  /// Whether there is a task at which a run can begin.
  public boolean hasTask(List<Playbook> playbooks, String name) {
    StartAt start = new StartAt(name);
    return playbooks.stream().flatMap(playbook -> playbook.plays().stream()).anyMatch(start::isIn);
  }

  private void check(Play play, boolean played) {
    List<Diagnostic> certain = new ArrayList<>();
    templates.value(play.hosts(), play.origin(), certain);
    templates.values(play.settings().own(), play.origin(), certain);
    certain.forEach(this::add);
    defaults(play.settings());
    tags(play.settings());
    List<Diagnostic> perhaps = new ArrayList<>();
    templates.values(play.vars().values(), play.origin(), perhaps);
    perhaps.stream()
        .map(each -> PythonPlugins.explained(each, List.of(play.directory())))
        .forEach(each -> add(each.asWarning())); // a variable that nobody uses harms nobody
    boolean reached = played && !play.settings().own().containsKey("ignore_errors");
    for (List<Part> parts :
        List.of(play.preTasks(), play.roleTasks(), play.tasks(), play.postTasks())) {
      parts(parts, play, reached);
      reached &= Play.tasksOf(parts).stream().noneMatch(Task::mayEndPlay);
    }
    parts(play.handlers(), play, false);
  }

  private void parts(List<Part> parts, Play play, boolean first) {
    boolean reached = first;
    for (Part part : parts) {
      switch (part) {
        case Block block -> block(block, play, reached);
        case Task task -> task(task, play, reached);
      }
      reached &= Play.tasksOf(List.of(part)).stream().noneMatch(Task::mayEndPlay);
    }
  }

  private void block(Block block, Play play, boolean reached) {
    List<Diagnostic> found = new ArrayList<>();
    templates.keywords(block.settings(), block.origin(), found);
    boolean inside = reached && isCertain(block.settings()) && block.loop().isEmpty();
    found.forEach(each -> add(inside ? each : each.asWarning()));
    defaults(block.settings());
    tags(block.settings());
    parts(block.body(), play, inside && block.rescue().isEmpty() && !BlockTurn.isRetried(block));
    parts(block.rescue(), play, false);
    parts(block.always(), play, inside);
  }

  private void task(Task task, Play play, boolean reached) {
    List<Diagnostic> found = new ArrayList<>();
    tasks.check(task, found);
    boolean certain =
        reached
            && isCertain(task.settings())
            && task.loop().isEmpty()
            && task.settings().tags().isEmpty()
            && !task.settings().own().containsKey("failed_when");
    found.stream()
        .map(each -> PythonPlugins.explained(each, task.searchPath()))
        .forEach(each -> add(certain ? each : each.asWarning()));
    defaults(task.settings());
    tags(task.settings());
    handlers(task, play);
  }

  /// Words that choose tasks by whether they have tags are poor tags.
  private void tags(Settings settings) {
    List<String> reserved = new ArrayList<>();
    for (Object each : Keywords.list(settings.own().get("tags"))) {
      for (String word : Written.plain(each).split(",")) {
        if (RESERVED_TAGS.contains(word.strip())) {
          reserved.add("'" + word.strip() + "'");
        }
      }
    }
    if (!reserved.isEmpty()) {
      add(
          Diagnostic.warning(
              settings.origin("tags").orElse(null),
              ("Found reserved tagnames in tags: %s, we do not recommend doing this as it might"
                      + " give unexpected results")
                  .formatted(reserved)));
    }
  }

  /// A group of modules that isn't there stops the run, as it does for Ansible.
  private void defaults(Settings settings) {
    for (Object each : Keywords.list(settings.own().get("module_defaults"))) {
      if (!(each instanceof Map<?, ?> || isTemplate(each))) {
        add(
            Diagnostic.error(settings.origin("module_defaults").orElse(null), NO_DEFAULTS)
                .withHint("write 'MODULE:' with its parameters below"));
      }
      if (each instanceof Map<?, ?> map) {
        for (Object name : map.keySet()) {
          String group = name.toString().startsWith("group/") ? name.toString().substring(6) : "";
          if (!group.isEmpty() && groups.members(group).isEmpty()) {
            Origin origin = settings.origin("module_defaults").orElse(null);
            add(Diagnostic.error(origin, ModuleDefaults.missing(group)));
          }
        }
      }
    }
  }

  private static boolean isTemplate(Object written) {
    return written instanceof Text text && Templates.isTemplate(text.value());
  }

  private static boolean isCertain(Settings settings) {
    return settings.when().isEmpty()
        && settings.get("ignore_errors") == null
        && settings.get("delegate_to") == null;
  }

  /// Handlers are missed only when something changes, and an include may bring them.
  private void handlers(Task task, Play play) {
    boolean brings =
        play.allTasks().stream().anyMatch(each -> each.bareModule().startsWith("include_"));
    if (brings) {
      return;
    }
    List<String> known = new ArrayList<>();
    for (Task handler : Play.tasksOf(play.handlers())) {
      handler.name().ifPresent(name -> names(handler, Written.plain(name), known));
      handler.topics().forEach(topic -> names(handler, Written.plain(topic), known));
    }
    boolean templated = known.stream().anyMatch(name -> name.contains("{{"));
    for (Object written : Keywords.list(task.settings().get("notify"))) {
      String name = Written.plain(written);
      if (Text.isText(written) && !name.contains("{{") && !templated && !known.contains(name)) {
        Origin origin = Text.marksOf(written).origin();
        add(
            Diagnostic.warning(
                    origin == null ? task.origin() : origin,
                    "there is no handler '%s'".formatted(name))
                .withHint(DidYouMean.hint(name, known)));
      }
    }
  }

  private static void names(Task handler, String name, List<String> known) {
    known.add(name);
    handler.role().ifPresent(role -> role.names().forEach(r -> known.add(r + " : " + name)));
  }

  private void add(Diagnostic diagnostic) {
    sources.diagnostics().add(diagnostic);
  }
}
