package dev.runner.cli.chance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes tasks by chance: their modules, conditions, loops and keywords. Nothing that they do
/// changes the machine.
final class TaskGenerator {
  /// Variables that tasks register, and that they set.
  private static final List<String> REGISTERED = List.of("r0", "r1", "r2", "r3");

  private static final List<String> SET = List.of("v0", "v1", "v2", "v3");

  private static final List<String> ACTIONS =
      List.of("flush_handlers", "clear_host_errors", "end_host", "noop", "end_batch", "end_role");

  /// Those that the level 2.14 knows, but for `clear_host_errors`: who failed in an earlier play
  /// still counts there when the run ends.
  private static final List<String> OLD_ACTIONS =
      List.of("flush_handlers", "flush_handlers", "end_host", "noop", "end_batch");

  /// Of loops; the last one is newer than the level 2.14.
  private static final List<Map<String, Object>> CONTROLS =
      List.of(
          Map.of("label", "L{{ item }}"),
          Map.of("index_var", "ix"),
          Map.of("loop_var", "it"),
          Map.of("extended", true),
          Map.of("label", "{{ item.x }}"),
          Map.of("break_when", "item == 'b'"));

  private final Chance chance;
  private final Level level;
  private int number;

  TaskGenerator(Chance chance, Level level) {
    this.chance = chance;
    this.level = level;
  }

  int next() {
    return ++number;
  }

  /// The name of a variable that tasks set.
  String variable() {
    return chance.of(SET);
  }

  /// A condition; some can't be evaluated where they stand.
  Object condition() {
    String r = chance.of(REGISTERED);
    String v = variable();
    return chance.of(
        List.of(
            "n == 1",
            "n > 2",
            "n in [1, 3]",
            "inventory_hostname in groups['g1']",
            "flag",
            "not flag",
            r + " is failed",
            r + " is changed",
            r + " is skipped",
            r + " is defined",
            r + " is succeeded",
            v + " is defined",
            v + " | default(0) | int > 1",
            "true",
            "false",
            r + " is not defined or " + r + " is not failed",
            "item is defined",
            "ansible_failed_task is defined",
            "ansible_failed_result is defined",
            "'g2' in group_names",
            "ansible_check_mode",
            "nosuch",
            "n == ansible_play_hosts | length",
            "role_name is defined",
            v + " == 'x'",
            v + " is not none",
            r + ".changed | default(false)",
            "inventory_hostname == ansible_play_hosts[0]",
            List.of("flag", "n < 4"),
            "ansible_loop is defined"));
  }

  /// A template. What Ansible has in no order (the names of roles) is sorted.
  String template() {
    String r = chance.of(REGISTERED);
    String v = variable();
    String expression =
        chance.of(
            List.of(
                "n",
                "inventory_hostname",
                v + " | default('none')",
                r + ".msg | default('nomsg')",
                r + ".changed | default('?')",
                "item | default('noitem')",
                "ansible_failed_task.name | default('-')",
                "ansible_failed_result.msg | default('-')",
                "ansible_play_hosts",
                "ansible_play_batch",
                "ansible_play_hosts_all | length",
                "hostvars['h2']." + v + " | default('d')",
                "hostvars['h1'].n",
                "groups.g1",
                "role_name | default('norole')",
                "ansible_role_names | default([]) | sort",
                "nosuch",
                v,
                "ansible_play_name",
                "pv",
                "gv",
                r + " is failed",
                "ansible_parent_role_names | default('x')",
                "rolevar | default('nr')",
                r + ".results | default([]) | length",
                "n * 2",
                "[n, flag]",
                "{'a': n}",
                "ansible_run_tags",
                "ansible_skip_tags",
                "lp",
                "lookup('vars', 'n')",
                "q('items', [n, 2])",
                "1 if flag else n",
                r + ".skipped | default('ns')",
                r + ".rc | default('norc')",
                "tv | default('notv')"));
    return chance.is(0.03) ? "plain" : "{{ " + expression + " }}";
  }

  /// A value, which may be a template.
  Object value() {
    return chance.of(
        List.of(
            "x",
            "y",
            1L,
            2L,
            true,
            "{{ n }}",
            "{{ inventory_hostname }}",
            "{{ v0 | default('z') }}",
            List.of(1L, "{{ n }}"),
            Map.of("k", "{{ n }}")));
  }

