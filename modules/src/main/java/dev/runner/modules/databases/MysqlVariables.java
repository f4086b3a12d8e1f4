package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells and sets variables of a MySQL or MariaDB server.
@Describe(
    summary = "Tell or set a variable of a MySQL or MariaDB server.",
    description =
        """
        A variable that is set this way holds for new sessions until the server starts anew, unless
        `mode` says that MySQL (8.0 and later) keeps it. `ON` is `1`, and `OFF` is `0`.
        """,
    since = "0.1",
    collection = "community.mysql",
    aliases = {"ansible.mysql.mysql_variables", "ansible.mariadb.mariadb_variables"},
    roundTrips = 2,
    example =
        """
        - name: let more connections in
          mysql_variables:
            variable: max_connections
            value: 300
            login_unix_socket: /run/mysqld/mysqld.sock
        """,
    returns = {
      @Describe.Returned(
          name = "msg",
          value = "The value, if none is given; otherwise what became of it, in words."),
      @Describe.Returned(name = "queries", value = "The statement that sets it.")
    })
public record MysqlVariables(
    @Param("Name of the variable.") String variable,
    @Param("What it is to be; it is only told if left out.") Optional<String> value,
    @Param(
            value =
                "How long it holds: until the server ends, or longer, from now or from then on.",
            byDefault = "global")
        Mode mode,
    @Spread MysqlLogin login)
    implements TaskModule {

  /// How long a variable holds.
  public enum Mode {
    GLOBAL,
    PERSIST,
    PERSIST_ONLY
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern ERROR = Pattern.compile("ERROR (\\d+)[^:]*: (.*)");
  private static final String SO_ALREADY = "Variable is already set to requested value.";
  private static final int FIRST_THAT_KEEPS = 8;

  public MysqlVariables {
    if (!NAME.matcher(variable).matches()) {
      throw new BadParameter("variable", "invalid variable name \"%s\"".formatted(variable));
    }
  }

  @Override
  public Plan plan(Probe host) {
    String named = " WHERE Variable_name = " + Sql.text(variable) + ";\n";
    Output output =
        login.ask(
            host,
            "SELECT 'version', VERSION();\nSHOW GLOBAL VARIABLES"
                + named
                + "SHOW SESSION VARIABLES"
                + named);
    if (!output.ok()) {
      return MysqlLogin.silent(output);
    }
    List<List<String>> rows = Sql.rows(output.out());
    if (mode != Mode.GLOBAL && !keeps(rows.getFirst().getLast())) {
      return Plan.refuse("Server version must be 8.0 or greater.", "Leave `mode` out.");
    }
    if (rows.size() < 2) {
      return Plan.refuse("Variable not available \"%s\"".formatted(variable), "");
    }
    String now = rows.get(1).getLast();
    if (value.isEmpty()) {
      return Plan.unchanged("it is told").with("msg", now);
    }
    return isSo(host, now, value.get())
        ? Plan.unchanged("it is so already").with("msg", SO_ALREADY)
        : set(host, now, value.get());
  }

  private static boolean keeps(String version) {
    Matcher major = Pattern.compile("(\\d{1,4})\\..*").matcher(version);
    return !version.contains("MariaDB")
        && major.matches()
        && Integer.parseInt(major.group(1)) >= FIRST_THAT_KEEPS;
  }

  private boolean isSo(Probe host, String now, String wanted) {
    boolean holds = mode == Mode.PERSIST_ONLY || same(now, wanted);
    return holds && (mode == Mode.GLOBAL || kept(host).filter(it -> same(it, wanted)).isPresent());
  }

  /// What the server starts with.
  private Optional<String> kept(Probe host) {
    Output output =
        login.ask(
            host,
            "SELECT VARIABLE_VALUE FROM performance_schema.persisted_variables WHERE VARIABLE_NAME"
                + " = "
                + Sql.text(variable)
                + ";\n");
    return Sql.rows(output.out()).stream().map(List::getFirst).findFirst();
  }

  private static boolean same(String now, String wanted) {
    String one = plain(now);
    String other = plain(wanted);
    boolean numbers = NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches();
    return numbers ? new BigDecimal(one).compareTo(new BigDecimal(other)) == 0 : one.equals(other);
  }

  private static String plain(String value) {
    return value.equalsIgnoreCase("on") ? "1" : value.equalsIgnoreCase("off") ? "0" : value;
  }

  private Plan set(Probe host, String now, String wanted) {
    String scope = mode.name();
    String name = String.join(".", List.of(variable.split("\\.")).stream().map(Sql::name).toList());
    String start = "SET %s %s = ".formatted(scope, name);
    String text = NUMBER.matcher(wanted).matches() ? wanted : Sql.text(wanted);
    Content statement = Content.of(Sql.BACKSLASHES_ESCAPE + ";\n" + start + text + ";\n");
    String title = "set %s to %s".formatted(variable, wanted);
    return Plan.changes(Step.run(title, login.sql(host, statement)).anyStatus())
        .predicting("msg", "Variable change succeeded prev_value=" + now)
        .predicting("queries", List.of(start + wanted))
        .after(
            (outputs, then) ->
                outputs.last().ok()
                    ? Finished.changed("")
                    : Finished.failed(complaint(outputs.last()))
                        .changedWhen(false)
                        .with("msg", complaint(outputs.last())));
  }

  /// The server's number and sentence.
  private static String complaint(Output output) {
    String said = Sql.complaint(output);
    Matcher error = ERROR.matcher(said);
    return error.matches() ? "(%s, \"%s\")".formatted(error.group(1), error.group(2)) : said;
  }
}
