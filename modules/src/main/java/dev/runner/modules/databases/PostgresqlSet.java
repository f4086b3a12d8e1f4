package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sees to a setting of a PostgreSQL server.
@Describe(
    summary = "Change a setting of a PostgreSQL server.",
    description =
        """
        The setting is written by ALTER SYSTEM, and the server reads its configuration again. A value
        is compared as the server understands it, with its unit; one that waits for a restart counts
        as set.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_set",
    example =
        """
        - name: give sorting more memory
          postgresql_set:
            name: work_mem
            value: 32MB
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "name", value = "Name of the setting."),
      @Describe.Returned(name = "prev_val_pretty", value = "The value before, with its unit."),
      @Describe.Returned(name = "value_pretty", value = "The value now, with its unit."),
      @Describe.Returned(
          name = "value",
          value =
              "The value now, as `value` and `unit`: sizes in bytes, others as the server has"
                  + " them."),
      @Describe.Returned(
          name = "context",
          value = "Who may change it and when, as the server's pg_settings tells."),
      @Describe.Returned(
          name = "restart_required",
          value = "Whether the value counts only after a restart of the server.")
    })
@Needs("psql")
public record PostgresqlSet(
    @Param("Name of the setting.") String name,
    @Param("Its value; default takes out what ALTER SYSTEM wrote before.") Optional<String> value,
    @Param(value = "Whether it gets the value that the server begins with.", byDefault = "false")
        boolean reset,
    @Param(value = "Database to log in to.", aliases = "db", byDefault = "postgres") String loginDb,
    @Param(
            value = "Whether words that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  private static final String DEFAULT = "default";
  private static final String PRESET =
      "https://www.postgresql.org/docs/current/runtime-config-preset.html";

  public PostgresqlSet {
    new Suspicion(trustInput).of("name", name).of("value", value).of(login);
    if (value.isPresent() && reset) {
      throw new BadParameter(
          "value", "%s: value and reset params are mutually exclusive".formatted(name));
    }
    if (value.isEmpty() && !reset) {
      throw new BadParameter(
          "value", "%s: at least one of value or reset param must be specified".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    String question =
        """
        SELECT json_build_object('setting', s.setting, 'unit', coalesce(s.unit, ''),
          'type', s.vartype, 'context', s.context, 'boot', coalesce(s.boot_val, ''),
          'pretty', current_setting(s.name),
          'written', (SELECT f.setting FROM pg_file_settings f WHERE f.name = s.name
            AND f.sourcefile LIKE '%%/postgresql.auto.conf' ORDER BY f.seqno DESC LIMIT 1))
        FROM pg_settings s WHERE s.name = %s;
        """
            .formatted(Sql.standardText(name));
    Output output = login.ask(host, loginDb, question);
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    if (output.lines().isEmpty()) {
      return Plan.refuse(
          "No such parameter: %s. Please check its spelling or presence in your PostgreSQL version (https://www.postgresql.org/docs/current/runtime-config.html)"
              .formatted(name),
          "Extensions bring parameters only once they are loaded.");
    }
    ServerSetting now = ServerSetting.of(name, (Map<?, ?>) Json.parse(output.lines().getFirst()));
    if (now.context().equals("internal")) {
      return Plan.refuse(
          "%s: cannot be changed (internal context). See %s".formatted(name, PRESET),
          "It is decided when the server is built or its data directory is made.");
    }
    return planned(host, now);
  }

  private Plan planned(Probe host, ServerSetting now) {
    boolean removing = value.filter(each -> each.equalsIgnoreCase(DEFAULT)).isPresent();
    String wanted = reset || removing ? now.boot() : value.orElseThrow();
    boolean holds =
        removing ? now.written().isEmpty() : now.same(now.written().orElse(now.setting()), wanted);
    boolean atStart = now.context().equals("postmaster");
    if (holds) {
      boolean waits = atStart && !removing && !now.same(now.setting(), wanted);
      return Plan.unchanged("the setting is so")
          .withAll(values(now, now.pretty(), now.setting(), waits));
    }
    String statement =
        removing
            ? "ALTER SYSTEM RESET " + quoted()
            : "ALTER SYSTEM SET %s = %s".formatted(quoted(), now.quoted(wanted));
    Step step =
        Step.run(
            "set %s to %s".formatted(name, removing ? DEFAULT : wanted),
            login.sql(host, loginDb, Content.of(statement + ";\nSELECT pg_reload_conf();\n")));
    return Plan.changes(step)
        .predictingAll(
            values(
                now,
                atStart ? now.pretty() : now.shown(wanted),
                atStart ? now.setting() : now.number(wanted),
                atStart));
  }

  /// A name with dots is that of an extension's setting.
  private String quoted() {
    return Stream.of(name.split("\\.")).map(Sql::standardName).collect(Collectors.joining("."));
  }

  private Map<String, Object> values(
      ServerSetting now, String pretty, String number, boolean waits) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("context", now.context());
    values.put("prev_val_pretty", now.pretty());
    values.put("value_pretty", pretty);
    values.put("value", now.told(number));
    values.put("restart_required", waits);
    return values;
  }
}
