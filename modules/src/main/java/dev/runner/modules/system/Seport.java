package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees to SELinux' types of ports.
@Describe(
    summary = "Say of which type ports are to SELinux.",
    description = "By `semanage port`.",
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: the web server may listen at 8888
          seport:
            ports: 8888
            proto: tcp
            setype: http_port_t
        """,
    returns = {
      @Describe.Returned(name = "ports", value = "As given."),
      @Describe.Returned(name = "proto", value = "As given."),
      @Describe.Returned(name = "setype", value = "As given."),
      @Describe.Returned(name = "state", value = "As given.")
    })
@Needs("semanage")
public record Seport(
    @Param("Ports or ranges of them (`8000-8010`).") List<String> ports,
    @Param("The protocol.") Protocol proto,
    @Param("SELinux type.") String setype,
    @Param(value = "Whether they are to be of this type.", byDefault = "present") State state,
    @Param(value = "Whether only what this host has of its own counts.", byDefault = "false")
        boolean local,
    @Param(value = "Whether the policy is loaded anew.", byDefault = "true") boolean reload,
    @Param(
            value = "Whether SELinux may be off, as where a system is put together.",
            byDefault = "false")
        boolean ignoreSelinuxState)
    implements TaskModule {

  /// Protocols that have ports.
  public enum Protocol {
    TCP,
    UDP,
    DCCP,
    SCTP
  }

  /// Whether ports are to be of the type.
  public enum State {
    ABSENT,
    PRESENT
  }

  private static final String LOOK =
      """
      semanage port -l -n && echo -- && semanage port -l -n -C
      """;

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+([0-9][0-9, -]*)");

  public Seport {
    if (ports.isEmpty()) {
      throw new BadParameter("ports", "missing required arguments: ports");
    }
    for (String port : ports) {
      if (!port.strip().matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
        throw new BadParameter("ports", "'%s' is neither a port nor a range".formatted(port));
      }
    }
    if (setype.isEmpty() || setype.startsWith("-")) {
      throw new BadParameter("setype", "'%s' is no type".formatted(setype));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output said = policy().asked(host, LOOK);
    Optional<Plan> obstacle = Semanage.obstacle(said, ignoreSelinuxState);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    String[] parts = said.out().split("(?m)^--$", 2);
    Map<String, List<String>> own = types(parts.length > 1 ? parts[1] : "");
    Map<String, List<String>> all = types(parts[0]);
    Map<String, List<String>> counted = local ? own : all;
    List<Step> steps = new ArrayList<>();
    for (String each : ports) {
      String port = each.strip();
      boolean has = counted.getOrDefault(port, List.of()).contains(setype);
      if (state == State.PRESENT && !has) {
        String verb = all.containsKey(port) ? "-m" : "-a";
        steps.add(
            Step.run("port %s is %s".formatted(port, setype), semanage(verb, "-t", setype, port)));
      } else if (state == State.ABSENT && has) {
        steps.add(Step.run("port %s isn't %s".formatted(port, setype), semanage("-d", port)));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ports", ports);
    values.put("proto", word());
    values.put("setype", setype);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private String word() {
    return proto.name().toLowerCase(Locale.ROOT);
  }

  /// Types by port, as a list has them for this protocol.
  private Map<String, List<String>> types(String text) {
    Map<String, List<String>> types = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher found = LINE.matcher(line.strip());
      if (found.matches() && found.group(2).equals(word())) {
        for (String port : found.group(3).split(",")) {
          types.computeIfAbsent(port.strip(), each -> new ArrayList<>()).add(found.group(1));
        }
      }
    }
    return types;
  }

  private Semanage policy() {
    return new Semanage("port", reload);
  }

  private Command semanage(String verb, Object... words) {
    List<Object> all = new ArrayList<>(List.of("-p", word()));
    all.addAll(List.of(words));
    return policy().change(verb, all);
  }
}
