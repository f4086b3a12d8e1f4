package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
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
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns SELinux on or off.
@Describe(
    summary = "Say whether SELinux enforces its policy, only warns, or is off.",
    description =
        """
        In the configuration, and at once where that can be: turning it on or off needs a start of
        the host, which isn't made here.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: let SELinux only warn
          selinux:
            policy: targeted
            state: permissive
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was changed, sentence by sentence."),
      @Describe.Returned(name = "configfile", value = "The configuration."),
      @Describe.Returned(name = "policy", value = "The policy that is wanted, or there."),
      @Describe.Returned(name = "state", value = "The state that is wanted."),
      @Describe.Returned(
          name = "reboot_required",
          value = "Whether the host must be started for it.")
    })
public record Selinux(
    @Param("The state.") State state,
    @Param("The policy; required unless the state is disabled.") Optional<String> policy,
    @Param(
            value = "The configuration.",
            byDefault = "/etc/selinux/config",
            aliases = {"conf", "file"})
        RemotePath configfile,
    @Param(value = "Whether the kernel's parameters say it too, by `grubby`.", byDefault = "false")
        boolean updateKernelParam)
    implements TaskModule {

  /// What SELinux does.
  public enum State {
    ENFORCING,
    PERMISSIVE,
    DISABLED
  }

  private static final String LOOK =
      """
      if command -v getenforce >/dev/null; then getenforce; else echo Disabled; fi
      if command -v sestatus >/dev/null; then sestatus | sed -n 's/^Loaded policy name: */policy /p'; fi
      if [ "$1" = true ]; then
        grubby --info=ALL | sed -n 's/^args=/args /p'
      fi
      """;

  private static final Pattern STATE = Pattern.compile("(?m)^SELINUX=[ \\t]*(\\w*).*$");
  private static final Pattern POLICY = Pattern.compile("(?m)^SELINUXTYPE=[ \\t]*(\\w*).*$");

  public Selinux {
    if (state != State.DISABLED && policy.isEmpty()) {
      throw new BadParameter("policy", "Policy is required if state is not 'disabled'");
    }
    if (policy.filter(word -> !word.matches("[\\w-]+")).isPresent()) {
      throw new BadParameter("policy", "'%s' is no name of a policy".formatted(policy.get()));
    }
  }

  private String wanted() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look =
        host.lookLater(
            Command.of("sh", "-c", LOOK, "selinux", updateKernelParam).with("LC_ALL", "C"));
    Pending<Optional<Content>> file = host.later(new Question.Read(configfile, Probe.READ_LIMIT));
    if (file.get().isEmpty()) {
      return Plan.refuse(
          "Unable to find file %s".formatted(configfile), "Install SELinux' policy on the host.");
    }
    return new Change(look.get(), file.get().get()).plan();
  }

  /// What is to be changed of what is there.
  private final class Change {
    private final List<String> messages = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Output look;
    private final Content before;
    private final String runs;
    private boolean reboot;

    Change(Output look, Content before) {
      this.look = look;
      this.before = before;
      this.runs = look.lines().stream().findFirst().orElse("Disabled").toLowerCase(Locale.ROOT);
    }

    Plan plan() {
      runtime();
      configuration();
      if (updateKernelParam) {
        kernel();
      }
      Map<String, Object> values = values();
      return steps.isEmpty()
          ? Plan.unchanged("it is so already").withAll(values)
          : Plan.changes(steps).predictingAll(values);
    }

    private void runtime() {
      String wish = wanted();
      if (runs.equals(wish)) {
        return;
      }
      if (runs.equals("disabled")) {
        reboot = true;
        messages.add("Reboot is required to set SELinux state to '%s'".formatted(wish));
      } else if (state == State.DISABLED) {
        reboot = true;
        if (!runs.equals("permissive")) {
          enforce("0");
          messages.add(
              "SELinux state temporarily changed from '%s' to 'permissive'. State change will take effect next reboot."
                  .formatted(runs));
        }
      } else {
        enforce(state == State.ENFORCING ? "1" : "0");
        messages.add("SELinux state changed from '%s' to '%s'".formatted(runs, wish));
      }
    }

    private void enforce(String flag) {
      steps.add(Step.run("run setenforce " + flag, Command.of("setenforce", flag)));
    }

    private void configuration() {
      String text = before.lenientText();
      Optional<String> isState = value(STATE, text);
      Optional<String> isPolicy = value(POLICY, text);
      String after = put(text, STATE, "SELINUX=" + wanted());
      if (!isState.equals(Optional.of(wanted()))) {
        messages.add(
            "Config SELinux state changed from '%s' to '%s'"
                .formatted(isState.orElse(""), wanted()));
      }
      if (policy.isPresent() && !isPolicy.equals(policy)) {
        after = put(after, POLICY, "SELINUXTYPE=" + policy.get());
        messages.add(
            "SELinux policy configuration in '%s' changed from '%s' to '%s'"
                .formatted(configfile, isPolicy.orElse(""), policy.get()));
        reboot |= !runs.equals("disabled");
      }
      if (!after.equals(text)) {
        steps.add(
            Step.write(
                "change " + configfile,
                configfile,
                Optional.of(before),
                Content.of(after),
                Attributes.NONE));
      }
    }

    private String put(String text, Pattern line, String wish) {
      boolean there = line.matcher(text).find();
      boolean right = value(line, text).equals(Optional.of(wish.replaceFirst(".*=", "")));
      if (right) {
        return text;
      }
      return there
          ? line.matcher(text).replaceAll(Matcher.quoteReplacement(wish))
          : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + wish + "\n";
    }

    private Optional<String> value(Pattern line, String text) {
      Matcher found = line.matcher(text);
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private void kernel() {
      List<String> kernels =
          look.lines().stream().filter(line -> line.startsWith("args ")).toList();
      boolean off = state == State.DISABLED;
      boolean right =
          kernels.stream().allMatch(line -> off == line.matches(".*[\\s\"]selinux=0[\\s\"].*"));
      if (!right) {
        steps.add(
            Step.run(
                (off ? "add selinux=0 to" : "take selinux=0 from") + " the kernel's parameters",
                Command.of(
                    "grubby",
                    "--update-kernel=ALL",
                    (off ? "--args" : "--remove-args") + "=selinux=0")));
        messages.add("The kernel parameter selinux=0 was " + (off ? "added" : "removed"));
        reboot = true;
      }
    }

    private Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("msg", String.join(", ", messages));
      values.put("configfile", configfile.text());
      values.put(
          "policy",
          policy
              .or(() -> value(POLICY, before.lenientText()))
              .<Object>map(word -> word)
              .orElse(None.NONE));
      values.put("state", wanted());
      values.put("reboot_required", reboot);
      return values;
    }
  }
}
