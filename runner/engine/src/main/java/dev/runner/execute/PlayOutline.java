package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Play;
import dev.runner.playbook.Playbook;
import dev.runner.playbook.Role;
import dev.runner.playbook.Settings;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostics;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.variables.VariableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a play is for and consists of, as far as that is known before it runs.
///
/// @param patterns of its hosts
/// @param hosts those that it chooses, within the limit
/// @param tags of the play itself
/// @param tasks those that the tags select, without what is included during the run
/// @param taskTags tags of the tasks that are selected, and the play's own; sorted
public record PlayOutline(
    String name,
    List<String> patterns,
    List<String> hosts,
    List<String> tags,
    List<Line> tasks,
    List<String> taskTags) {
  public PlayOutline {
    patterns = List.copyOf(patterns);
    hosts = List.copyOf(hosts);
    tags = List.copyOf(tags);
    tasks = List.copyOf(tasks);
    taskTags = List.copyOf(taskTags);
  }

  /// A task.
  ///
  /// @param title its name after its role's, or its module where it has no name
  /// @param tags its own and those that it inherits, sorted
  public record Line(String title, List<String> tags) {}

  /// The plays of a playbook.
  ///
  /// @param warnings take what is said of patterns that match nobody
  public static List<PlayOutline> of(
      Playbook playbook,
      VariableStore store,
      Templates templates,
      RunOptions options,
      Diagnostics warnings) {
    return playbook.plays().stream()
        .map(play -> of(play, store, templates, options, warnings))
        .toList();
  }

  private static PlayOutline of(
      Play play,
      VariableStore store,
      Templates templates,
      RunOptions options,
      Diagnostics warnings) {
    Scope scope =
        new HostScopes(
                templates.environment(),
                store,
                options.reaching(),
                play,
                new PlayHostsNow(List.of(), List.of()),
                Vars.EMPTY,
                host -> Vars.EMPTY,
                secret -> {})
            .ofPlay("");
    List<String> hosts =
        PlayTargets.of(play, scope, store.inventory(), options.limit(), warnings).hosts();
    List<String> patterns = Keywords.items(play.hosts(), scope);
    String pattern = String.join(",", patterns);
    List<Line> tasks = new ArrayList<>();
    List<String> own = tags(play.settings(), scope);
    TreeSet<String> all = new TreeSet<>(own);
    for (Task task : play.allTasks()) {
      List<String> tags = tags(task.settings(), scope);
      if (options.tags().selects(tags)) {
        all.addAll(tags);
        tasks.add(
            new Line(
                task.name()
                    .map(
                        name -> RunEvent.Task.title(task.module(), role(task), Written.plain(name)))
                    .orElse(task.module()),
                List.copyOf(new TreeSet<>(tags))));
      }
    }
    return new PlayOutline(
        play.name().map(name -> name(name, scope)).filter(name -> !name.isEmpty()).orElse(pattern),
        patterns,
        hosts,
        own,
        tasks,
        List.copyOf(all));
  }

  /// As far as it can be said before there are hosts.
  private static String name(Object written, Scope scope) {
    try {
      return Keywords.plain(written, scope).orElse("");
    } catch (TemplateException e) {
      return Written.plain(written);
    }
  }

  private static String role(Task task) {
    return task.role().map(Role::name).orElse("");
  }

  private static List<String> tags(Settings settings, Scope scope) {
    try {
      return Keywords.words(List.copyOf(settings.tags()), scope);
    } catch (TemplateException e) {
      return settings.tags().stream().map(Written::plain).toList();
    }
  }
}
