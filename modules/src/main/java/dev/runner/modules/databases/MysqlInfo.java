package dev.runner.modules.databases;

import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what a MySQL or MariaDB server is and holds.
@Describe(
    summary = "Tell what a MySQL or MariaDB server is, holds and does.",
    description =
        """
        What the user may not see, or the server doesn't know, is left empty. Hashes of passwords are
        among what is told of users.
        """,
    since = "0.1",
    collection = "community.mysql",
    aliases = {"ansible.mysql.mysql_info", "ansible.mariadb.mariadb_info"},
    roundTrips = 2,
    example =
        """
        - name: look at the server
          mysql_info:
            filter: [version, databases]
            login_unix_socket: /run/mysqld/mysqld.sock
          register: server
        """,
    returns = {
      @Describe.Returned(
          name = "version",
          value = "`full`, and its parts `major`, `minor`, `release`, `suffix`."),
      @Describe.Returned(name = "server_engine", value = "MySQL or MariaDB."),
      @Describe.Returned(
          name = "databases",
          value = "Of each database its `size` in bytes and the number of its `tables`."),
      @Describe.Returned(name = "settings", value = "Variables of the server."),
      @Describe.Returned(name = "global_status", value = "What the server counts."),
      @Describe.Returned(
          name = "users",
          value = "Of each host its users, each with what the table of users says."),
      @Describe.Returned(
          name = "users_info",
          value =
              "Of each user what `mysql_user` takes: `name`, `host`, `plugin`, `priv` and so on."),
      @Describe.Returned(name = "engines", value = "The ways in which tables are stored."),
      @Describe.Returned(name = "master_status", value = "What a source says of its log."),
      @Describe.Returned(
          name = "slave_status",
          value = "What a replica says, by host, port and user of its source."),
      @Describe.Returned(name = "slave_hosts", value = "Replicas that are connected, by number."),
      @Describe.Returned(name = "connector_name", value = "What the server was asked by.")
    })
public record MysqlInfo(
    @Param("What is told, or with ! in front what isn't; all if left out.") List<String> filter,
    @Param("What isn't told of databases: db_size, db_table_count.") List<String> excludeFields,
    @Param(value = "Whether databases without tables are told of.", byDefault = "false")
        boolean returnEmptyDbs,
    @Param("Database to connect to.") Optional<String> loginDb,
    @Spread MysqlLogin login)
    implements TaskModule {

  public MysqlInfo {
    filter =
        filter.stream()
            .flatMap(each -> List.of(each.split(",")).stream())
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    excludeFields = List.copyOf(excludeFields);
  }

  /// The parts that are wanted: those that are named, or else all but those with a `!`.
  private Set<MysqlSubset> wanted(List<String> strange) {
    Set<MysqlSubset> named = EnumSet.noneOf(MysqlSubset.class);
    Set<MysqlSubset> others = EnumSet.allOf(MysqlSubset.class);
    boolean includes = false;
    for (String each : filter) {
      boolean not = each.startsWith("!");
      Optional<MysqlSubset> subset = MysqlSubset.named(not ? each.substring(1) : each);
      if (subset.isEmpty()) {
        strange.add("filter element: %s is not allowable, ignored".formatted(each));
      } else if (not) {
        others.remove(subset.get());
      } else {
        includes = true;
        named.add(subset.get());
      }
    }
    return includes ? named : others;
  }

  @Override
  public Plan plan(Probe host) {
    List<String> warnings = new ArrayList<>();
    Set<MysqlSubset> wanted = wanted(warnings);
    List<String> statements = new ArrayList<>(List.of("SELECT VERSION() AS version"));
    wanted.forEach(subset -> statements.addAll(subset.statements(this)));
    Output output = ask(host, statements);
    List<List<Map<String, Object>>> answers =
        new ArrayList<>(MysqlRows.read(output.stdout().lenientText()).results());
    if (answers.isEmpty() || answers.getFirst().isEmpty()) {
      return MysqlLogin.silent(output);
    }
    String version = MysqlSubset.text(answers.removeFirst().getFirst(), "version");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("server_engine", version.contains("MariaDB") ? "MariaDB" : "MySQL");
    values.put("connector_name", "the host's own client");
    values.put("connector_version", "Unknown");
    for (MysqlSubset subset : wanted) {
      String name = subset.name().toLowerCase(Locale.ROOT);
      switch (subset) {
        case VERSION -> values.put(name, MysqlSubset.version(version));
        case USERS_INFO ->
            values.put(name, MysqlUsers.told(answers.removeFirst(), asked -> ask(host, asked)));
        default -> {
          List<List<Map<String, Object>>> own = new ArrayList<>();
          subset.statements(this).forEach(statement -> own.add(answers.removeFirst()));
          values.put(name, subset.told(own));
        }
      }
    }
    return Plan.unchanged("only read").withAll(values).warnings(warnings);
  }

  /// Asks all of it, whatever the server makes of one of them.
  private Output ask(Probe host, List<String> statements) {
    StringBuilder text = new StringBuilder();
    statements.forEach(each -> text.append("%s;\n%s;\n".formatted(each, MysqlRows.QUESTION)));
    List<Object> words = new ArrayList<>(List.of("--xml", "--force"));
    loginDb.ifPresent(name -> words.add("--database=" + name));
    return host.look(login.sql(host, Content.of(text.toString()), words.toArray()));
  }
}
