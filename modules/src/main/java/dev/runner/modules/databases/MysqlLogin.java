package dev.runner.modules.databases;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to reach a MySQL or MariaDB server, and as whom. The client reads it from a file that only
/// the task's user can read.
public record MysqlLogin(
    @Param("User of the server; whoever the client takes if left out.") Optional<String> loginUser,
    @Param("Password of that user.") Optional<Secret> loginPassword,
    @Param(value = "Where the server runs.", byDefault = "localhost") String loginHost,
    @Param(value = "Port of the server.", byDefault = "3306") int loginPort,
    @Param("Unix socket of the server.") Optional<RemotePath> loginUnixSocket,
    @Param(value = "Seconds to wait for a connection.", byDefault = "30") int connectTimeout,
    @Param(
            value = "Option file on the host that is read too, if it is there.",
            byDefault = "~/.my.cnf")
        RemotePath configFile,
    @Param(
            value = "Certificates of those who may vouch for the server, on the host.",
            aliases = "ssl_ca")
        Optional<RemotePath> caCert,
    @Param(value = "Certificate that says who asks, on the host.", aliases = "ssl_cert")
        Optional<RemotePath> clientCert,
    @Param(value = "Key of that certificate, on the host.", aliases = "ssl_key")
        Optional<RemotePath> clientKey,
    @Param("Whether the server's name is compared with its certificate.")
        Optional<Boolean> checkHostname) {

  /// Writes the option file, then becomes the first of the programs that is there.
  private static final String BECOME =
      """
      f=$1 c=$2 p=$3
      shift 3
      for q in $p; do command -v "$q" >/dev/null 2>&1 && break; done
      case $c in '~/'*) c=$HOME/${c#'~/'} ;; esac
      (umask 077; { [ ! -r "$c" ] || printf '!include %s\\n' "$c"; printf '%s\\n' "$RN_CNF"; } >"$f") || exit 1
      unset RN_CNF
      """;

  /// An option file that isn't there: only the login itself counts.
  private static final RemotePath NO_FILE = RemotePath.of("/nonexistent");

  private static final String CLIENTS = "mariadb mysql";
  private static final String DUMPERS = "mariadb-dump mysqldump";

  /// The same with the server that an option file names in its section `[client]`, as far as it
  /// does.
  MysqlLogin at(Content options) {
    Map<String, String> client = new HashMap<>();
    String section = "";
    for (String line : options.lenientText().lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[client]") && line.contains("=")) {
        int equals = line.indexOf('=');
        String value = line.substring(equals + 1).strip();
        client.put(line.substring(0, equals).strip(), value.replaceFirst("^([\"'])(.*)\\1$", "$2"));
      }
    }
    String port = client.getOrDefault("port", "");
    return new MysqlLogin(
        loginUser,
        loginPassword,
        client.getOrDefault("host", loginHost),
        port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : loginPort,
        Optional.ofNullable(client.get("socket")).map(RemotePath::of).or(() -> loginUnixSocket),
        connectTimeout,
        configFile,
        caCert,
        clientCert,
        clientKey,
        checkHostname);
  }

  /// The option file, if the task names one.
  Optional<RemotePath> ownFile() {
    return Optional.of(configFile).filter(file -> !file.text().equals("~/.my.cnf"));
  }

  /// The client, reading statements.
  Command sql(Probe host, Content statements, Object... words) {
    return program(host, CLIENTS, "exec \"$q\" --defaults-file=\"$f\" \"$@\"", words)
        .reading(statements);
  }

  /// A question of statements; rows come one a line, columns between tabs.
  Output ask(Probe host, String statements, Object... words) {
    List<Object> all = new ArrayList<>(List.of("--batch", "--skip-column-names"));
    all.addAll(List.of(words));
    return host.look(sql(host, Content.of(statements), all.toArray()));
  }

  /// The client within a script, as `"$q" --defaults-file="$f"`.
  ///
  /// @param words become `$@`
  Command client(Probe host, String script, Object... words) {
    return program(host, CLIENTS, script, words);
  }

  /// The program that dumps, likewise.
  Command dumper(Probe host, String script, Object... words) {
    return program(host, DUMPERS, script, words);
  }

  private Command program(Probe host, String programs, String script, Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of("sh", "-c", BECOME + script, "mysql", host.scratch().resolve("my.cnf")));
    all.add(configFile);
    all.add(programs);
    all.addAll(List.of(words));
    return Command.of(all).with("RN_CNF", options());
  }

  /// The same server and nothing else but this user.
  MysqlLogin as(String user, Optional<Secret> password) {
    return new MysqlLogin(
        Optional.of(user),
        password,
        loginHost,
        loginPort,
        loginUnixSocket,
        connectTimeout,
        NO_FILE,
        caCert,
        clientCert,
        clientKey,
        checkHostname);
  }

  /// What the client reads.
  Text options() {
    StringBuilder text = new StringBuilder("[client]\n");
    loginUser.ifPresent(user -> line(text, "user", user));
    boolean local = loginHost.equals("localhost");
    if (!local || loginPort != 3306) {
      line(text, "host", loginHost);
      line(text, "port", Integer.toString(loginPort));
      text.append("protocol=tcp\n");
    }
    path(text, "socket", loginUnixSocket);
    path(text, "ssl-ca", caCert);
    path(text, "ssl-cert", clientCert);
    path(text, "ssl-key", clientKey);
    checkHostname.ifPresent(check -> line(text, "loose-ssl-verify-server-cert", check ? "1" : "0"));
    String client = "[mysql]\nconnect-timeout=%d\n".formatted(connectTimeout);
    return loginPassword
        .map(secret -> secret.text(word -> text + "password=\"" + escaped(word) + "\"\n" + client))
        .orElseGet(() -> Text.of(text + client, Marks.NONE));
  }

  private static void path(StringBuilder text, String name, Optional<RemotePath> path) {
    path.ifPresent(at -> line(text, name, at.text()));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append("=\"").append(escaped(value)).append("\"\n");
  }

  /// As option files of MySQL write it.
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  /// MariaDB's clients speak of a server where MySQL's, and scripts that read them, have a MySQL
  /// server.
  private static String named(String complaint) {
    return complaint
        .replace("Unknown server host", "Unknown MySQL server host")
        .replace("connect to server on", "connect to MySQL server on");
  }

  /// The server doesn't let us in, or doesn't answer.
  static Plan.Refused silent(Output output) {
    return Plan.refuse(
        "unable to connect to database, check login_user and login_password are correct or the"
            + " config_file has the credentials: "
            + named(output.lastWords()),
        "The login is that of the client on the host.");
  }
}
