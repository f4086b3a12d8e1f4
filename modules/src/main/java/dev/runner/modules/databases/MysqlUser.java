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
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
          value = "Whether the password is another than before."),
      @Describe.Returned(
          name = "attributes",
          value = "The account's attributes; null for a new one without any.")
    })
public record MysqlUser(
    @Param(value = "Name of the account.", aliases = "user") String name,
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
    @Param("Salt of what the plugin keeps, 20 characters: with it, the password is compared.")
        Optional<String> salt,
    @Param("Requirements for TLS: SSL, X509, or SUBJECT, ISSUER and CIPHER with their values.")
        Map<String, Value> tlsRequires,
    @Param("Limits, such as MAX_QUERIES_PER_HOUR.") Map<String, Integer> resourceLimits,
    @Param("Whether nobody can log in as the account; as it is if left out.")
        Optional<Boolean> locked,
    @Param("When the password expires.") Optional<Expiry> passwordExpire,
    @Param("After how many days it expires.") Optional<Integer> passwordExpireInterval,
    @Param("Attributes that MySQL 8 keeps of the account; null removes one.")
        Map<String, Value> attributes,
    @Param("Variables of the session to set first.") Map<String, Value> sessionVars,
    @Param(
            value =
                "Whether statements are made in the database mysql, for filters of replication.",
            byDefault = "false")
        boolean forceContext,
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

  /// When a password expires.
  public enum Expiry {
    NOW,
    NEVER,
    DEFAULT,
    INTERVAL
  }

  /// What certificates can be asked for, with their values.
  static final Set<String> DETAILS = Set.of("SUBJECT", "ISSUER", "CIPHER");

  private static final Set<String> TLS =
      Set.of("SSL", "X509", "NONE", "SUBJECT", "ISSUER", "CIPHER");
  private static final Set<String> LIMITS =
      Set.of(
          "MAX_QUERIES_PER_HOUR",
          "MAX_UPDATES_PER_HOUR",
          "MAX_CONNECTIONS_PER_HOUR",
          "MAX_USER_CONNECTIONS",
          "MAX_STATEMENT_TIME");
  private static final Set<String> SALTED = Set.of("caching_sha2_password", "sha256_password");

  public MysqlUser {
    tlsRequires = new LinkedHashMap<>(tlsRequires);
    resourceLimits = new LinkedHashMap<>(resourceLimits);
    attributes = new LinkedHashMap<>(attributes);
    sessionVars = new LinkedHashMap<>(sessionVars);
    if (appendPrivs && subtractPrivs) {
      throw BadParameter.exclusive("append_privs", "subtract_privs");
    }
    if (encrypted && password.filter(hash -> !hash.isEmpty() && !isHash(hash)).isPresent()) {
      throw new BadParameter(
          "password",
          "encrypted was specified however it does not appear to be a valid hash expecting:"
              + " *SHA1(SHA1(your_password))");
    }
    among("resource_limits", resourceLimits.keySet(), LIMITS);
    among("tls_requires", tlsRequires.keySet(), TLS);
    if (tlsRequires.size() > 1 && !DETAILS.containsAll(tlsRequires.keySet())) {
      throw new BadParameter("tls_requires", "SSL, X509 and NONE stand alone in tls_requires");
    }
    if (passwordExpire.filter(Expiry.INTERVAL::equals).isPresent()
        && passwordExpireInterval.filter(days -> days > 0).isEmpty()) {
      throw new BadParameter(
          "password_expire_interval",
          "password_expire: interval needs a password_expire_interval of 1 or more days");
    }
    salt.ifPresent(characters -> checkSalt(characters, plugin, pluginAuthString));
    wanted(priv);
  }

  private static boolean isHash(Secret hash) {
    return MysqlIdentity.isHash(hash.text(it -> it).value());
  }

  private static void among(String parameter, Set<String> given, Set<String> known) {
    for (String name : given) {
      if (!known.contains(name.toUpperCase(Locale.ROOT))) {
        throw new BadParameter(
            parameter, "%s: key '%s' is unsupported.".formatted(parameter, name));
      }
    }
  }

  private static void checkSalt(
      String salt, Optional<String> plugin, Optional<Secret> authentication) {
    if (authentication.isEmpty()) {
      throw new BadParameter("salt", "salt requires plugin_auth_string");
    }
    if (salt.length() != 20 || !salt.chars().allMatch(c -> c > ' ' && c < 127 && c != '$')) {
      throw new BadParameter("salt", "salt must be 20 characters long");
    }
    if (plugin.filter(SALTED::contains).isEmpty()) {
      throw new BadParameter(
          "salt", "salt requires caching_sha2_password or sha256_password plugin");
    }
  }

  /// What the plugin is told or keeps is a password, so that logging in tells whether it is so.
  Optional<Secret> secret() {
    return password.or(
        () ->
            plugin
                .filter(name -> name.matches("(?i)mysql_native_password|ed25519|.*sha.*"))
                .flatMap(_ -> pluginAuthString)
                .filter(_ -> salt.isEmpty() && pluginHashString.isEmpty()));
  }

  /// The plugin, if that counts: a password goes before it.
  Optional<String> asked() {
    return plugin.filter(_ -> password.isEmpty());
  }

  /// The statements that begin the session.
  List<String> session() {
    List<String> statements = new ArrayList<>();
    sessionVars.forEach(
        (name, value) ->
            statements.add(
                "SET SESSION %s = %s".formatted(Sql.name(name), Sql.value(value.value()))));
    if (forceContext) {
      statements.add("USE mysql");
    }
    return statements;
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
    throw new BadParameter(
        "priv",
        "priv parameter must be str or dict but <class '%s'> was passed"
            .formatted(Python.typeName(value)));
  }

  @Override
  public Plan plan(Probe probe) {
    return new MysqlAccounts(this).plan(probe);
  }
}
