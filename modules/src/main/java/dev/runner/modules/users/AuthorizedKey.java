package dev.runner.modules.users;

import dev.runner.module.Account;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.FileValues;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.text.ToldDifference;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Sees to the keys that a user may log in with.
@Describe(
    summary = "Let a user log in with an SSH key, or not any more.",
    description =
        """
        Lines of other keys stay as they are. A key that is there with other options or another
        comment is replaced. With `exclusive` and `state: present`, all other lines go. Keys aren't
        fetched from a URL: use the lookup `url`.
        """,
    since = "0.1",
    collection = "ansible.posix",
    roundTrips = 2,
    example =
        """
        - name: let the deployer in
          authorized_key:
            user: deploy
            key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKXBHY5SiqSXrEyTl+0BP7lGJq5fZuZyH/yMDPJo0qQv ann"
        """,
    returns = {
      @Describe.Returned(name = "user", value = "The user."),
      @Describe.Returned(name = "key", value = "The keys as given."),
      @Describe.Returned(name = "key_options", value = "As given."),
      @Describe.Returned(name = "comment", value = "As given."),
      @Describe.Returned(name = "path", value = "The file as given."),
      @Describe.Returned(name = "keyfile", value = "The file that holds the keys."),
      @Describe.Returned(name = "manage_dir", value = "As given."),
      @Describe.Returned(name = "exclusive", value = "As given."),
      @Describe.Returned(name = "follow", value = "As given."),
      @Describe.Returned(name = "validate_certs", value = "As given."),
      @Describe.Returned(
          name = "state",
          value =
              "What is there then, `file` or `link`; the state that was asked for, if nothing is."),
      @Describe.Returned(
          name = "owner",
          value = "The file's owner; `uid`, `group`, `gid`, `mode`, `size` likewise.")
    })
