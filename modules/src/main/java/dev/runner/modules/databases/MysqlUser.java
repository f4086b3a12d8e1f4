package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to an account of a MySQL or MariaDB server.
@Describe(
    summary = "Make, change or remove an account of MySQL or MariaDB, and its privileges.",
    description =
        """
        A password is compared with what the server keeps, where that can be computed
        (`mysql_native_password`); else by logging in with it. It reaches the server through the
        client's standard input.
        """,
    since = "0.1",
    collection = "community.mysql",
    aliases = {"ansible.mysql.mysql_user", "ansible.mariadb.mariadb_user"},
    example =
        """
        - name: make the account of the site
          mysql_user:
            name: site
            password: "{{ db_password }}"
            priv: "site.*:ALL"
        """,
    returns = {
      @Describe.Returned(name = "user", value = "The account's name."),
      @Describe.Returned(name = "msg", value = "What was done."),
      @Describe.Returned(
          name = "password_changed",
          value = "Whether the password is another than before.")
    })
public record MysqlUser(
    @Param("Name of the account.") String name,
    @Param("Its password, or the hash of it if encrypted is set.") Optional<Secret> password,
    @Param(value = "Whether password is a hash as the server keeps it.", byDefault = "false")
        boolean encrypted,
    @Param(value = "From where the account may come.", byDefault = "localhost") String host,
    @Param(
            value = "Whether all accounts of that name are meant, wherever they come from.",
            byDefault = "false")
        boolean hostAll,
    @Param("Privileges: db.table:SELECT,INSERT/other.*:ALL, or a mapping.") Optional<Value> priv,
    @Param(value = "Whether privileges that aren't named are kept.", byDefault = "false")
        boolean appendPrivs,
    @Param(value = "Whether the privileges named are taken away.", byDefault = "false")
        boolean subtractPrivs,
    @Param(
            value = "Whether names of columns in priv differ by the case of their letters.",
            byDefault = "true")
        boolean columnCaseSensitive,
    @Param(value = "Whether the account is to be there.", byDefault = "present") State state,
    @Param(
            value = "When the password is set: always, or only for a new account.",
            byDefault = "always")
        Update updatePassword,
    @Param("Plugin that authenticates the account, instead of a password.") Optional<String> plugin,
    @Param("What the plugin keeps of the account, as a hash.") Optional<Secret> pluginHashString,
    @Param("What the plugin is told of the account.") Optional<Secret> pluginAuthString,
    @Param("Requirements for TLS: SSL, X509, or SUBJECT, ISSUER and CIPHER with their values.")
        Map<String, Value> tlsRequires,
    @Param("Limits, such as MAX_QUERIES_PER_HOUR.") Map<String, Integer> resourceLimits,
    @Param(
            value = "Whether root without a password is tried before the login.",
            byDefault = "false")
        boolean checkImplicitAdmin,
    @Param(value = "Whether statements go to the binary log.", byDefault = "true")
        boolean sqlLogBin,
    @Spread MysqlLogin login)
    implements TaskModule {

  /// Whether the account is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// When a password is set.
  public enum Update {
    ALWAYS,
    ON_CREATE,
    ON_NEW_USERNAME
  }

  public MysqlUser {
    tlsRequires = new LinkedHashMap<>(tlsRequires);
    resourceLimits = new LinkedHashMap<>(resourceLimits);
    if (appendPrivs && subtractPrivs) {
      throw BadParameter.exclusive("append_privs", "subtract_privs");
    }
    if (plugin.isPresent() && password.isPresent()) {
      throw BadParameter.exclusive("password", "plugin");
    }
    if (encrypted && password.isEmpty()) {
      throw new BadParameter("encrypted", "a hash in password belongs to encrypted");
    }
    resourceLimits
        .keySet()
        .forEach(
            limit -> {
              if (!limit.matches("(?i)MAX_[A-Z_]+")) {
                throw new BadParameter("resource_limits", "'%s' is no limit".formatted(limit));
              }
            });
    wanted(priv);
  }

  /// The privileges that are asked for.
  Optional<Grants> grants() {
    return wanted(priv).map(this::named);
  }

  /// These privileges, by the names of columns that the task tells apart.
  Grants named(Grants grants) {
    return columnCaseSensitive ? grants : grants.inCapitals();
  }

  private static Optional<Grants> wanted(Optional<Value> given) {
    if (given.isEmpty() || given.get().value() == None.NONE) {
      return Optional.empty();
    }
    Object value = given.get().value();
    try {
      if (Text.isText(value)) {
        return Optional.of(Grants.parse(Sql.plain(value)));
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, String> entries = new LinkedHashMap<>();
        map.forEach(
            (target, words) ->
                entries.put(
                    Sql.plain(target),
                    words instanceof List<?> list
                        ? String.join(",", list.stream().map(Sql::plain).toList())
                        : Sql.plain(words)));
        return Optional.of(Grants.of(entries));
      }
    } catch (IllegalArgumentException e) {
      throw new BadParameter("priv", String.valueOf(e.getMessage()));
    }
    throw new BadParameter("priv", "priv is text or a mapping");
  }

  @Override
  public Plan plan(Probe probe) {
    return new MysqlAccounts(this).plan(probe);
  }
}
