package dev.runner.modules.packages.rpm;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Adds and removes keys that rpm trusts.
@Describe(
    summary = "Add and remove keys that rpm trusts.",
    since = "0.1",
    roundTrips = 2,
    example =
        """
        - name: the key of the example project
          rpm_key:
            key: https://rpm.example.org/key.asc
            fingerprint: EBC6 E12C 62B1 C734 026B 2122 A20E 5214 6B8D 79E6
        """)
@Needs("rpm")
public record RpmKey(
    @Param("URL of the key, its file on the host, or its identity where rpm has it already.")
        String key,
    @Param(value = "Whether the key is to be trusted.", byDefault = "present") State state,
    @Param("Fingerprints, all of which the key or its subkeys must have.") List<String> fingerprint,
    @Param(value = "Whether the certificate of the URL's server is checked.", byDefault = "true")
        boolean validateCerts)
    implements TaskModule {

  /// rpm reads keys from files only.
  private static final String IMPORT = "cat >\"$0/key\" && rpm --import \"$0/key\"";

  /// Whether the key is to be trusted.
  public enum State {
    ABSENT,
    PRESENT
  }

  public RpmKey {
    if (key.isBlank() || key.startsWith("-")) {
      throw new BadParameter("key", "Not a valid key " + key);
    }
  }

  @Override
  public Plan plan(Probe host) {
    Command rpm = Command.of("rpm").with("LC_ALL", "C");
    Pending<Output> version = host.lookLater(rpm.and("--version"));
    Pending<Output> trusted =
        host.lookLater(rpm.and("-q", "gpg-pubkey", "--qf", "%{description}\\n"));
    Optional<Content> content;
    if (key.contains("://")) {
      HttpReply reply = download(host);
      if (reply.status() != 200) {
        String because = reply.answered() ? "status " + reply.status() : reply.trouble();
        return Plan.refuse(
            "failed to fetch key at %s , error was: %s".formatted(key, because), "look at the URL");
      }
      content = Optional.of(reply.body());
    } else if (key.replace(" ", "").matches("(?i)(?:0x)?[0-9a-f]{8}.*")) {
      content = Optional.empty();
    } else {
      content = host.read(RemotePath.of(key));
      if (content.isEmpty()) {
        return Plan.refuse("Not a valid key " + key, "name a URL, a file or an identity");
      }
    }
    boolean newest = version.get().out().matches(".*\\b(?:[6-9]|\\d\\d)\\.\\d+\\..*");
    return plan(host.scratch(), content, PgpKeys.in(trusted.get().out()), newest);
  }

  private HttpReply download(Probe host) {
    return host.ask(new Question.Http(HttpRequest.get(key).verifying(validateCerts)));
  }

  private Plan plan(
      RemotePath scratch, Optional<Content> content, List<PgpKeys.Key> trusted, boolean newest) {
    List<PgpKeys.Key> given = PgpKeys.in(content.map(Content::lenientText).orElse(""));
    if (content.isPresent() && given.isEmpty()) {
      return Plan.refuse("Not a public key: " + key, "look what is there");
    }
    String id =
        given.isEmpty()
            ? key.replace(" ", "").toUpperCase(Locale.ROOT).replaceFirst("^0X", "")
            : given.getFirst().id();
    List<PgpKeys.Key> found = trusted.stream().filter(each -> each.is(id)).toList();
    if (found.isEmpty() != (state == State.PRESENT)) {
      return Plan.unchanged(found.isEmpty() ? "the key isn't trusted" : "the key is trusted");
    }
    return state == State.PRESENT ? add(scratch, content, given, id) : remove(found, newest);
  }

  private Plan add(
      RemotePath scratch, Optional<Content> content, List<PgpKeys.Key> given, String id) {
    if (content.isEmpty()) {
      return Plan.refuse(
          "When importing a key, a valid file must be given", "name its URL or its file");
    }
    List<String> prints = given.stream().map(PgpKeys.Key::fingerprint).toList();
    List<String> wanted =
        fingerprint.stream().map(each -> each.replace(" ", "").toUpperCase(Locale.ROOT)).toList();
    if (!prints.containsAll(wanted)) {
      return Plan.refuse(
          "The specified fingerprint, '%s', does not match any key fingerprints in '%s'"
              .formatted(wanted, prints),
          "make sure that the key is whose it should be");
    }
    Command command =
        key.contains("://")
            ? Command.of("sh", "-c", IMPORT, scratch).reading(content.get())
            : Command.of("rpm", "--import", key);
    return Plan.changes(Step.run("trust the key " + id, command));
  }

  private static Plan remove(List<PgpKeys.Key> found, boolean newest) {
    PgpKeys.Key first = found.getFirst();
    Command command =
        newest
            ? Command.of("rpmkeys", "--delete", first.fingerprint())
            : Command.of(
                "rpm",
                "--erase",
                "--allmatches",
                "gpg-pubkey-" + first.id().substring(8).toLowerCase(Locale.ROOT));
    return Plan.changes(Step.run("trust the key %s no more".formatted(first.id()), command));
  }
}
