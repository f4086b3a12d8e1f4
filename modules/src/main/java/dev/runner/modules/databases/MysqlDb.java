package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Sees to databases of a MySQL or MariaDB server.
@Describe(
    summary = "Make, remove, dump or load databases of MySQL or MariaDB.",
    description =
        """
        The host's client does it (`mariadb` or `mysql`). A dump or a file to load is compressed if
        its name ends in `.gz`, `.bz2`, `.xz` or `.zst`. Dumping and loading always count as changes.
        """,
    since = "0.1",
    collection = "community.mysql",
    aliases = {"ansible.mysql.mysql_db", "ansible.mariadb.mariadb_db"},
    roundTrips = 2,
    example =
        """
        - name: make the database of the site
          mysql_db:
            name: site
            encoding: utf8mb4
            login_unix_socket: /run/mysqld/mysqld.sock
        """,
    returns = {
      @Describe.Returned(name = "db", value = "The names, between blanks."),
      @Describe.Returned(name = "db_list", value = "The names."),
      @Describe.Returned(name = "executed_commands", value = "Statements and commands that ran.")
    })
public record MysqlDb(
    @Param(value = "Names of databases; for dump and import also all.", aliases = "db")
        List<String> name,
    @Param(
            value = "Whether they are to be there, or what is done with them.",
            byDefault = "present")
        State state,
    @Param(value = "Character set of a new database.", byDefault = "") String encoding,
    @Param(value = "Collation of a new database.", byDefault = "") String collation,
    @Param("File on the host to dump to or to load.") Optional<RemotePath> target,
    @Param(value = "Whether a dump is made in one transaction.", byDefault = "false")
        boolean singleTransaction,
    @Param(value = "Whether a dump writes rows as they come.", byDefault = "true") boolean quick,
    @Param("Tables that a dump leaves out, each with its database.") List<String> ignoreTables,
    @Param(value = "Whether a dump writes binary columns in hex digits.", byDefault = "false")
        boolean hexBlob,
    @Param(value = "Whether dumping and loading go on after what failed.", byDefault = "false")
        boolean force,
    @Param(
            value =
                "Whether a dump has the position in the binary log: 1 as a statement, 2 in words.",
            byDefault = "0")
        BinlogPosition masterData,
    @Param(value = "Whether tables aren't locked for a dump.", byDefault = "false")
        boolean skipLockTables,
    @Param("More words for the program that dumps.") Optional<String> dumpExtraArgs,
    @Param("Directory on the host to load in.") Optional<RemotePath> chdir,
    @Param(value = "Whether statements go to the binary log.", byDefault = "true")
        boolean sqlLogBin,
    @Param(
            value = "Whether root without a password is tried before the login.",
            byDefault = "false")
        boolean checkImplicitAdmin,
    @Param(
            value = "Whether host, port and socket that config_file names for clients go first.",
            byDefault = "false")
        boolean configOverridesDefaults,
    @Param(
            value = "Accepted: option files other than config_file are never read.",
            byDefault = "false")
        boolean restrictConfigFile,
    @Param(value = "Accepted: a part of a pipe that fails is always noticed.", byDefault = "true")
        boolean pipefail,
    @Param(value = "Accepted: there is one way to load a file.", byDefault = "false")
        boolean useShell,
    @Param(value = "Accepted: the password never stands on a command line.", byDefault = "false")
        boolean unsafeLoginPassword,
    @Spread MysqlLogin login)
    implements TaskModule {
  private static final String SCHEMATA = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA;\n";
  private static final Map<String, String> PACKERS =
      Map.of("gz", "gzip", "bz2", "bzip2", "xz", "xz", "zst", "zstd");

  /// What is done with databases.
  public enum State {
    PRESENT,
    ABSENT,
    DUMP,
    IMPORT
  }

  public MysqlDb {
    name = List.copyOf(name);
    ignoreTables = List.copyOf(ignoreTables);
    if (name.isEmpty()) {
      throw new BadParameter("name", "missing required arguments: name");
    }
    boolean files = state == State.DUMP || state == State.IMPORT;
    if (files && target.isEmpty()) {
      throw new BadParameter(
          "target",
          "with state=%s target is required"
              .formatted(state.name().toLowerCase(java.util.Locale.ROOT)));
    }
    if (!files && name.contains("all")) {
      throw new BadParameter(
          "name", "name is not allowed to equal 'all' unless state equals import, or dump.");
    }
    if (state == State.IMPORT && name.size() > 1) {
      throw new BadParameter("name", "Multiple databases are not supported with state=import");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Optional<Pending<FileStat>> file =
        target.map(path -> host.later(new Question.Stat(path, true)));
    MysqlLogin given =
        configOverridesDefaults
            ? host.read(login.configFile()).map(login::at).orElse(login)
            : login;
    MysqlLogin by = given;
    Output output = by.ask(host, SCHEMATA);
    if (checkImplicitAdmin) {
      MysqlLogin implicit = given.as("root", Optional.empty());
      Output first = implicit.ask(host, SCHEMATA);
      by = first.ok() ? implicit : given;
      output = first.ok() ? first : output;
    }
    if (!output.ok()) {
      return MysqlLogin.silent(output);
    }
    Set<String> there =
        Sql.rows(output.out()).stream().map(List::getFirst).collect(Collectors.toSet());
    List<String> missing = name.stream().filter(each -> !there.contains(each)).toList();
    return switch (state) {
      case PRESENT -> made(by, host, missing);
      case ABSENT -> removed(by, host, name.stream().filter(there::contains).toList());
      case DUMP -> dumped(by, host, missing);
      case IMPORT -> loaded(by, host, missing, file.orElseThrow().get());
    };
  }

  private Plan with(Plan plan, List<String> commands) {
    Map<String, Object> values =
        Map.of("db", String.join(" ", name), "db_list", name, "executed_commands", commands);
    return switch (plan) {
      case Plan.Changes changes -> changes.predictingAll(values);
      case Plan.Unchanged unchanged -> unchanged.withAll(values);
      default -> plan;
    };
  }

  private Plan statements(MysqlLogin by, Probe host, String title, List<String> statements) {
    String text =
        (sqlLogBin ? "" : "SET SQL_LOG_BIN=0;\n") + String.join(";\n", statements) + ";\n";
    return with(Plan.changes(Step.run(title, by.sql(host, Content.of(text)))), statements);
  }

  private Plan made(MysqlLogin by, Probe host, List<String> missing) {
    return missing.isEmpty()
        ? with(Plan.unchanged("there already"), List.of())
        : statements(
            by,
            host,
            "make " + String.join(", ", missing),
            missing.stream().map(this::creation).toList());
  }

  private String creation(String database) {
    return "CREATE DATABASE "
        + Sql.name(database)
        + (encoding.isEmpty() ? "" : " CHARACTER SET " + Sql.text(encoding))
        + (collation.isEmpty() ? "" : " COLLATE " + Sql.text(collation));
  }

  private Plan removed(MysqlLogin by, Probe host, List<String> there) {
    return there.isEmpty()
        ? with(Plan.unchanged("not there"), List.of())
        : statements(
            by,
            host,
            "remove " + String.join(", ", there),
            there.stream().map(each -> "DROP DATABASE " + Sql.name(each)).toList());
  }

  /// Whether all databases are meant.
  boolean all() {
    return name.equals(List.of("all"));
  }

  private Optional<String> packer() {
    String path = target.orElseThrow().text();
    return Optional.ofNullable(PACKERS.get(path.substring(path.lastIndexOf('.') + 1)));
  }

  private Plan dumped(MysqlLogin by, Probe host, List<String> missing) {
    if (!missing.isEmpty() && !all()) {
      return Plan.refuse(
          "Cannot dump database(s) '%s' - not found".formatted(String.join("', '", missing)), "");
    }
    List<Object> words = new ArrayList<>(List.of(target.get(), packer().orElse("")));
    if (force) {
      words.add("--force");
    }
    encoding(words);
    if (singleTransaction) {
      words.add("--single-transaction");
    }
    words.add(quick ? "--quick" : "--skip-quick");
    if (hexBlob) {
      words.add("--hex-blob");
    }
    if (skipLockTables) {
      words.add("--skip-lock-tables");
    }
    if (masterData != BinlogPosition.NONE) {
      words.add("--master-data=" + masterData.number());
    }
    ignoreTables.forEach(table -> words.add("--ignore-table=" + table));
    dumpExtraArgs.map(Words::split).ifPresent(words::addAll);
    if (all()) {
      words.add("--all-databases");
    } else {
      // Of several, the dump says which is which; that of one can be loaded into another.
      words.add(name.size() > 1 ? "--databases" : "--no-create-db");
      words.add("--");
      words.addAll(name);
    }
    String script =
        """
        t=$1 z=$2 n=$1.runner-part
        shift 2
        "$q" --defaults-file="$f" "$@" >"$n" || { rm -f -- "$n"; exit 1; }
        [ -z "$z" ] || { "$z" -c <"$n" >"$n.z" && mv -f -- "$n.z" "$n"; } || { rm -f -- "$n" "$n.z"; exit 1; }
        mv -f -- "$n" "$t"
        """;
    return with(
        Plan.changes(
            Step.run(
                "dump %s to %s".formatted(String.join(", ", name), target.get()),
                by.dumper(host, script, words.toArray()))),
        List.of(new MysqlFileCommand(this, by).dump(packer())));
  }

  private void encoding(List<Object> words) {
    if (!encoding.isEmpty()) {
      words.add("--default-character-set=" + encoding);
    }
  }

  private Plan loaded(MysqlLogin by, Probe host, List<String> missing, FileStat file) {
    if (!file.isFile()) {
      return Plan.refuse("target %s does not exist on the host".formatted(target.get()), "");
    }
    List<String> commands = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    if (!all() && !missing.isEmpty()) {
      commands.add(creation(name.getFirst()));
      steps.add(
          Step.run(
              "make " + name.getFirst(), by.sql(host, Content.of(commands.getFirst() + ";\n"))));
    }
    List<Object> words = new ArrayList<>(List.of(target.get(), packer().orElse("cat")));
    if (force) {
      words.add("--force");
    }
    encoding(words);
    if (!sqlLogBin) {
      words.add("--init-command=SET SQL_LOG_BIN=0");
    }
    if (!all()) {
      words.add("--database=" + name.getFirst());
    }
    String script =
        """
        t=$1 z=$2
        shift 2
        [ "$z" = cat ] || z="$z -dc"
        { $z <"$t" || printf '\\nFAILED READING THE FILE;\\n'; } | "$q" --defaults-file="$f" "$@"
        """;
    commands.add(new MysqlFileCommand(this, by).load(packer()));
    var load = by.client(host, script, words.toArray());
    steps.add(
        Step.run(
            "load %s into %s".formatted(target.get(), name.getFirst()),
            chdir.map(load::in).orElse(load)));
    return with(Plan.changes(steps), commands);
  }
}
