package dev.runner.modules.databases;

import dev.runner.module.Content;
import dev.runner.modules.files.ChecksumAlgorithm;
import dev.runner.modules.files.Digests;
import dev.runner.values.crypt.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an account shows who it is, as `SHOW CREATE USER` says it.
///
/// @param clause of a statement that makes the account, from IDENTIFIED on; empty without any
/// @param plugin the first that is asked
/// @param hash what that keeps; empty if nothing
record MysqlIdentity(String clause, String plugin, String hash) {
  /// The plugin of those who have a password and name none.
  static final String NATIVE = "mysql_native_password";

  /// Hashes that [#NATIVE] keeps: of MySQL 4.1 and later, and older ones.
  private static final Pattern HASH = Pattern.compile("\\*[0-9A-Fa-f]{40}|[0-9A-Fa-f]{16}");

  private static final String TEXT = "'((?:[^'\\\\]|\\\\.|'')*)'";
  private static final Pattern CLAUSE =
      Pattern.compile(
          "IDENTIFIED (?:BY PASSWORD %1$s|(?:VIA|WITH) ['`]?(\\w+)['`]?(?: (?:USING|AS) %1$s)?(?: OR ['`]?\\w+['`]?(?: USING %1$s)?)*)"
              .formatted(TEXT));

  /// @param made the statement that makes an account
  static MysqlIdentity of(String made) {
    Matcher found = CLAUSE.matcher(made);
    if (!found.find()) {
      return new MysqlIdentity("", NATIVE, "");
    }
    boolean named = found.group(2) != null;
    String hash = named ? found.group(3) : found.group(1);
    return new MysqlIdentity(
        found.group(), named ? found.group(2) : NATIVE, hash == null ? "" : hash);
  }

  /// Whether this plugin is asked, first or later.
  boolean asks(String name) {
    return plugin.equalsIgnoreCase(name)
        || clause.toLowerCase(Locale.ROOT).contains(" or " + name.toLowerCase(Locale.ROOT));
  }

  /// Whether a text looks like what [#NATIVE] keeps.
  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
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

  /// What `sha256_password` and `caching_sha2_password` keep.
  ///
  /// @param salt 20 characters
  static String salted(String plugin, String password, String salt) {
    String hash = PasswordHash.sha256(password.getBytes(StandardCharsets.UTF_8), salt);
    return plugin.equalsIgnoreCase("caching_sha2_password")
        ? "$A$005$" + salt + hash.substring(hash.lastIndexOf('$') + 1)
        : hash;
  }
}
