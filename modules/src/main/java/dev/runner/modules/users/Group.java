package dev.runner.modules.users;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes, changes or removes a group.
@Describe(
    summary = "Make, change or remove groups of users.",
    since = "0.1",
    example =
        """
        - name: make a group for those who deploy
          group:
            name: deploy
            gid: 1200
        """,
    returns = {
      @Describe.Returned(name = "name", value = "Name of the group."),
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "gid", value = "Number of the group, if it is there."),
      @Describe.Returned(name = "system", value = "As given, if the group is there.")
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "gid", when = "non_unique", is = "True")
public record Group(
    @Param("Name of the group.") String name,
    @Param(value = "Whether the group is to be there.", byDefault = "present") State state,
    @Param("Number of the group.") Optional<Long> gid,
    @Param(value = "Whether the number may be another group's too.", byDefault = "false")
        boolean nonUnique,
    @Param(value = "Whether a new group is one of the system's.", byDefault = "false")
        boolean system,
    @Param(
            value = "Whether only the host's own files count, by the tools of libuser.",
            byDefault = "false")
        boolean local,
    @Param(
            value = "Whether a group is removed that is the primary one of a user.",
            byDefault = "false")
        boolean force,
    @Param("Smallest number that a new group may get.") Optional<Long> gidMin,
    @Param("Largest number that a new group may get.") Optional<Long> gidMax)
    implements TaskModule {

  /// Whether a group is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  private static final String LOOK =
      """
      n=$1 g=$2 local=$3
      [ "$local" = 0 ] && command -v getent >/dev/null || local=1
      all() { if [ "$local" = 1 ]; then cat /etc/group; else getent group; fi; }
      one() { if [ "$local" = 1 ]; then cat /etc/group; else getent group "$n"; fi; }
      one 2>/dev/null | N=$n awk -F: '($1 "") == (ENVIRON["N"] "") { print "group " $1 ":" $3; exit }'
      [ -z "$g" ] || all 2>/dev/null | G=$g awk -F: '$3 == ENVIRON["G"] { print "number " $1 }'
      for t in groupadd groupmod groupdel lgroupadd lgroupmod lgroupdel addgroup delgroup; do
        command -v "$t" >/dev/null && echo "has $t"
      done
      groupdel --help 2>&1 | grep -q -e --force && echo forces
      """;

  public Group {
    if (name.isEmpty() || name.startsWith("-") || name.matches("(?s).*[:,\\n].*")) {
      throw new BadParameter("name", "'%s' can't be the name of a group".formatted(name));
    }
    if (local && (gidMin.isPresent() || gidMax.isPresent())) {
      throw new BadParameter(
          "local",
          "'%s' can not be used with 'local'"
              .formatted(gidMin.isPresent() ? "gid_min" : "gid_max"));
    }
    if (force && local) {
      throw new BadParameter(
          "force",
          "force is not a valid option for local, force=True and local=True are mutually exclusive");
    }
  }

  /// What the host says.
  private record Look(Optional<Long> gid, List<String> others, List<String> said) {
    boolean has(String program) {
      return said.contains("has " + program);
    }
  }

  private Look look(Probe host) {
    String number = gid.map(String::valueOf).orElse("");
    Output output = host.look(Command.of("sh", "-c", LOOK, "group", name, number, local ? 1 : 0));
    List<String> lines = output.lines();
    Optional<Long> now =
        lines.stream()
            .filter(line -> line.startsWith("group "))
            .map(line -> Long.parseLong(line.substring(line.lastIndexOf(':') + 1)))
            .findFirst();
    List<String> others =
        lines.stream()
            .filter(line -> line.startsWith("number "))
            .map(line -> line.substring("number ".length()))
            .filter(other -> !other.equals(name))
            .toList();
    return new Look(now, others, lines);
  }

  @Override
  public Plan plan(Probe host) {
    Look look = look(host);
    boolean busybox = !local && !look.has("groupadd") && look.has("addgroup");
    if (!busybox && !look.has(local ? "lgroupadd" : "groupadd")) {
      return Plan.lacks(
          local ? "lgroupadd" : "groupadd",
          "Install %s on the host.".formatted(local ? "libuser" : "the shadow utilities"));
    }
    return switch (state) {
      case ABSENT -> remove(look, busybox);
      case PRESENT -> look.gid().isPresent() ? change(look, busybox) : make(look, busybox);
    };
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("state", state == State.ABSENT ? "absent" : "present");
    if (state == State.PRESENT) {
      values.put("system", system);
      gid.ifPresent(number -> values.put("gid", number));
    }
    return values;
  }

  private Plan remove(Look look, boolean busybox) {
    if (look.gid().isEmpty()) {
      return Plan.unchanged("there is no group " + name).withAll(values());
    }
    if (force && (busybox || !look.said().contains("forces"))) {
      return Plan.refuse(
          "The force option is not supported by the host's groupdel", "Leave force out.");
    }
    List<Object> words = new ArrayList<>();
    words.add(busybox ? "delgroup" : local ? "lgroupdel" : "groupdel");
    if (force) {
      words.add("--force");
    }
    words.add(name);
    return Plan.changes(Step.run("remove the group " + name, Command.of(words)).complaining(""))
        .predictingAll(values());
  }

  private Plan make(Look look, boolean busybox) {
    if (gid.isPresent() && !nonUnique && !look.others().isEmpty()) {
      return taken(look, busybox ? "" : "groupadd");
    }
    List<Object> words = new ArrayList<>();
    words.add(busybox ? "addgroup" : local ? "lgroupadd" : "groupadd");
    gid.ifPresent(number -> words.addAll(List.of("-g", number)));
    if (nonUnique || gidMin.isPresent() || gidMax.isPresent()) {
      if (busybox || (local && nonUnique)) {
        return Plan.refuse(
            "non_unique, gid_min and gid_max need groupadd", "Install the shadow utilities.");
      }
    }
    if (nonUnique) {
      words.add("-o");
    }
    gidMin.ifPresent(least -> words.addAll(List.of("-K", "GID_MIN=" + least)));
    gidMax.ifPresent(most -> words.addAll(List.of("-K", "GID_MAX=" + most)));
    if (system) {
      words.add(busybox ? "-S" : "-r");
    }
    words.add(name);
    return Plan.changes(Step.run("make the group " + name, Command.of(words)).complaining(""))
        .predictingAll(values())
        .after(this::finish);
  }

  /// @param program that would have refused; empty if none says it in these words
  private Plan taken(Look look, String program) {
    String holder = look.others().getFirst();
    String because =
        local || program.isEmpty()
            ? "GID '%d' already exists with group '%s'".formatted(gid.orElseThrow(), holder)
            : "%s: GID '%d' already exists".formatted(program, gid.orElseThrow());
    return Plan.refuse(
            because, "The group %s has it: choose another, or set non_unique.".formatted(holder))
        .with("name", name);
  }

  private Plan change(Look look, boolean busybox) {
    if (gid.isEmpty() || gid.equals(look.gid())) {
      return Plan.unchanged("the group %s is so already".formatted(name))
          .withAll(values())
          .with("gid", look.gid().orElseThrow());
    }
    if (busybox) {
      return Plan.refuse(
          "the host has no groupmod, so a group can't get another number",
          "Install the shadow utilities.");
    }
    if (!nonUnique && !look.others().isEmpty()) {
      return taken(look, "groupmod");
    }
    List<Object> words = new ArrayList<>();
    words.add(local ? "lgroupmod" : "groupmod");
    words.addAll(List.of("-g", gid.get()));
    if (nonUnique && !local) {
      words.add("-o");
    }
    words.add(name);
    String title = "change the number of the group %s from %d to %d";
    return Plan.changes(
            Step.run(title.formatted(name, look.gid().orElseThrow(), gid.get()), Command.of(words))
                .complaining(""))
        .predictingAll(values())
        .after(this::finish);
  }

  private Answer finish(Outputs outputs, Probe now) {
    return look(now)
        .gid()
        .map(number -> Finished.changed("").with("gid", number))
        .orElseGet(() -> Finished.failed("there is still no group " + name));
  }
}