  /// A task with its keywords.
  Map<String, Object> task() {
    Map<String, Object> task = new LinkedHashMap<>();
    if (chance.is(0.85)) {
      task.put("name", "T" + next() + (chance.is(0.5) ? " one" : " two"));
    }
    double kind = chance.share();
    if (kind > 0.93) {
      task.clear();
      return meta(task);
    }
    module(task, kind);
    keywords(task);
    if (level == Level.OLD && task.containsKey("group_by")) {
      task.remove("notify"); // it notifies nobody there
    }
    return task;
  }

  private void module(Map<String, Object> task, double kind) {
    if (kind < 0.45) {
      task.put("debug", Map.of("msg", template()));
    } else if (kind < 0.62) {
      task.put("set_fact", Map.of(variable(), value()));
    } else if (kind < 0.7) {
      task.put("fail", Map.of("msg", "F " + template()));
    } else if (kind < 0.78) {
      task.put("assert", Map.of("that", condition()));
    } else if (kind < 0.86) {
      task.put("command", chance.of(List.of("echo {{ n }}", "false", "true", "echo hi")));
    } else if (kind < 0.9) {
      task.put("group_by", Map.of("key", chance.of(List.of("k{{ n }}", "flag_{{ flag }}"))));
    } else {
      task.put("debug", Map.of("var", chance.of(List.of("n", "item", "nosuch", "r0", "v0"))));
    }
  }

  /// What steers the play; its condition can always be evaluated, since Ansible ends the whole run
  /// at one that can't be.
  private Map<String, Object> meta(Map<String, Object> task) {
    task.put("meta", chance.of(level == Level.NEW ? ACTIONS : OLD_ACTIONS));
    if (chance.is(0.7)) {
      task.put(
          "when",
          chance.of(List.of("n == 1", "n > 2", "flag", "r0 is defined", "false", "v1 is defined")));
    }
    return task;
  }

  private void keywords(Map<String, Object> task) {
    chance.times(0.3, () -> task.put("when", condition()));
    chance.times(0.35, () -> task.put("register", chance.of(REGISTERED)));
    chance.times(
        0.15, () -> task.put("changed_when", chance.of(List.of(true, false, "n == 1", "flag"))));
    chance.times(
        0.08, () -> task.put("failed_when", chance.of(List.of(true, false, "n == 1", "n > 2"))));
    chance.times(0.15, () -> task.put("ignore_errors", true));
    chance.times(0.25, () -> notify(task));
    chance.times(0.06, () -> delegate(task));
    chance.times(
        0.15,
        () ->
            task.put(
                "tags", chance.of(List.of("ta", "tb", List.of("ta", "tb"), "always", "never"))));
    chance.times(0.1, () -> task.put("vars", Map.of(chance.is(0.7) ? variable() : "tv", value())));
    chance.times(0.03, () -> task.put("any_errors_fatal", true));
    chance.times(0.04, () -> task.put("check_mode", chance.is(0.5)));
    if (chance.is(0.2)) {
      loop(task);
    } else if (task.containsKey("command") && chance.is(0.3)) {
      task.put("until", "r3 is succeeded");
      task.put("register", "r3");
      task.put("retries", (long) chance.upTo(2));
      task.put("delay", 0L);
    } else if (chance.is(0.05)) {
      task.clear();
      task.putAll(Map.of("debug", Map.of("msg", "once {{ n }}"), "run_once", true));
    }
  }

  private void notify(Map<String, Object> task) {
    task.put("notify", chance.of(List.of("hA", "hB", List.of("hA", "hC"), "topic1", "topic2")));
  }

  private void delegate(Map<String, Object> task) {
    task.put("delegate_to", chance.of(List.of("h1", "h3", "localhost", "{{ groups.g2[0] }}")));
    chance.times(0.5, () -> task.put("delegate_facts", true));
  }

  private void loop(Map<String, Object> task) {
    task.put(
        "loop",
        chance.of(
            List.of(
                List.of(1L, 2L),
                List.of("a", "b", "c"),
                "{{ groups.g1 }}",
                List.of(),
                "{{ range(1, n + 1) | list }}",
                "{{ nosuch }}",
                List.of(Map.of("x", 1L), Map.of("x", 2L)),
                "{{ v1 | default([]) }}")));
    if (chance.is(0.35)) {
      task.put("loop_control", chance.of(level == Level.NEW ? CONTROLS : CONTROLS.subList(0, 5)));
    }
  }
}
