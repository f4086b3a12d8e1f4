package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Gives a program the powers of root one by one.
@Describe(
    summary = "Give a program capabilities, or take them away.",
    description =
        """
        By `setcap`: `capabilities(7)` says what there is. Capabilities that the task doesn't name
        stay.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let the server listen at port 80
          capabilities:
            path: /usr/local/bin/server
            capability: cap_net_bind_service+ep
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done."),
      @Describe.Returned(name = "stdout", value = "What `setcap` said."),
      @Describe.Returned(name = "state", value = "As given.")
    })
@Needs({"getcap", "setcap"})
public record Capabilities(
    @Param(value = "The file.", aliases = "key") RemotePath path,
    @Param(
            value =
                "Names with commas between them, an operator and flags, as"
                    + " `cap_chown,cap_fowner+ep`.",
            aliases = "cap")
        String capability,
    @Param(value = "Whether the file is to have them.", byDefault = "present") State state)
    implements TaskModule {

  /// Whether a file is to have capabilities.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// All capabilities, also where a clause names none (cap_from_text(3)).
  private static final String ALL = "all";

  private static final Pattern CLAUSE = Pattern.compile("([a-z0-9_,]*)([-+=])([eip]*)");

  public Capabilities {
    capability = capability.strip().toLowerCase(Locale.ROOT);
    boolean right =
        state == State.PRESENT
            ? List.of(capability.split("\\s+")).stream()
                .allMatch(clause -> CLAUSE.matcher(clause).matches())
            : !capability.isEmpty() && capability.matches("[a-z0-9_,+=eip -]+");
    if (!right) {
      throw new BadParameter(
          "capability",
          "Couldn't find operator (one of: ('=', '-', '+')) in '%s'".formatted(capability));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("getcap", "--", path).with("LC_ALL", "C"));
    Pending<FileStat> file = host.later(new Question.Stat(path, true));
    if (!file.get().exists()) {
      return Plan.refuse(
          "Unable to get capabilities of %s: there is no such file".formatted(path),
          "Name a file that is there.");
    }
    Map<String, String> before = read(look.get().out());
    Map<String, String> after = state == State.PRESENT ? with(before) : without(before);
    if (after.equals(before)) {
      return Plan.unchanged("it is so already")
          .with("state", state.name().toLowerCase(Locale.ROOT));
    }
    return Plan.changes(
            Step.run(
                "give %s %s".formatted(path, after.isEmpty() ? "no capabilities" : text(after)),
                after.isEmpty()
                    ? Command.of("setcap", "-r", path)
                    : Command.of("setcap", text(after), path)))
        .predicting("msg", "capabilities changed")
        .predicting("state", state.name().toLowerCase(Locale.ROOT))
        .predicting("stdout", "")
        .after((outputs, now) -> Finished.changed("").with("stdout", outputs.last().out()));
  }

  /// The flags of each capability of a file. Older programs put ` = ` behind the file's name.
  private Map<String, String> read(String line) {
    String text = line.startsWith(path.text()) ? line.substring(path.text().length()) : "";
    Map<String, String> all = new TreeMap<>();
    for (String clause : text.replaceFirst("^ = ", " ").strip().split("\\s+")) {
      apply(clause, all);
    }
    return all;
  }

  private static void apply(String clause, Map<String, String> all) {
    Matcher parts = CLAUSE.matcher(clause);
    if (!parts.matches()) {
      return;
    }
    for (String name : parts.group(1).isEmpty() ? List.of(ALL) : names(parts.group(1))) {
      String operator = parts.group(2);
      String given = parts.group(3);
      if (name.equals(ALL)) {
        all.putIfAbsent(ALL, "");
        all.replaceAll((each, flags) -> flags(flags, operator, given));
      } else {
        all.put(name, flags(all.getOrDefault(name, rest(all)), operator, given));
      }
    }
    shorten(all);
  }

  private static List<String> names(String list) {
    return Stream.of(list.split(",")).filter(name -> !name.isEmpty()).toList();
  }

  /// The flags of those that have no name of their own.
  private static String rest(Map<String, String> all) {
    return all.getOrDefault(ALL, "");
  }

  private static void shorten(Map<String, String> all) {
    String rest = rest(all);
    all.entrySet().removeIf(each -> !each.getKey().equals(ALL) && each.getValue().equals(rest));
    all.remove(ALL, "");
  }

  private static String flags(String before, String operator, String given) {
    StringBuilder flags = new StringBuilder();
    for (String flag : List.of("e", "i", "p")) {
      boolean on =
          switch (operator) {
            case "=" -> given.contains(flag);
            case "+" -> before.contains(flag) || given.contains(flag);
            default -> before.contains(flag) && !given.contains(flag);
          };
      flags.append(on ? flag : "");
    }
    return flags.toString();
  }

  private Map<String, String> with(Map<String, String> before) {
    Map<String, String> after = new TreeMap<>(before);
    for (String clause : capability.split("\\s+")) {
      apply(clause, after);
    }
    return after;
  }

  private Map<String, String> without(Map<String, String> before) {
    Map<String, String> after = new TreeMap<>(before);
    for (String clause : capability.split("\\s+")) {
      apply(clause.replaceFirst("[-+=].*", "") + "=", after);
    }
    return after;
  }

  private static String text(Map<String, String> all) {
    List<String> clauses = new ArrayList<>();
    all.forEach((name, flags) -> clauses.add(name + "=" + flags));
    return String.join(" ", clauses);
  }
}
