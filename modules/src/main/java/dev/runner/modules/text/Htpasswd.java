package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Secret;
import dev.runner.values.crypt.PasswordHash;
import dev.runner.values.crypt.StoredPassword;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to a user in a file of passwords for a web server.
@Describe(
    summary = "Add users and their passwords to a file for basic authentication, or remove them.",
    description =
        """
        A password is hashed on the control machine; the host needs no `htpasswd`. One that matches
        what is in the file stays as it is, whatever scheme it was hashed by.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let ann read the statistics
          htpasswd:
            path: /etc/apache2/passwords
            name: ann
            password: "{{ stats_password }}"
            hash_scheme: bcrypt
            group: www-data
            mode: "0640"
        """,
    returns = {@Describe.Returned(name = "msg", value = "What was done, or why nothing was.")})
public record Htpasswd(
    @Param(
            value = "The file.",
            aliases = {"dest", "destfile"})
        RemotePath path,
    @Param(value = "The user.", aliases = "username") String name,
    @Param("The user's password; may be left out for a user who is there.")
        Optional<Secret> password,
    @Param(
            value =
                "How a new password is kept: apr_md5_crypt, bcrypt, md5_crypt, sha256_crypt,"
                    + " sha512_crypt, ldap_sha1 or plaintext.",
            byDefault = "apr_md5_crypt",
            aliases = "crypt_scheme")
        String hashScheme,
    @Param(value = "Whether the user is to be in the file.", byDefault = "present") State state,
    @Param(value = "Whether a file that is missing is made.", byDefault = "true") boolean create,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether a user is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Names that stand for the best that a kind of Apache knows.
  private static final Map<String, String> ALIASES =
      Map.of(
          "portable", "apr_md5_crypt",
          "portable_apache22", "apr_md5_crypt",
          "portable_apache_22", "apr_md5_crypt",
          "portable_apache24", "bcrypt",
          "portable_apache_24", "bcrypt",
          "host_apache24", "bcrypt",
          "host_apache_24", "bcrypt");

  private static final List<String> SCHEMES =
      List.of(
          "apr_md5_crypt",
          "bcrypt",
          "ldap_sha1",
          "md5_crypt",
          "plaintext",
          "sha256_crypt",
          "sha512_crypt");

  public Htpasswd {
    hashScheme = ALIASES.getOrDefault(hashScheme, hashScheme);
    if (!SCHEMES.contains(hashScheme)) {
      throw new BadParameter(
          "hash_scheme",
          "'%s' can't be made here; it is one of: %s"
              .formatted(hashScheme, String.join(", ", SCHEMES)));
    }
    if (name.isEmpty() || name.matches("(?s).*[:\\x00-\\x1f].*")) {
      throw new BadParameter(
          "name", "'%s' is no user's name: it may hold no colon".formatted(name));
    }
    if (hashScheme.equals("plaintext")
        && password.filter(word -> word.is(text -> text.matches("(?s).*[\\r\\n].*"))).isPresent()) {
      throw new BadParameter("password", "a password in plain text is one line");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Original file = Original.ask(host, path, permissions);
    if (!file.exists() && state == State.ABSENT) {
      return Plan.unchanged("there is no file " + path)
          .with("msg", name + " not present")
          .warning("%s does not exist".formatted(path));
    }
    Optional<String> missing =
        create ? Optional.empty() : Optional.of("Destination %s does not exist".formatted(path));
    return file.obstacle(missing).orElseGet(() -> labels.over(host, path, () -> edited(file)));
  }

  private Plan edited(Original file) {
    List<String> lines = lines(file.content());
    List<String> mine = lines.stream().filter(line -> line.startsWith(begin())).toList();
    boolean so =
        state == State.ABSENT
            ? mine.isEmpty()
            : mine.size() == 1
                && password.map(word -> isStored(mine.getFirst(), word)).orElse(true);
    if (!so && state == State.PRESENT && password.isEmpty()) {
      return Plan.refuse("%s isn't in %s".formatted(name, path), "Give a password.");
    }
    Content after = so ? file.content() : content(changed(lines));
    Plan plan =
        file.edit(after.asSecret(), Optional.empty(), false).plan(message(file), Map.of(), "");
    return plan instanceof Plan.Unchanged unchanged
        ? unchanged.with(
            "msg", name + (state == State.ABSENT ? " not present" : " already present"))
        : file.withDirectory(plan);
  }

  private String message(Original file) {
    if (state == State.ABSENT) {
      return "Remove " + name;
    }
    return file.exists() ? "Add/update " + name : "Created %s and added %s".formatted(path, name);
  }

  private boolean isStored(String line, Secret word) {
    String text = line.substring(begin().length());
    String stored = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return word.is(
        given -> new StoredPassword(stored).matches(given.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> changed(List<String> before) {
    List<String> lines = new ArrayList<>();
    boolean done = state == State.ABSENT;
    for (String line : before) {
      if (!line.startsWith(begin())) {
        lines.add(line);
      } else if (!done) {
        lines.add(begin() + hash());
        done = true;
      }
    }
    if (!done) {
      lines.add(begin() + hash());
    }
    return lines;
  }

  private String hash() {
    return password
        .orElseThrow()
        .text(given -> hash(given.getBytes(StandardCharsets.UTF_8)))
        .value();
  }

  private String hash(byte[] word) {
    return switch (hashScheme) {
      case "plaintext" -> new String(word, StandardCharsets.ISO_8859_1);
      case "ldap_sha1" -> StoredPassword.sha1(word).text();
      default -> new PasswordHash(hashScheme, null, 0, 0, "2y").of(word, new SecureRandom());
    };
  }

  /// What a line of the user begins with. All text is held as bytes: the file may be in any
  /// encoding.
  private String begin() {
    byte[] bytes = (name + ":").getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(Content content) {
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    return text.isEmpty() ? List.of() : List.of(text.replaceFirst("\n$", "").split("\n", -1));
  }

  private static Content content(List<String> lines) {
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    return Content.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
