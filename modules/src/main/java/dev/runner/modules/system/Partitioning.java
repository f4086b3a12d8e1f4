package dev.runner.modules.system;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What becomes of a disk's partitions.
record Partitioning(Parted task) {
  /// What stands on a disk is never guessed: without a `blkid` that can read it, nothing is known.
  private static final String LOOK =
      """
      [ -e "$1" ] || { echo missing; exit 0; }
      if parted --help | grep -q -e --fix; then echo fix; else echo plain; fi
      type=$(blkid -p -c /dev/null -o value -s TYPE "$1" 2>/dev/null)
      case $? in 0 | 2) echo "type $type" ;; 8) echo 'type several kinds at once' ;; *) echo blind ;; esac
      parted -s -m "$1" -- unit "$2" print 2>&1
      exit 0
      """;

  /// Partitions are aligned; what is smaller than this can't be gained.
  private static final double SLACK = 1 << 20;

  private record Look(boolean fixes, Optional<String> content, PartitionTable table) {}

  Plan plan(Probe host) {
    Output said = look(host);
    if (said.lines().contains("missing")) {
      return Plan.refuse("there is no device " + task.device(), "look at `lsblk` there");
    }
    Optional<Look> read = read(said);
    if (read.isEmpty()) {
      return Plan.refuse(
              "Error while getting device information with parted script: '%s'"
                  .formatted(String.join(" ", List.of("unit", task.unit(), "print"))),
              "become root, and look whether it is a disk")
          .with("out", said.out())
          .with("err", said.err());
    }
    Look look = read.get();
    return switch (task.state()) {
      case INFO ->
          Plan.unchanged("looked at " + task.device())
              .withAll(told(look.table(), List.of("unit", task.unit(), "print")));
      case ABSENT -> absent(look);
      case PRESENT -> present(look);
    };
  }

  private Output look(Probe host) {
    return host.look(
        Command.of("sh", "-c", LOOK, "parted", task.device(), task.unit()).with("LC_ALL", "C"));
  }

  private Optional<Look> read(Output said) {
    List<String> lines = said.lines();
    Optional<String> content =
        lines.stream()
            .filter(line -> (line + " ").startsWith("type "))
            .map(line -> line.substring(4).strip())
            .findFirst();
    return PartitionTable.of(lines, task.unit())
        .map(table -> new Look(lines.contains("fix"), content, table));
  }

  private Map<String, Object> told(PartitionTable table, List<String> script) {
    Map<String, Object> told = new LinkedHashMap<>();
    Map<String, Object> disk = new LinkedHashMap<>(table.disk());
    List<Map<String, Object>> parts = new ArrayList<>();
    table.values().forEach(part -> parts.add(new LinkedHashMap<>(part)));
    if (task.unitPreserveCase()) {
      disk.put("unit", task.unit());
      parts.forEach(part -> part.put("unit", task.unit()));
    }
    told.put("disk", disk);
    told.put("partitions", parts);
    told.put("script", List.copyOf(script));
    return told;
  }

  private Plan absent(Look look) {
    long number = task.number().orElseThrow();
    List<String> script = List.of("rm", Long.toString(number));
    return look.table().part(number).isEmpty()
        ? Plan.unchanged("there is no such partition").withAll(told(look.table(), List.of()))
        : applied("remove partition %d of %s".formatted(number, task.device()), look, script);
  }

