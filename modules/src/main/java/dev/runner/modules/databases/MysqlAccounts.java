package dev.runner.modules.databases;

import dev.runner.module.Content;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.modules.files.ChecksumAlgorithm;
import dev.runner.modules.files.Digests;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The accounts of one name, as a server has them and as a task wants them.
final class MysqlAccounts {
  private final MysqlUser task;

  MysqlAccounts(MysqlUser task) {
    this.task = task;
  }

  /// Statements, of which some may hold a secret.
  private static final class Statements {
    private final StringBuilder text = new StringBuilder();
    private boolean secret;

    void add(String statement) {
      text.append(statement).append(";\n");
    }

    void add(Text statement) {
      secret |= statement.isSecret();
      add(statement.value());
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    Content content(boolean logged) {
      String first = Sql.BACKSLASHES_ESCAPE + ";\n" + (logged ? "" : "SET SQL_LOG_BIN=0;\n");
      Content content = Content.of(first + text);
      return secret ? content.asSecret() : content;
    }
  }

  Plan plan(Probe host) {
    MysqlLook look = MysqlLook.later(host, task).get();
    if (!look.answered()) {
      return MysqlLogin.silent(look.output());
    }
    List<String> meant = task.hostAll() ? look.hosts() : List.of(task.host());
    return task.state() == MysqlUser.State.ABSENT
        ? absent(host, look, meant.stream().filter(look.hosts()::contains).toList())
        : present(host, look, meant);
  }

  private String account(String from) {
    return "%s@%s".formatted(Sql.text(task.name()), Sql.text(from));
  }

  private Plan absent(Probe host, MysqlLook look, List<String> there) {
    if (there.isEmpty()) {
      return Plan.unchanged("User doesn't exist")
          .with("user", task.name())
          .with("msg", "User doesn't exist");
    }
    Statements statements = new Statements();
    there.forEach(from -> statements.add("DROP USER " + account(from)));
    return changes(host, look, statements, "User deleted", false);
  }

  private Plan changes(
      Probe host, MysqlLook look, Statements statements, String message, boolean password) {
    String title = "%s: %s".formatted(message, task.name());
    return Plan.changes(Step.run(title, look.by().sql(host, statements.content(task.sqlLogBin()))))
        .predicting("user", task.name())
        .predicting("password_changed", password)
        .predicting("msg", message);
  }

  private Plan present(Probe host, MysqlLook look, List<String> meant) {
    Statements statements = new Statements();
    List<String> said = new ArrayList<>();
    boolean password = false;
    for (String from : meant) {
      MysqlLook.Account account = look.accounts().get(from);
      if (account == null) {
        boolean sets =
            task.updatePassword() != MysqlUser.Update.ON_NEW_USERNAME || look.hosts().isEmpty();
        statements.add(made(from, look.mariaDb(), sets));
        task.grants()
            .filter(wanted -> !task.subtractPrivs())
            .ifPresent(wanted -> wanted.granting(account(from)).forEach(statements::add));
        said.add("User added");
        password |= sets && task.password().isPresent();
      } else {
        if (changesPassword(look, account)) {
          statements.add(identified(look.mariaDb()).apply("ALTER USER " + account(from)));
          said.add("Password updated (new style)");
          password = true;
        }
        if (limits(statements, from, account)) {
          said.add("Requirements updated");
        }
        if (privileges(statements, from, task.named(account.grants()))) {
          said.add("Privileges updated");
        }
      }
    }
    String message = said.stream().distinct().collect(Collectors.joining(", "));
    return statements.isEmpty()
        ? Plan.unchanged("User unchanged")
            .with("user", task.name())
            .with("password_changed", false)
            .with("msg", "User unchanged")
        : changes(host, look, statements, message, password);
  }

  private Text made(String from, boolean mariaDb, boolean sets) {
    String start = "CREATE USER " + account(from);
    Text text = sets ? identified(mariaDb).apply(start) : Text.of(start, Marks.NONE);
    String rest = requirements() + with();
    return Text.of(text.value() + rest, text.marks());
  }

