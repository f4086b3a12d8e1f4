package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to reach a PostgreSQL server, and as whom. The client reads the password from a file that
/// only the task's user can read.
public record PostgresqlLogin(
    @Param(
            value = "Role of the server; that of $PGUSER if left out, or else postgres.",
            aliases = "login")
        Optional<String> loginUser,
    @Param("Password of that role.") Optional<Secret> loginPassword,
    @Param(
            value = "Where the server runs; the Unix socket if left out.",
            byDefault = "",
            aliases = "host")
        String loginHost,
    @Param(
            value = "Port of the server; that of $PGPORT if left out, or else 5432.",
            aliases = "port")
        Optional<Integer> loginPort,
    @Param(
            value = "Directory of the server's Unix socket.",
            byDefault = "",
            aliases = "unix_socket")
        String loginUnixSocket,
    @Param(value = "Whether and how TLS is used.", byDefault = "prefer") SslMode sslMode,
    @Param(
            value = "Certificates of those who may vouch for the server, on the host.",
            aliases = "ssl_rootcert")
        Optional<String> caCert,
    @Param("Certificate that says who asks, on the host.") Optional<RemotePath> sslCert,
    @Param("Key of that certificate, on the host.") Optional<RemotePath> sslKey,
    @Param("More words for the connection, as libpq has them.") Map<String, Value> connectParams,
    @Param("Role to become after the login.") Optional<String> sessionRole) {

  /// How much of TLS is wanted.
  public enum SslMode {
    ALLOW,
    DISABLE,
    PREFER,
    REQUIRE,
    @Param(value = "The certificate is checked.", name = "verify-ca")
    VERIFY_CA,
    @Param(value = "The certificate and the name in it are checked.", name = "verify-full")
    VERIFY_FULL
  }

  /// What psql ends with where a statement fails (its manual, "Exit Status").
  private static final int STATEMENT_FAILED = 3;

  /// What psql ends with where it gets no connection.
  private static final int NO_SERVER = 2;

  private static final String BECOME =
      """
      f=$1 p=$2
      shift 2
      if [ -n "$RN_PASS" ]; then
        (umask 077; printf '%s\\n' "$RN_PASS" >"$f") || exit 1
        PGPASSFILE=$f
        export PGPASSFILE
      fi
      unset RN_PASS
      export PGUSER="${PGUSER:-postgres}" PGPORT="${PGPORT:-5432}"
      exec "$p" "$@"
      """;

  public PostgresqlLogin {
    connectParams = new LinkedHashMap<>(connectParams);
    for (String name : connectParams.keySet()) {
      if (name.equals("password") || name.equals("sslpassword")) {
        throw new BadParameter(
            "connect_params",
            "'%s' would stand on a command line of the host: use login_password".formatted(name));
      }
    }
  }

  /// psql, reading statements; it stops at the first that fails.
  Command sql(Probe host, String database, Content statements, Object... words) {
    List<Object> all = new ArrayList<>(List.of("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
    all.addAll(List.of(words));
    Content first =
        sessionRole
            .map(role -> prefixed("SET ROLE %s;\n".formatted(Sql.standardName(role)), statements))
            .orElse(statements);
    return program(host, "psql", database, all.toArray()).reading(first);
  }

  private static Content prefixed(String text, Content content) {
    Content all = Content.of(text + content.lenientText());
    return content.isSecret() ? all.asSecret() : all;
  }

  /// A question of statements, each of which answers with one line of JSON.
  Output ask(Probe host, String database, String statements) {
    return host.look(sql(host, database, Content.of(statements)));
  }

  /// Another program of PostgreSQL.
  Command program(Probe host, String program, String database, Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                BECOME,
                "postgresql",
                host.scratch().resolve("pgpass"),
                program,
                "-w",
                "-d",
                connection(database)));
    all.addAll(List.of(words));
    return Command.of(all).with("RN_PASS", password()).with("LC_MESSAGES", "C");
  }

  /// A line of a password file.
  private Text password() {
    return loginPassword
        .filter(secret -> !secret.isEmpty())
        .map(
            secret ->
                secret.text(word -> "*:*:*:*:" + word.replace("\\", "\\\\").replace(":", "\\:")))
        .orElseGet(() -> Text.of("", Marks.NONE));
  }

  private String connection(String database) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("dbname", database);
    loginUser.ifPresent(user -> words.put("user", user));
    loginPort.ifPresent(port -> words.put("port", Integer.toString(port)));
    String host =
        loginHost.isEmpty() || loginHost.equals("localhost") ? loginUnixSocket : loginHost;
    words.put("host", host.isEmpty() ? loginHost : host);
    words.put(
        "sslmode",
        sslMode == SslMode.VERIFY_CA
            ? "verify-ca"
            : sslMode == SslMode.VERIFY_FULL
                ? "verify-full"
                : sslMode.name().toLowerCase(java.util.Locale.ROOT));
    caCert.ifPresent(path -> words.put("sslrootcert", path));
    sslCert.ifPresent(path -> words.put("sslcert", path.text()));
    sslKey.ifPresent(path -> words.put("sslkey", path.text()));
    connectParams.forEach((name, value) -> words.put(name, Sql.plain(value.value())));
    StringBuilder text = new StringBuilder();
    words.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            text.append(name)
                .append("='")
                .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                .append("' ");
          }
        });
    return text.toString().strip();
  }

  /// Statements of which all take effect or none.
  Plan.Changes together(Probe host, String database, String title, List<String> statements) {
    String text = String.join(";\n", statements);
    String all = statements.size() == 1 ? text + ";\n" : "BEGIN;\n" + text + ";\nCOMMIT;\n";
    return Plan.changes(Step.run(title, sql(host, database, Content.of(all))))
        .predicting("queries", statements);
  }

  /// Whether the server doesn't let us in, or doesn't answer.
  static boolean unconnected(Output output) {
    return output.exit() == NO_SERVER;
  }

  /// The server doesn't let us in, doesn't answer, or doesn't take the question.
  static Plan.Refused unanswered(Output output) {
    return output.exit() == STATEMENT_FAILED
        ? Plan.refuse(Sql.complaint(output), "Check the names that the task gives.")
        : silent(output);
  }

  /// What a statement that failed is told by, where `psql` got so far at all.
  static Plan.Refused notDone(Output output) {
    return unconnected(output)
        ? silent(output)
        : Plan.refuse("Cannot execute SQL: " + Sql.complaint(output), "");
  }

  /// A statement that failed, and what the server said of it.
  static Plan.Refused turnedDown(String statement, Output output) {
    return unconnected(output)
        ? silent(output)
        : Plan.refuse(
            "Cannot execute SQL '%s': %s".formatted(statement, Sql.error(output)),
            "Check the names that the task gives.");
  }

  /// All that psql says: what it tried stands before what may be the cause.
  static String said(Output output) {
    String text =
        output
            .err()
            .replaceFirst("^psql: (error: )?", "")
            .replaceFirst("(?m)^password retrieved from file .*$", "")
            .strip();
    return text.isEmpty() ? output.lastWords() : text;
  }

  /// The server doesn't let us in, or doesn't answer.
  private static Plan.Refused silent(Output output) {
    return Plan.refuse(
        "unable to connect to database: " + said(output),
        "Become the user that the server trusts (become_user: postgres), or give login_host and"
            + " login_password.");
  }
}