  private Plan present(Look look) {
    String label = task.label().name().toLowerCase(Locale.ROOT);
    boolean relabels = !look.table().table().equals(label);
    if (relabels) {
      Optional<Plan> obstacle = occupied(look);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    long number = task.number().orElseThrow();
    Optional<PartitionTable.Partition> there =
        relabels ? Optional.empty() : look.table().part(number);
    List<String> script = new ArrayList<>();
    if (relabels) {
      script.addAll(List.of("mklabel", label));
    }
    if (there.isEmpty()) {
      boolean logical = task.partType() == Parted.Kind.LOGICAL;
      long next = relabels ? (logical ? 5 : 1) : look.table().next(logical);
      if (next != number) {
        return Plan.refuse(
            "parted would give the partition the number %d, not %d".formatted(next, number),
            "make partitions in the order of their numbers");
      }
      script.add("mkpart");
      script.add(task.partType().name().toLowerCase(Locale.ROOT));
      task.fsType().ifPresent(script::add);
      script.addAll(List.of(task.partStart(), task.partEnd()));
    } else if (task.resize()) {
      Optional<Plan> obstacle = resized(look.table(), there.get(), script);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    adorn(there, script);
    if (script.isEmpty()) {
      return Plan.unchanged("the partition is so already").withAll(told(look.table(), List.of()));
    }
    script.addAll(0, List.of("unit", task.unit()));
    String what = there.isEmpty() ? "make" : "change";
    return applied("%s partition %d of %s".formatted(what, number, task.device()), look, script);
  }

  /// Why no table may be made: something is there, or nobody can say.
  private Optional<Plan> occupied(Look look) {
    Optional<String> type = look.content().filter(text -> !text.isEmpty());
    if (type.isPresent()) {
      return Optional.of(
          Plan.refuse(
              "%s is already used as %s, which would be lost".formatted(task.device(), type.get()),
              "see whether it is needed; filesystem with state: absent wipes it"));
    }
    String kind = look.table().table();
    if (!look.table().parts().isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "%s has a table of the kind %s with %d partitions, which would be lost"
                  .formatted(task.device(), kind, look.table().parts().size()),
              "say label: %s to keep it, or remove the partitions first".formatted(kind)));
    }
    return look.content().isPresent()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "what is on %s can't be seen".formatted(task.device()),
                "become root; the host's blkid has to be that of util-linux"));
  }

  /// Adds the words that enlarge a partition; says why it can't be.
  private Optional<Plan> resized(
      PartitionTable table, PartitionTable.Partition there, List<String> script) {
    Optional<Double> scale = scale(task.unit());
    Optional<Double> wanted = end(table, scale);
    if (scale.isEmpty() || wanted.isEmpty() || !(there.end() instanceof Double end)) {
      return Optional.of(
          Plan.refuse(
              "sizes in %s can't be compared with %s".formatted(task.unit(), task.partEnd()),
              "set unit: MiB, and part_end in the same or in %"));
    }
    double gained = wanted.get() - end * scale.get();
    if (gained <= -SLACK) {
      return Optional.of(
          Plan.refuse(
              "partition %d ends behind %s, and what is in it would be lost"
                  .formatted(there.number(), task.partEnd()),
              "a partition is only made larger"));
    }
    if (gained >= SLACK) {
      script.addAll(List.of("resizepart", Long.toString(there.number()), task.partEnd()));
    }
    return Optional.empty();
  }

  /// Where it is to end, in bytes.
  private Optional<Double> end(PartitionTable table, Optional<Double> scale) {
    String text = task.partEnd();
    String number = text.replaceFirst("[a-zA-Z%]+$", "");
    String unit = text.substring(number.length());
    if (scale.isEmpty() || number.startsWith("-") || !(table.size() instanceof Double size)) {
      return Optional.empty();
    }
    double value = Double.parseDouble(number);
    return unit.equals("%")
        ? Optional.of(size * scale.get() * value / 100)
        : scale(unit.isEmpty() ? task.unit() : unit).map(each -> each * value);
  }

  private static Optional<Double> scale(String unit) {
    if (unit.equals("B")) {
      return Optional.of(1.0);
    }
    int power = "kMGT".indexOf(unit.replace('K', 'k').charAt(0)) + 1;
    return power > 0 && unit.endsWith("B")
        ? Optional.of(Math.pow(unit.endsWith("iB") ? 1024 : 1000, power))
        : Optional.empty();
  }

  /// Adds the words that give a partition its name and flags.
  private void adorn(Optional<PartitionTable.Partition> there, List<String> script) {
    String number = task.number().orElseThrow().toString();
    task.name()
        .filter(name -> there.filter(part -> part.name().equals(name)).isEmpty())
        .ifPresent(name -> script.addAll(List.of("name", number, '"' + name + '"')));
    List<String> wanted = new ArrayList<>(task.flags().orElse(List.of()));
    if (wanted.isEmpty()) {
      return;
    }
    if (wanted.contains("esp") && !wanted.contains("boot")) {
      wanted.add("boot"); // parted sets and takes away both
    }
    List<String> has =
        there.map(PartitionTable.Partition::flags).orElse(List.of()).stream()
            .filter(flag -> !flag.startsWith("type="))
            .toList();
    for (String flag : wanted) {
      if (!has.contains(flag)) {
        script.addAll(List.of("set", number, flag, "on"));
      }
    }
    for (String flag : has) {
      if (!wanted.contains(flag)) {
        script.addAll(List.of("set", number, flag, "off"));
      }
    }
  }

  private Plan applied(String title, Look look, List<String> script) {
    return Plan.changes(Step.run(title, task.command(look.fixes(), script)))
        .predicting("script", List.copyOf(script))
        .after((outputs, now) -> ended(now, script));
  }

  /// A new partition may have flags that nobody asked for.
  private Answer ended(Probe now, List<String> script) {
    Output said = look(now);
    Optional<Look> read = read(said);
    if (read.isEmpty()) {
      return Finished.failed("the disk can't be seen any more: " + said.lastWords());
    }
    PartitionTable table = read.get().table();
    boolean present = task.state() == Parted.State.PRESENT;
    Optional<PartitionTable.Partition> part = table.part(task.number().orElseThrow());
    if (part.isPresent() != present) {
      return Finished.failed(
              "partition %d is %s"
                  .formatted(task.number().orElseThrow(), present ? "not there" : "still there"))
          .withAll(told(table, script));
    }
    List<String> rest = new ArrayList<>();
    if (present) {
      adorn(part, rest);
    }
    if (rest.isEmpty()) {
      return Finished.changed("").withAll(told(table, script));
    }
    List<String> all = new ArrayList<>(script);
    all.addAll(rest);
    return Plan.changes(Step.run("set name and flags", task.command(read.get().fixes(), rest)))
        .after((outputs, then) -> adorned(then, all));
  }

  private Answer adorned(Probe then, List<String> script) {
    return read(look(then))
        .map(look -> Finished.changed("").withAll(told(look.table(), script)))
        .orElseGet(() -> Finished.failed("the disk can't be seen any more"));
  }
}
