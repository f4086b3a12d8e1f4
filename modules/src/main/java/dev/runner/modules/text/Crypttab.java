package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sees to the encrypted devices that a host opens when it starts.
@Describe(
    summary =
        "Keep lines of /etc/crypttab, the encrypted devices that a host opens when it starts.",
    description =
        """
        With `present`, what isn't given stays as the line has it. Other lines are kept as they are.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: open the backup disk at start
          crypttab:
            name: backup
            state: present
            backing_device: UUID=0f3cbb1c-5cf4-4b7c-a3b1-7d5d6a0ad1c4
            password: /root/backup.key
            opts: luks,discard
        """,
    returns = @Describe.Returned(name = "msg", value = "What was done."))
public record Crypttab(
    @Param("Name of the opened device, with or without /dev/mapper/ before it.") String name,
    @Param("Whether there is to be a line, or whether it is to have options.") State state,
    @Param("The encrypted device: its path, or UUID= and its UUID.") Optional<String> backingDevice,
    @Param("File with the password; `none` or `-` to be asked for it.") Optional<String> password,
    @Param("Options, with commas between them.") Optional<String> opts,
    @Param(value = "The file.", byDefault = "/etc/crypttab") RemotePath path)
    implements TaskModule {

  /// What is to be so of the line.
  public enum State {
    ABSENT,
    OPTS_ABSENT,
    OPTS_PRESENT,
    PRESENT
  }

  private static final String MAPPER = "/dev/mapper/";

  public Crypttab {
    if (state != State.ABSENT
        && Stream.of(backingDevice, password, opts).allMatch(Optional::isEmpty)) {
      throw new BadParameter(
          "backing_device", "expected one or more of 'backing_device', 'password' or 'opts'");
    }
    if ((state == State.OPTS_PRESENT || state == State.OPTS_ABSENT) && opts.isEmpty()) {
      throw new BadParameter("opts", "there are no options in opts");
    }
    word("name", name);
    backingDevice.ifPresent(text -> word("backing_device", text));
    password.ifPresent(text -> word("password", text));
    opts.ifPresent(text -> word("opts", text));
  }

  private static void word(String parameter, String text) {
    if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new BadParameter(
          parameter, "invalid '%s': contains white space or is empty".formatted(parameter));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Original file = Original.ask(host, path, Permissions.NONE);
    return file.obstacle(Optional.empty()).orElseGet(() -> edited(file));
  }

  private Plan edited(Original file) {
    String bare = name.startsWith(MAPPER) ? name.substring(MAPPER.length()) : name;
    FileText text = file.text("utf-8");
    List<String> lines = new ArrayList<>(text.text().lines().toList());
    int at = -1;
    Optional<CrypttabEntry> there = Optional.empty();
    for (int i = 0; i < lines.size() && there.isEmpty(); i++) {
      there = CrypttabEntry.parse(lines.get(i)).filter(each -> each.name().equals(bare));
      at = there.isPresent() ? i : at;
    }
    if (there.isEmpty() && state != State.PRESENT) {
      return state == State.OPTS_PRESENT
          ? Plan.refuse("'backing_device' required to add a new entry", "use state: present")
          : Plan.unchanged("there is no such line").withAll(values("there is no such line"));
    }
    if (there.isEmpty() && backingDevice.isEmpty()) {
      return Plan.refuse("'backing_device' required to add a new entry", "name the device");
    }
    CrypttabEntry before = there.orElse(new CrypttabEntry(bare, "", "", Map.of()));
    CrypttabEntry after = wanted(before);
    String message = message(there.isPresent());
    if (state == State.ABSENT) {
      lines.remove(at);
    } else if (after.equals(before)) {
      return Plan.unchanged("the line is so").withAll(values(message));
    } else if (there.isPresent()) {
      lines.set(at, after.line());
    } else {
      lines.add(after.line());
    }
    String written = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    Plan plan =
        file.edit(text.content(written), Optional.empty(), false).plan(message, Map.of(), "");
    return plan instanceof Plan.Changes changes ? changes.predictingAll(values(message)) : plan;
  }

  private CrypttabEntry wanted(CrypttabEntry before) {
    Map<String, Optional<String>> options = CrypttabEntry.options(opts.orElse(""));
    return switch (state) {
      case OPTS_PRESENT -> before.with(options);
      case OPTS_ABSENT -> before.without(options);
      default ->
          new CrypttabEntry(
              before.name(),
              backingDevice.orElse(before.device()),
              password.orElse(before.password()),
              opts.isPresent() ? options : before.options());
    };
  }

  private String message(boolean there) {
    return switch (state) {
      case ABSENT -> "removed line";
      case PRESENT -> there ? "updated line" : "added line";
      case OPTS_PRESENT -> "updated options";
      case OPTS_ABSENT -> "removed options";
    };
  }

  private Map<String, Object> values(String message) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("msg", message);
    values.put("name", name);
    values.put("path", path.text());
    return values;
  }
}
