package dev.runner.modules.network;

import dev.runner.module.Account;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
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
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to the keys of hosts that ssh of a host knows.
@Describe(
    summary = "Have ssh know the key of another host, or not any more.",
    description =
        """
        Without a key, `state: absent` removes all keys of the host. A key takes the place of one of the
        same kind.
        """,
    since = "0.1",
    alwaysCompares = true,
    example =
        """
        - name: know the forge
          known_hosts:
            name: forge.example.org
            key: "forge.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKXBHY5SiqSXrEyTl+0BP7lGJq5fZuZyH/yMDPJo0qQv"
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The other host."),
      @Describe.Returned(name = "key", value = "The key as given."),
      @Describe.Returned(name = "path", value = "The file."),
      @Describe.Returned(
          name = "state",
          value = "What the file is; the state that was asked for where there is none."),
      @Describe.Returned(name = "mode", value = "Its permissions; owner, group and size likewise."),
      @Describe.Returned(name = "hash_host", value = "As given."),
      @Describe.Returned(name = "diff", value = "The file's text before and after.")
    })
public record KnownHosts(
    @Param(value = "The other host.", aliases = "host") String name,
    @Param("A line as it stands in the file, with the host's name at its start.")
        Optional<String> key,
    @Param(value = "The file.", byDefault = "~/.ssh/known_hosts") RemotePath path,
    @Param(value = "Whether the host's name is hashed in the file.", byDefault = "false")
        boolean hashHost,
    @Param(value = "Whether the key is to be there.", byDefault = "present") State state)
    implements TaskModule {

  /// Whether a key is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public KnownHosts {
    if (name.isBlank()) {
      throw new BadParameter("name", "a host has a name");
    }
    if (name.contains(",")) {
      throw new BadParameter(
          "name",
          "Comma separated list of names is not supported. "
              + "Please pass a single name to lookup in the known_hosts file.");
    }
    if (state == State.PRESENT && key.isEmpty()) {
      throw new BadParameter("key", "No key specified when adding a host");
    }
    if (key.isPresent()) {
      line(key.get());
    }
  }

  private static HostKeyLine line(String key) {
    Optional<HostKeyLine> line = HostKeyLine.read(key);
    if (key.strip().contains("\n") || line.isEmpty()) {
      throw new BadParameter("key", "a key is one line: the host's name, the key's type, the key");
    }
    return line.get();
  }

  @Override
  public Plan plan(Probe host) {
    String who = name.toLowerCase(Locale.ROOT);
    if (key.isPresent() && !line(key.get().strip()).isOf(who)) {
      return Plan.refuse(
              "Host parameter does not match hashed host field in supplied key",
              "Begin the key with the name of the host.")
          .with("rc", 1L);
    }
    Pending<Account> self = host.later(new Question.Self());
    Pending<Optional<Content>> content = host.later(new Question.Read(path, Probe.READ_LIMIT));
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    RemotePath file = expanded(self);
    String before = content.get().map(Content::lenientText).orElse("");
    String after = edited(before);
    Map<String, Object> values = values(file, content.get().isPresent(), before, after);
    if (before.equals(after)) {
      return Plan.unchanged("it is so already").withAll(values).withAll(kind(there.get()));
    }
    return Plan.changes(
            Step.write("change " + file, file, content.get(), Content.of(after), Attributes.NONE))
        .predictingAll(values)
        .after((outputs, now) -> Finished.changed("").withAll(kind(now.stat(file))));
  }

  /// Ansible says of a file that is there what it is, in place of the state that was asked for.
  private static Map<String, Object> kind(FileStat stat) {
    return stat.exists() ? FileValues.of(stat) : Map.of();
  }

  private RemotePath expanded(Pending<Account> self) {
    return path.text().startsWith("~/")
        ? self.get().home().resolve(path.text().substring(2))
        : path;
  }

  private Map<String, Object> values(RemotePath file, boolean exists, String before, String after) {
    Map<String, Object> diff = new LinkedHashMap<>();
    diff.put("before_header", exists ? file.text() : "/dev/null");
    diff.put("after_header", file.text());
    diff.put("before", before);
    diff.put("after", after);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("key", key.<Object>map(text -> text).orElse(None.NONE));
    values.put("path", file.text());
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    values.put("hash_host", hashHost);
    values.put("diff", diff);
    return values;
  }

  private String edited(String before) {
    String who = name.toLowerCase(Locale.ROOT);
    Optional<HostKeyLine> wanted = key.map(text -> line(text.strip()));
    List<String> lines = new ArrayList<>();
    boolean there = false;
    for (String text : before.lines().toList()) {
      Optional<HostKeyLine> its = HostKeyLine.read(text).filter(line -> line.isOf(who));
      if (its.isEmpty()) {
        lines.add(text);
      } else if (state == State.ABSENT) {
        if (wanted.isPresent() && !its.get().isSameKey(wanted.get())) {
          lines.add(text);
        }
      } else if (!wanted.orElseThrow().replaces(its.get())) {
        lines.add(text);
      } else if (!there
          && wanted.get().isSameKey(its.get())
          && its.get().isHashed() == (hashHost || wanted.get().isHashed())) {
        lines.add(text);
        there = true;
      }
    }
    if (state == State.PRESENT && !there) {
      HostKeyLine line = wanted.orElseThrow();
      lines.add((hashHost ? line.hashedFor(who) : line).text());
    }
    String after = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    return after.strip().equals(before.strip()) ? before : after;
  }
}