  /// Adds to a statement how the account shows who it is.
  private java.util.function.Function<String, Text> identified(boolean mariaDb) {
    return start -> {
      if (task.plugin().isPresent()) {
        return plugin(start, mariaDb);
      } else if (task.password().isEmpty()) {
        return Text.of(start, Marks.NONE);
      }
      String how =
          !task.encrypted()
              ? " IDENTIFIED BY "
              : mariaDb ? " IDENTIFIED BY PASSWORD " : " IDENTIFIED WITH mysql_native_password AS ";
      return task.password().get().text(word -> start + how + Sql.text(word));
    };
  }

  private Text plugin(String start, boolean mariaDb) {
    String how = start + (mariaDb ? " IDENTIFIED VIA " : " IDENTIFIED WITH ") + task.plugin().get();
    Optional<Secret> hash = task.pluginHashString();
    Optional<Secret> auth = task.pluginAuthString();
    if (hash.isPresent()) {
      return hash.get().text(word -> how + (mariaDb ? " USING " : " AS ") + Sql.text(word));
    }
    return auth.map(
            secret ->
                secret.text(
                    word ->
                        how
                            + (mariaDb
                                ? " USING PASSWORD(" + Sql.text(word) + ")"
                                : " BY " + Sql.text(word))))
        .orElseGet(() -> Text.of(how, Marks.NONE));
  }

  private boolean changesPassword(MysqlLook look, MysqlLook.Account account) {
    if (task.plugin().isPresent()) {
      return !account
          .made()
          .toLowerCase(Locale.ROOT)
          .contains(task.plugin().get().toLowerCase(Locale.ROOT));
    }
    if (task.password().isEmpty() || task.updatePassword() != MysqlUser.Update.ALWAYS) {
      return false;
    }
    Secret password = task.password().get();
    Text hash = task.encrypted() ? password.text(it -> it) : password.text(MysqlAccounts::hashed);
    return !account.made().contains("'" + hash.value() + "'")
        && !(look.entered() && account.isKnownByLogin());
  }

  /// What `mysql_native_password` keeps: the SHA-1 of the SHA-1.
  static String hashed(String password) {
    if (password.isEmpty()) {
      return "";
    }
    String once =
        Digests.of(ChecksumAlgorithm.SHA1, Content.of(password.getBytes(StandardCharsets.UTF_8)));
    String twice = Digests.of(ChecksumAlgorithm.SHA1, Content.of(HexFormat.of().parseHex(once)));
    return "*" + twice.toUpperCase(Locale.ROOT);
  }

  private boolean privileges(Statements statements, String from, Grants now) {
    if (task.grants().isEmpty()) {
      return false;
    }
    Grants wanted = task.grants().get();
    List<String> all = new ArrayList<>();
    if (task.subtractPrivs()) {
      all.addAll(now.shared(wanted).revoking(account(from)));
    } else {
      Grants gone = task.appendPrivs() ? Grants.NONE : now.beyond(wanted);
      all.addAll(gone.revoking(account(from)));
      all.addAll(now.without(gone).missing(wanted).granting(account(from)));
    }
    all.forEach(statements::add);
    return !all.isEmpty();
  }

  private boolean limits(Statements statements, String from, MysqlLook.Account account) {
    String made = account.made().toUpperCase(Locale.ROOT);
    boolean tls =
        !task.tlsRequires().isEmpty()
            && !made.contains(requirements().strip().toUpperCase(Locale.ROOT));
    boolean resources =
        task.resourceLimits().entrySet().stream()
            .anyMatch(
                limit ->
                    !made.matches(
                        "(?s).*\\b%s %d\\b.*"
                            .formatted(limit.getKey().toUpperCase(Locale.ROOT), limit.getValue())));
    if (tls || resources) {
      statements.add("ALTER USER " + account(from) + requirements() + with());
    }
    return tls || resources;
  }

  private String requirements() {
    List<String> words = new ArrayList<>();
    task.tlsRequires()
        .forEach(
            (name, value) -> {
              String word = name.toUpperCase(Locale.ROOT);
              switch (word) {
                case "SSL", "X509", "NONE" -> words.add(word);
                default -> words.add(word + " " + Sql.text(Sql.plain(value.value())));
              }
            });
    return words.isEmpty() ? "" : " REQUIRE " + String.join(" AND ", words);
  }

  private String with() {
    List<String> words = new ArrayList<>();
    task.resourceLimits()
        .forEach((name, value) -> words.add(name.toUpperCase(Locale.ROOT) + " " + value));
    return words.isEmpty() ? "" : " WITH " + String.join(" ", words);
  }
}
