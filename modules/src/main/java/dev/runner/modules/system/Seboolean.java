package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sets a switch of SELinux' policy.
@Describe(
    summary = "Set a boolean of SELinux.",
    description =
        """
        By `getsebool` and `setsebool`. With `persistent`, what `semanage` says the boolean will be
        after a start of the host counts too, where it is there.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: let the web server ask other hosts
          seboolean:
            name: httpd_can_network_connect
            state: true
            persistent: true
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The boolean."),
      @Describe.Returned(name = "state", value = "As given."),
      @Describe.Returned(name = "persistent", value = "As given.")
    })
@Needs({"getsebool", "setsebool"})
public record Seboolean(
    @Param("The boolean.") String name,
    @Param("What it is to be.") boolean state,
    @Param(value = "Whether it is to be so after a start of the host too.", byDefault = "false")
        boolean persistent,
    @Param(
            value = "Whether SELinux may be off, as where a system is put together.",
            byDefault = "false")
        boolean ignoreSelinuxState)
    implements TaskModule {

  private static final String LOOK =
      """
      if command -v selinuxenabled >/dev/null && ! selinuxenabled; then echo off; fi
      getsebool "$1"
      status=$?
      if [ "$2" = true ] && command -v semanage >/dev/null; then
        semanage boolean -l -n | grep "^$1 "
      fi
      exit $status
      """;

  private static final Pattern NOW = Pattern.compile("(?m)^\\S+ --> (on|off)");
  private static final Pattern LATER =
      Pattern.compile("(?m)^\\S+\\s+\\(\\s*(on|off)\\s*,\\s*(on|off)\\s*\\)");

  public Seboolean {
    if (!name.matches("[A-Za-z0-9_]+")) {
      throw new BadParameter("name", "'%s' is no name of a boolean".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look =
        host.lookLater(
            Command.of("sh", "-c", LOOK, "seboolean", name, persistent).with("LC_ALL", "C"));
    String said = look.get().out();
    if (said.startsWith("off\n") || said.equals("off")) {
      if (!ignoreSelinuxState) {
        return Plan.refuse(
            "SELinux is disabled on this host.", "Turn it on, or set ignore_selinux_state.");
      }
    } else if (!look.get().ok()) {
      return Plan.refuse(
          "SELinux boolean %s does not exist.".formatted(name),
          "Name one of those that `getsebool -a` tells.");
    }
    if (is(NOW, 1, said).orElse(!state) == state && is(LATER, 2, said).orElse(state) == state) {
      return Plan.unchanged("it is so already").withAll(values());
    }
    Command set = Command.of("setsebool");
    Command how = persistent ? set.and("-P") : set;
    String word = state ? "on" : "off";
    return Plan.changes(Step.run("set %s to %s".formatted(name, word), how.and(name, word)))
        .predictingAll(values());
  }

  private static Optional<Boolean> is(Pattern pattern, int group, String said) {
    Matcher found = pattern.matcher(said);
    return found.find() ? Optional.of(found.group(group).equals("on")) : Optional.empty();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("persistent", persistent);
    values.put("state", state);
    return values;
  }
}
