package dev.runner.modules.packages.apt;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds and removes keys that apt trusts for all repositories.
@Describe(
    summary = "Add and remove keys that apt trusts for all repositories.",
    description =
        """
        apt-key is gone from new releases of Debian; `deb822_repository` gives a repository a key
        of its own. With `id`, a key that is there already isn't downloaded.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: the key of the example project
          apt_key:
            id: 36A1D7869245C8950F966E92D8576A8BA88D21E9
            url: https://apt.example.org/key.asc
        """,
    returns = {
      @Describe.Returned(name = "id", value = "The key's identity as it was given or found."),
      @Describe.Returned(name = "key_id", value = "The key's identity in upper case."),
      @Describe.Returned(name = "short_id", value = "The last 8 digits of it."),
      @Describe.Returned(name = "fp", value = "The last 16 digits of it."),
      @Describe.Returned(name = "before", value = "Keys that were trusted."),
      @Describe.Returned(name = "after", value = "Keys that are trusted, if that has changed.")
    })
@Needs({"apt-key", "gpg"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"data", "file", "keyserver", "url"})
public record AptKey(
    @Param("The key: 8, 16 or more hexadecimal digits.") Optional<String> id,
    @Param("The key itself.") Optional<Content> data,
    @Param("File on the host that holds the key.") Optional<RemotePath> file,
    @Param("File below /etc/apt/trusted.gpg.d that keeps the key.") Optional<RemotePath> keyring,
    @Param("URL of the key.") Optional<String> url,
    @Param("Server of keys that is asked for it.") Optional<String> keyserver,
    @Param(value = "Whether the key is to be trusted.", byDefault = "present") State state,
    @Param(value = "Whether the certificate of the URL's server is checked.", byDefault = "true")
        boolean validateCerts)
    implements TaskModule {

  private static final String RECEIVE =
      """
      proxy=${HTTPS_PROXY:-${https_proxy:-${HTTP_PROXY:-$http_proxy}}}
      key=$1
      shift
      for try in 1 2 3 4 5; do
        "$@" ${proxy:+--keyserver-options "http-proxy=$proxy"} --recv "$key" && exit 0
      done
      exit 2
      """;

  /// Whether the key is to be trusted.
  public enum State {
    ABSENT,
    PRESENT
  }

  public AptKey {
    long sources = Stream.of(data, file, keyserver, url).filter(Optional::isPresent).count();
    if (id.isEmpty() && keyserver.isPresent()) {
      throw new BadParameter("id", "Missing key_id, required with keyserver.");
    }
    if (keyserver.filter(text -> text.startsWith("-")).isPresent()) {
      throw new BadParameter("keyserver", "'%s' is no server".formatted(keyserver.get()));
    }
    if (id.isPresent() && KeyId.parse(id.get()).isEmpty()) {
      throw new BadParameter("id", "Invalid key_id");
    }
    if (id.isEmpty() && sources == 0) {
      throw new BadParameter("id", "Invalid key_id");
    }
  }

  @Override
  public Plan plan(Probe host) {
    if (id.isPresent()) {
      return plan(host, KeyId.parse(id.get()).orElseThrow(), data);
    }
    Optional<Content> key = data;
    if (url.isPresent()) {
      HttpReply reply = download(host);
      if (reply.status() != 200) {
        return trouble(reply);
      }
      key = Optional.of(reply.body());
    }
    Output shown = host.look(reveal(host, key));
    Optional<KeyId> found = KeyId.first(shown.out());
    return shown.ok() && found.isPresent()
        ? plan(host, found.get(), key)
        : Plan.refuse(
            "Unable to extract key from '%s'"
                .formatted(file.map(RemotePath::text).orElse("inline data")),
            "look whether that is a public key");
  }

  private HttpReply download(Probe host) {
    return host.ask(new Question.Http(HttpRequest.get(url.orElseThrow()).verifying(validateCerts)));
  }

  private Plan.Refused trouble(HttpReply reply) {
    String because = reply.answered() ? "status " + reply.status() : reply.trouble();
    return Plan.refuse(
        "Failed to download key at %s: %s".formatted(url.orElse(""), because), "look at the URL");
  }

  /// What key a file or some data holds, without touching anybody's keyring.
  private Command reveal(Probe host, Optional<Content> key) {
    Command gpg =
        Command.of("gpg", "--with-colons")
            .with("GNUPGHOME", host.scratch().text())
            .with("LC_ALL", "C");
    return key.isPresent() ? gpg.and("-").reading(key.get()) : gpg.and(file.orElseThrow());
  }

  private Command aptKey(Object... words) {
    Command command = Command.of("apt-key").with("LC_ALL", "C");
    return (keyring.isPresent() ? command.and("--keyring", keyring.get()) : command).and(words);
  }

  private Command list() {
    return aptKey("adv", "--list-public-keys", "--keyid-format=long");
  }

  private Plan plan(Probe host, KeyId key, Optional<Content> content) {
    Output listed = host.look(list());
    if (!listed.ok()) {
      return Plan.refuse("Unable to list public keys: " + listed.lastWords(), "");
    }
    List<String> before = key.listed(listed.out());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id.orElse(key.digits()));
    values.put("short_id", key.last8());
    values.put("fp", key.last16());
    values.put("key_id", key.digits());
    values.put("before", before);
    boolean present = state == State.PRESENT;
    if (key.isAmong(before) == present) {
      return Plan.unchanged(present ? "the key is trusted" : "the key isn't trusted")
          .withAll(values);
    }
    return present ? add(host, key, content, values) : remove(key, values);
  }

  private Plan remove(KeyId key, Map<String, Object> values) {
    return Plan.changes(Step.run("remove the key " + key.digits(), aptKey("del", key.last8())))
        .predictingAll(values)
        .after((outputs, now) -> verify(now, key, "the key was not removed"));
  }

  private Plan add(Probe host, KeyId key, Optional<Content> content, Map<String, Object> values) {
    Optional<Content> found = content;
    if (found.isEmpty() && url.isPresent()) {
      HttpReply reply = download(host);
      if (reply.status() != 200) {
        return trouble(reply);
      }
      found = Optional.of(reply.body());
    }
    Optional<Command> command = found.map(it -> aptKey("add", "-").reading(it));
    command = command.or(() -> file.map(path -> aptKey("add", path)));
    command = command.or(() -> keyserver.map(server -> receive(server, key)));
    return command
        .<Plan>map(
            it ->
                Plan.changes(Step.run("add the key " + key.digits(), it))
                    .predictingAll(values)
                    .after((outputs, now) -> verify(now, key, "failed to add the key")))
        .orElseGet(
            () ->
                Plan.refuse("nothing says where the key is", "give data, file, url or keyserver"));
  }

  private Command receive(String server, KeyId key) {
    Command plain = aptKey("adv", "--no-tty", "--keyserver", server);
    return Command.of("sh", "-c", RECEIVE, "/etc/apt/trusted.gpg.d", key.digits())
        .and(plain.words().toArray())
        .with("LC_ALL", "C");
  }

  private Answer verify(Probe now, KeyId key, String failure) {
    List<String> after = key.listed(now.look(list()).out());
    Finished done = Finished.changed("the keys are as they are to be").with("after", after);
    return key.isAmong(after) == (state == State.PRESENT)
        ? done
        : Finished.failed(
                "apt-key did not return an error, but %s (check that the id is correct and *not* a subkey)"
                    .formatted(failure))
            .with("after", after);
  }
}
