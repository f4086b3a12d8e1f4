package dev.runner.modules.databases;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a server says of the accounts of one name, all of it asked in one question.
///
/// @param by the login that it let in
/// @param hosts from where accounts of that name may come
/// @param accounts those that are meant, by host
/// @param entered whether the account's password lets in; false if that wasn't tried
record MysqlLook(
    MysqlLogin by,
    Output output,
    boolean mariaDb,
    List<String> hosts,
    Map<String, Account> accounts,
    boolean entered) {
  private static final String MARK = "#runner";
  private static final String ENTERED = "#entered";
  private static final String IMPLICIT = "#implicit";

  /// An account.
  ///
  /// @param made how it would be made again
  record Account(String made, Grants grants) {
    MysqlIdentity identity() {
      return MysqlIdentity.of(made);
    }
  }

  /// Asks `$1`, then the statements that `$2` selects: by the login that is tried first, if there
  /// is one and the server lets it in. Then tries the account's own login, where it is wanted,
  /// unless what the server keeps of the password says enough. The statements need backslashes that
  /// escape, which not every server's mode has.
  private static final String ASK =
      """
      rn_first=$RN_FIRST rn_other=$RN_OTHER rn_hash=$RN_HASH
      unset RN_FIRST RN_OTHER RN_HASH
      plain="SET SESSION sql_mode='';"
      keep() { (umask 077; printf '%s\\n' "$2" >"$1"); }
      c() { o=$1; shift; "$q" --defaults-file="$o" --batch --skip-column-names "$@"; }
      ask() {
        c "$1" -e "$plain $2" >"$f.hosts" &&
          { echo "$plain"; c "$1" --raw -e "$plain $3"; } >"$f.sql" && c "$1" <"$f.sql" >"$f.out"
      }
      if [ -n "$rn_first" ] && keep "$f.first" "$rn_first" && ask "$f.first" "$@" 2>/dev/null; then
        echo '#implicit'
      else
        ask "$f" "$@" || exit 1
      fi
      cat "$f.hosts" "$f.out"
      [ -n "$rn_other" ] || exit 0
      unclear=
      while IFS= read -r line; do
        case $line in
        *"'$rn_hash'"* | *mysql_native_password* | *'IDENTIFIED BY PASSWORD'*) ;;
        *IDENTIFIED*) unclear=1 ;;
        esac
      done <"$f.out"
      [ -n "$unclear" ] || exit 0
      keep "$f.other" "$rn_other" || exit 1
      if c "$f.other" -e 'SELECT 1' >/dev/null 2>&1; then echo '#entered'; fi
      """;

  /// Puts the question, by root's login without a password if that is to be tried first.
  static Pending<MysqlLook> later(Probe host, MysqlUser task) {
    String named = "FROM mysql.user WHERE User = " + Sql.text(task.name());
    boolean all = task.hostAll() || task.updatePassword() == MysqlUser.Update.ON_NEW_USERNAME;
    String only = all ? "" : " AND Host = " + Sql.text(task.host());
    String account = "QUOTE(User), '@', QUOTE(Host)";
    StringBuilder session = new StringBuilder();
    task.session().forEach(statement -> session.append(statement).append("; "));
    String hosts =
        "%sSELECT VERSION(); SELECT Host %s; SELECT '%s'".formatted(session, named, MARK);
    String accounts =
        "SELECT CONCAT('SELECT ', QUOTE(Host), ';\\nSHOW CREATE USER ', %s, ';\\nSELECT \\'%s\\';\\nSHOW GRANTS FOR ', %s, ';\\nSELECT \\'%s\\';') %s%s"
            .formatted(account, MARK, account, MARK, named, only);
    MysqlLogin implicit = task.login().as("root", Optional.empty());
    Command command = other(task.login().client(host, ASK, hosts, accounts), task);
    Pending<Output> output =
        host.lookLater(
            task.checkImplicitAdmin()
                ? command.with("RN_FIRST", implicit.options())
                : command.with("RN_FIRST", ""));
    return () -> read(task.login(), implicit, output.get());
  }

  private static Command other(Command command, MysqlUser task) {
    Optional<Secret> password = task.secret().filter(secret -> !secret.isEmpty());
    boolean compares =
        !task.encrypted()
            && task.state() == MysqlUser.State.PRESENT
            && task.updatePassword() == MysqlUser.Update.ALWAYS;
    return password
        .filter(_ -> compares)
        .map(
            secret ->
                command
                    .with("RN_OTHER", task.login().as(task.name(), password).options())
                    .with("RN_HASH", secret.text(MysqlIdentity::hashed)))
        .orElse(command.with("RN_OTHER", ""));
  }

  private static MysqlLook read(MysqlLogin given, MysqlLogin implicit, Output output) {
    List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    MysqlLogin by = given;
    boolean entered = false;
    for (List<String> row : Sql.rows(output.out())) {
      if (row.getFirst().equals(MARK)) {
        parts.add(new ArrayList<>());
      } else if (row.getFirst().equals(ENTERED)) {
        entered = true;
      } else if (row.getFirst().equals(IMPLICIT)) {
        by = implicit;
      } else {
        parts.getLast().add(row.getLast());
      }
    }
    List<String> first = parts.getFirst();
    String version = first.isEmpty() ? "" : first.getFirst().toLowerCase(Locale.ROOT);
    return new MysqlLook(
        by,
        output,
        version.contains("mariadb"),
        List.copyOf(first.subList(Math.min(1, first.size()), first.size())),
        accounts(parts),
        entered);
  }

  /// Behind the first part two for each account: its host, quoted, and how it is made; its grants.
  private static Map<String, Account> accounts(List<List<String>> parts) {
    Map<String, Account> accounts = new LinkedHashMap<>();
    for (int at = 1; at + 1 < parts.size(); at += 2) {
      List<String> made = parts.get(at);
      accounts.put(
          made.getFirst(),
          new Account(
              String.join("\n", made.subList(1, made.size())), Grants.shown(parts.get(at + 1))));
    }
    return accounts;
  }

  /// How all accounts of that name show who they are, if they do it in one way.
  Optional<MysqlIdentity> onlyIdentity() {
    List<MysqlIdentity> all =
        accounts.values().stream().map(Account::identity).distinct().limit(2).toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// Whether the server let us in and told what was asked.
  boolean answered() {
    return output.ok();
  }
}
