package dev.runner.modules.databases;

import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The accounts of one name, as a server has them and as a task wants them.
final class MysqlAccounts {
  /// Numbers of errors about variables of a session.
  private static final Pattern VARIABLE = Pattern.compile("ERROR 12(?:2[789]|3[0-9]) |ERROR 1193 ");

  private static final Marks SECRET = Marks.NONE.asSecret();

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

    Content content(MysqlUser task) {
      StringBuilder first = new StringBuilder(Sql.BACKSLASHES_ESCAPE + ";\n");
      first.append(task.sqlLogBin() ? "" : "SET SQL_LOG_BIN=0;\n");
      task.session().forEach(statement -> first.append(statement).append(";\n"));
      Content content = Content.of(first.append(text).toString());
      return secret ? content.asSecret() : content;
    }
  }

  Plan plan(Probe host) {
    MysqlLook look = MysqlLook.later(host, task).get();
    if (!look.answered()) {
      String complaint = Sql.complaint(look.output());
      if (VARIABLE.matcher(complaint).find()) {
        return Plan.refuse("session_vars can't be set: " + complaint, "see the server's manual");
      }
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
      return told(Plan.unchanged("User doesn't exist"), "User doesn't exist", None.NONE);
    }
    Statements statements = new Statements();
    there.forEach(from -> statements.add("DROP USER " + account(from)));
    return changes(host, look, statements, "User deleted", false, None.NONE);
  }

  private Plan told(Plan.Unchanged unchanged, String message, Object attributes) {
    return unchanged
        .with("user", task.name())
        .with("password_changed", false)
        .with("msg", message)
        .with("attributes", attributes);
  }

  private Plan changes(
      Probe host,
      MysqlLook look,
      Statements statements,
      String message,
      boolean password,
      Object attributes) {
    String title = "%s: %s".formatted(message, task.name());
    return Plan.changes(Step.run(title, look.by().sql(host, statements.content(task))).anyStatus())
        .after((outputs, now) -> ended(title, outputs.last()))
        .predicting("user", task.name())
        .predicting("password_changed", password)
        .predicting("msg", message)
        .predicting("attributes", attributes);
  }

  private Finished ended(String title, Output output) {
    if (output.ok()) {
      return Finished.changed("");
    }
    String complaint = Sql.complaint(output);
    boolean grants = output.err().lines().anyMatch(line -> line.startsWith("GRANT "));
    String message =
        grants
            ? "Error granting privileges, invalid priv string: %s, exception: %s"
                .formatted(task.grants().map(Grants::asParameter).orElse(""), complaint)
            : "%s: %s".formatted(title, complaint);
    return Finished.failed(message)
        .changedWhen(false)
        .with("rc", (long) output.exit())
        .with("stdout", output.out())
        .with("stderr", output.err());
  }

  private Plan present(Probe host, MysqlLook look, List<String> meant) {
    if (task.hostAll() && meant.isEmpty()) {
      return Plan.refuse(
          "host_all parameter cannot be used when adding a user",
          "name the host that the account may come from");
    }
    if (look.mariaDb() && !task.attributes().isEmpty()) {
      return Plan.refuse(
          "user attributes were specified but the server does not support user attributes",
          "MariaDB has none");
    }
    Statements statements = new Statements();
    List<String> said = new ArrayList<>();
    boolean password = false;
    Object attributes = None.NONE;
    for (String from : meant) {
      MysqlLook.Account account = look.accounts().get(from);
      MysqlRequirements requirements =
          new MysqlRequirements(task, account == null ? "" : account.made());
      if (account != null || !task.attributes().isEmpty()) {
        attributes = requirements.attributes();
      }
      if (account == null) {
        Optional<MysqlIdentity> other = look.onlyIdentity().filter(_ -> reuses());
        statements.add(made(from, look.mariaDb(), other, requirements));
        task.grants()
            .filter(wanted -> !task.subtractPrivs())
            .ifPresent(wanted -> wanted.granting(account(from)).forEach(statements::add));
        said.add("User added");
        password |= other.isEmpty();
      } else {
        if (changesPassword(look, account.identity())) {
          statements.add(identified(look.mariaDb()).apply("ALTER USER " + account(from)));
          said.add("Password updated (new style)");
          password = true;
        }
        requirements
            .changes()
            .forEach(
                (what, words) -> {
                  statements.add("ALTER USER " + account(from) + words);
                  said.add(what);
                });
        if (privileges(statements, from, task.named(account.grants()))) {
          said.add("Privileges updated");
        }
      }
    }
    String message = said.stream().distinct().collect(Collectors.joining(", "));
    return statements.isEmpty()
        ? told(Plan.unchanged("User unchanged"), "User unchanged", attributes)
        : changes(host, look, statements, message, password, attributes);
  }

  /// Whether a new account takes over how those of its name show who they are.
  private boolean reuses() {
    return task.updatePassword() == MysqlUser.Update.ON_NEW_USERNAME;
  }

  private Text made(
      String from, boolean mariaDb, Optional<MysqlIdentity> other, MysqlRequirements requirements) {
    String start = "CREATE USER " + account(from);
    Text text =
        other
            .map(identity -> Text.of((start + " " + identity.clause()).stripTrailing(), SECRET))
            .orElseGet(() -> identified(mariaDb).apply(start));
    return Text.of(text.value() + requirements.all(), text.marks());
  }

  /// Adds to a statement how the account shows who it is.
  private java.util.function.Function<String, Text> identified(boolean mariaDb) {
    return start -> {
      if (task.asked().isPresent()) {
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
    Optional<Secret> hash = kept();
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

  /// What the plugin is to keep, if that is known.
  private Optional<Secret> kept() {
    return task.pluginHashString().or(() -> task.salt().flatMap(this::salted));
  }

  private Optional<Secret> salted(String salt) {
    String plugin = task.plugin().orElse("");
    return task.pluginAuthString()
        .map(word -> word.text(it -> MysqlIdentity.salted(plugin, it, salt)))
        .map(text -> Secret.of(text.value()));
  }

  private boolean changesPassword(MysqlLook look, MysqlIdentity now) {
    if (task.updatePassword() != MysqlUser.Update.ALWAYS) {
      return false;
    }
    Optional<String> plugin = task.asked();
    if (plugin.isPresent() && !now.asks(plugin.get())) {
      return true;
    }
    Optional<String> hash =
        plugin.isPresent()
            ? kept().map(secret -> secret.text(it -> it).value())
            : task.password()
                .filter(secret -> task.encrypted() || secret.isEmpty())
                .map(secret -> secret.text(it -> it).value());
    if (hash.isPresent()) {
      return !hash.get().equals(now.hash());
    }
    return task.secret().isPresent()
        && !task.secret().get().text(MysqlIdentity::hashed).value().equals(now.hash())
        && (now.plugin().equals(MysqlIdentity.NATIVE) || !look.entered());
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
}