public record AuthorizedKey(
    @Param("The user.") String user,
    @Param("Keys, one a line; or file:// and the path of a file of the host that holds them.")
        String key,
    @Param("The file; .ssh/authorized_keys in the user's home if left out.")
        Optional<RemotePath> path,
    @Param(value = "Whether the keys are to be there.", byDefault = "present") State state,
    @Param("What the keys may be used for, in place of the options given with them.")
        Optional<String> keyOptions,
    @Param("The comment of the keys, in place of the one given with them.")
        Optional<String> comment,
    @Param(value = "Whether these are to be the only keys.", byDefault = "false") boolean exclusive,
    @Param(
            value = "Whether the file's directory is made, and kept to the user alone.",
            byDefault = "true")
        boolean manageDir,
    @Param(value = "Whether a link is followed, and not replaced.", byDefault = "false")
        boolean follow,
    @Param(
            value = "Accepted for playbooks that have it; nothing is fetched from a URL.",
            byDefault = "true")
        boolean validateCerts)
    implements TaskModule {

  /// Whether keys are to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  private static final String FILE = "file://";

  public AuthorizedKey {
    if (user.isBlank()) {
      throw new BadParameter("user", "a user has a name");
    }
    if (key.startsWith("http://") || key.startsWith("https://")) {
      throw new BadParameter(
          "key", "keys aren't fetched from a URL; write \"{{ lookup('url', '" + key + "') }}\"");
    }
    if (!key.startsWith(FILE)) {
      wanted(key, keyOptions, comment);
    }
  }

  private static List<PublicKey> wanted(
      String text, Optional<String> options, Optional<String> comment) {
    List<PublicKey> keys = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        PublicKey one =
            PublicKey.read(line)
                .orElseThrow(() -> new BadParameter("key", "invalid key specified: " + line));
        PublicKey with = options.map(PublicKey::options).map(one::withOptions).orElse(one);
        keys.add(comment.map(with::withComment).orElse(with));
      }
    }
    return keys;
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Optional<Account>> account = host.later(new Question.User(user));
    Function<Probe, Optional<String>> given = given(host);
    if (account.get().isEmpty()) {
      return Plan.refuse(
          "Failed to lookup user %1$s: \"getpwnam(): name not found: '%1$s'\"".formatted(user),
          "Make the user first: user: name=" + user + ".");
    }
    Optional<String> text = given.apply(host);
    if (text.isEmpty()) {
      return Plan.refuse(
          "Path to a key file not found: " + key.substring(FILE.length()),
          "Name a file of the host, or give the key itself.");
    }
    return plan(host, account.get().get(), wanted(text.get(), keyOptions, comment));
  }

  /// The keys' text, from the file if one is named.
  private Function<Probe, Optional<String>> given(Probe host) {
    if (!key.startsWith(FILE)) {
      return now -> Optional.of(key);
    }
    RemotePath source = RemotePath.of(key.substring(FILE.length()));
    Pending<Optional<Content>> content = host.later(new Question.Read(source, Probe.READ_LIMIT));
    return now -> content.get().map(Content::lenientText);
  }

  private Plan plan(Probe host, Account account, List<PublicKey> wanted) {
    RemotePath file = path.orElseGet(() -> account.home().resolve(".ssh/authorized_keys"));
    RemotePath directory = file.parent();
    Pending<Optional<Content>> content = host.later(new Question.Read(file, Probe.READ_LIMIT));
    Pending<FileStat> link = host.later(new Question.Stat(file, false));
    Pending<FileStat> there = host.later(new Question.Stat(directory, false));
    Pending<FileStat> above = host.later(new Question.Stat(directory.parent(), true));
    String before = content.get().map(Content::lenientText).orElse("");
    List<String> lines = before.lines().toList();
    List<String> after = edited(lines, wanted);
    Map<String, Object> values = values(file);
    if (lines.equals(after)) {
      return Plan.unchanged("it is so already").withAll(values).withAll(kind(link.get()));
    }
    if (!there.get().exists() && manageDir && !above.get().isDirectory()) {
      return Plan.refuse(
          "Failed to create directory %s: there is no directory %s"
              .formatted(directory, directory.parent()),
          "Make it first.");
    }
    List<Step> steps = new ArrayList<>(directory(account, there.get(), directory));
    String text = after.isEmpty() ? "" : String.join("\n", after) + "\n";
    steps.addAll(write(account, file, link.get(), content.get(), Content.of(text)));
    return ToldDifference.plain(
        Plan.changes(steps)
            .predictingAll(values)
            .after((outputs, now) -> Finished.changed("").withAll(kind(now.lstat(file)))));
  }

  /// Ansible says of the file what it is, in place of the state that was asked for.
  private static Map<String, Object> kind(FileStat stat) {
    return stat.exists() ? FileValues.of(stat) : Map.of();
  }

  private static Attributes ownedBy(Account account, int mode) {
    return Attributes.of(
        Optional.of(account.name()),
        Optional.of(Long.toString(account.gid())),
        Optional.of(FileMode.of(mode)));
  }

  /// The directory is made, or closed to others. One that is a link is left alone: it may lead to
  /// what isn't the user's.
  private List<Step> directory(Account account, FileStat there, RemotePath directory) {
    Attributes wanted = ownedBy(account, 0700);
    if (!there.exists()) {
      return List.of(
          new Step.Directory("make " + directory, directory, manageDir ? wanted : Attributes.NONE));
    }
    Attributes missing = Ownership.missing(wanted, there);
    if (!manageDir || !there.isDirectory() || missing.isEmpty()) {
      return List.of();
    }
    String title = "set %s of %s".formatted(Ownership.phrase(missing), directory);
    return List.of(
        new Step.Attribute(title, directory, Ownership.now(there, missing), missing, false));
  }

  private List<Step> write(
      Account account, RemotePath file, FileStat link, Optional<Content> before, Content after) {
    Attributes wanted = ownedBy(account, 0600);
    if (!link.isLink() || follow) {
      return List.of(
          Step.write(
              (before.isPresent() ? "change " : "make ") + file, file, before, after, wanted));
    }
    RemotePath beside = file.parent().resolve("." + file.name() + ".runner-new");
    return List.of(
        Step.write("change " + file, beside, before, after, wanted),
        new Step.Move("put it in place of the link " + file, beside, file));
  }

  private List<String> edited(List<String> before, List<PublicKey> wanted) {
    List<String> lines = new ArrayList<>(before);
    for (PublicKey one : wanted) {
      Optional<PublicKey> last =
          lines.reversed().stream()
              .flatMap(line -> PublicKey.read(line).stream())
              .filter(its -> its.key().equals(one.key()))
              .findFirst();
      if (state == State.PRESENT && last.filter(one::isSameAs).isPresent()) {
        continue;
      }
      lines.removeIf(line -> holds(line, one));
      if (state == State.PRESENT) {
        lines.add(one.text());
      }
    }
    if (state == State.PRESENT && exclusive) {
      lines.removeIf(line -> wanted.stream().noneMatch(one -> holds(line, one)));
    }
    return lines;
  }

  private static boolean holds(String line, PublicKey key) {
    return PublicKey.read(line).filter(its -> its.key().equals(key.key())).isPresent();
  }

  private Map<String, Object> values(RemotePath file) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("user", user);
    values.put("key", key);
    values.put("key_options", keyOptions.<Object>map(text -> text).orElse(None.NONE));
    values.put("comment", comment.<Object>map(text -> text).orElse(None.NONE));
    values.put("path", path.<Object>map(RemotePath::text).orElse(None.NONE));
    values.put("keyfile", file.text());
    values.put("manage_dir", manageDir);
    values.put("exclusive", exclusive);
    values.put("follow", follow);
    values.put("validate_certs", validateCerts);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return values;
  }
}
