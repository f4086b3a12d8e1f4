package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
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
import java.util.Optional;
import java.util.Set;

/// Sees to a parameter of the kernel, in the file that is read at a start and right now.
@Describe(
    summary = "Set a parameter of the kernel, or leave it out of the file of parameters.",
    description =
        """
        With `reload`, the file is read when it was changed, or when the kernel has another value.
        Other lines of the file stay as they are.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: swap late
          sysctl:
            name: vm.swappiness
            value: "5"
        """)
@Constraint(value = Constraint.Kind.NEEDED, names = "value", when = "state", is = "present")
public record Sysctl(
    @Param(value = "The parameter, with dots.", aliases = "key", whenNull = "name cannot be blank")
        String name,
    @Param(value = "Its value.", aliases = "val", whenNull = "value cannot be None")
        Optional<String> value,
    @Param(value = "Whether it is to be in the file.", byDefault = "present") State state,
    @Param(value = "Whether the kernel reads the file afterwards.", byDefault = "true")
        boolean reload,
    @Param(value = "Whether the value is set right now, by itself.", byDefault = "false")
        boolean sysctlSet,
    @Param(
            value = "Whether parameters that the kernel doesn't know are no error.",
            byDefault = "false")
        boolean ignoreerrors,
    @Param(value = "The file.", byDefault = "/etc/sysctl.conf") RemotePath sysctlFile)
    implements TaskModule {

  /// Whether a parameter is to be in the file.
  public enum State {
    PRESENT,
    ABSENT
  }

  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t");
  private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f");
  private static final int NOT_FOUND = 127;

  // Where the task's user isn't root, the directories of administration may not be on the path.
  private static final String PATH = "PATH=$PATH:/usr/sbin:/sbin; export PATH; ";
  private static final String LOOK =
      PATH
          + "command -v sysctl >/dev/null || exit 127; LC_ALL=C sysctl -e -n -- \"$1\" 2>/dev/null";
  // The status is 0 for some values that the kernel refuses.
  private static final String SET =
      PATH
          + """
          said=$(LC_ALL=C sysctl "$@" 2>&1)
          status=$?
          case $said in
          *"setting key "*": Invalid argument"* | *"setting key "*": Read-only file system"*) status=1 ;;
          esac
          [ "$status" = 0 ] || printf '%s\\n' "$said" >&2
          exit "$status"
          """;

  public Sysctl {
    name = name.strip();
    if (name.isBlank()) {
      throw new BadParameter("name", "name cannot be blank");
    }
    if (name.startsWith("-") || name.matches("(?s).*[\\s=].*")) {
      throw new BadParameter("name", "'%s' can't be the name of a parameter".formatted(name));
    }
    if (state == State.PRESENT && value.isEmpty()) {
      throw new BadParameter(
          "value", "state is present but all of the following are missing: value");
    }
    if (state == State.PRESENT && value.get().isBlank()) {
      throw new BadParameter("value", "value cannot be blank");
    }
    if (value.isPresent() && value.get().strip().contains("\n")) {
      throw new BadParameter("value", "a value is one line");
    }
  }

  private String wanted() {
    String text = value.orElse("").strip();
    String small = text.toLowerCase(Locale.ROOT);
    return TRUE.contains(small) ? "1" : FALSE.contains(small) ? "0" : text;
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("sh", "-c", LOOK, "sysctl", name));
    Pending<Optional<Content>> content =
        host.later(new Question.Read(sysctlFile, Probe.READ_LIMIT));
    if (look.get().exit() == NOT_FOUND) {
      return Plan.lacks("sysctl", "Install procps on the host.");
    }
    List<String> before = content.get().map(Content::lenientText).orElse("").lines().toList();
    boolean inForce = isInForce(look.get());
    List<Step> steps = new ArrayList<>();
    if (state == State.PRESENT && sysctlSet && !inForce) {
      steps.add(
          Step.run("set " + name + " to " + wanted(), set("-w", name + "=" + wanted()))
              .complaining("setting %s failed: ".formatted(name)));
    }
    List<String> after = edited(before);
    if (!after.equals(before)) {
      steps.add(write(content.get(), after));
    }
    boolean stale = state == State.PRESENT && !inForce;
    if (reload && (!steps.isEmpty() || stale)) {
      steps.add(
          Step.run("load " + sysctlFile, set("-p", sysctlFile.text()))
              .complaining("Failed to reload sysctl: "));
    }
    return steps.isEmpty() ? Plan.unchanged("it is so already") : Plan.changes(steps);
  }

  /// Whether the kernel has the value, or can't have it and nobody minds.
  private boolean isInForce(Output look) {
    String now = look.ok() ? look.out().strip() : "";
    return now.isEmpty()
        ? ignoreerrors
        : List.of(now.split("\\s+")).equals(List.of(wanted().split("\\s+")));
  }

  private Command set(String how, String what) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SET, "sysctl"));
    if (ignoreerrors) {
      words.add("-e");
    }
    words.addAll(List.of(how, what));
    return Command.of(words);
  }

  private Step write(Optional<Content> before, List<String> after) {
    return Step.write(
        (before.isPresent() ? "change " : "make ") + sysctlFile,
        sysctlFile,
        before,
        Content.of(after.isEmpty() ? "" : String.join("\n", after) + "\n"),
        Attributes.NONE);
  }

  private static Optional<String> key(String line) {
    String text = line.strip();
    boolean sets = !text.startsWith("#") && !text.startsWith(";") && text.contains("=");
    return sets ? Optional.of(text.substring(0, text.indexOf('=')).strip()) : Optional.empty();
  }

  /// The last of several lines counts; it is put in place of the first one.
  private List<String> edited(List<String> before) {
    List<String> its = before.stream().filter(this::isMine).toList();
    boolean right =
        !its.isEmpty()
            && its.getLast().substring(its.getLast().indexOf('=') + 1).strip().equals(wanted());
    if (state == State.PRESENT && right) {
      return before;
    }
    List<String> lines = new ArrayList<>(before.stream().filter(line -> !isMine(line)).toList());
    if (state == State.PRESENT) {
      int first = its.isEmpty() ? lines.size() : before.indexOf(its.getFirst());
      lines.add(first, name + "=" + wanted());
    }
    return lines;
  }

  private boolean isMine(String line) {
    return key(line).filter(name::equals).isPresent();
  }
}
