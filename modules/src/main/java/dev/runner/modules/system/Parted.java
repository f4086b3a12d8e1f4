package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sees to a partition of a disk.
@Describe(
    summary = "Make, remove, name or enlarge a partition of a disk, or tell of them.",
    description =
        """
        A table of partitions is made only where `parted` and `blkid` see nothing at all, or an empty
        table of another kind: partitions and file systems are never lost with it. A partition is never
        made smaller.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: the whole disk for the data
          parted:
            device: /dev/vdb
            number: 1
            label: gpt
            name: data
            state: present
        """,
    returns = {
      @Describe.Returned(
          name = "disk",
          value = "Its dev, size, unit, table, model, logical_block and physical_block."),
      @Describe.Returned(
          name = "partitions",
          value = "Each partition: num, begin, end, size, unit, fstype, name, flags."),
      @Describe.Returned(name = "script", value = "The words that parted is given.")
    })
@Needs("parted")
@Constraint(value = Constraint.Kind.NEEDED, names = "number", when = "state", is = "present")
@Constraint(value = Constraint.Kind.NEEDED, names = "number", when = "state", is = "absent")
public record Parted(
    @Param("The disk, or a file that holds an image.") RemotePath device,
    @Param("Number of the partition; needed to change something.") Optional<Long> number,
    @Param(value = "What is to be done.", byDefault = "info") State state,
    @Param(value = "Kind of the table of partitions.", byDefault = "msdos") Label label,
    @Param(value = "Kind of the partition, in tables that have kinds.", byDefault = "primary")
        Kind partType,
    @Param(value = "Where a new partition starts: a size, or a part of the disk.", byDefault = "0%")
        String partStart,
    @Param(value = "Where it ends.", byDefault = "100%") String partEnd,
    @Param("Its name, in tables that have names.") Optional<String> name,
    @Param("Flags that it is to have, and no others.") Optional<List<String>> flags,
    @Param("Kind of file system that a new partition is marked for; none is made.")
        Optional<String> fsType,
    @Param(value = "Whether one that is there is enlarged up to part_end.", byDefault = "false")
        boolean resize,
    @Param(value = "How a new partition is aligned.", byDefault = "optimal") Align align,
    @Param(value = "Unit of sizes that are told, and of those given without.", byDefault = "KiB")
        String unit,
    @Param(value = "Whether units are told as they are written here.", byDefault = "false")
        boolean unitPreserveCase)
    implements TaskModule {
  private static final List<String> UNITS =
      List.of(
          "s", "B", "KB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB", "%", "cyl", "chs",
          "compact");
  private static final Pattern PLACE =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?(s|B|[kKMGT]i?B|%|cyl)?");

  /// What is to be done.
  public enum State {
    ABSENT,
    INFO,
    PRESENT
  }

  /// Kinds of tables.
  public enum Label {
    AIX,
    AMIGA,
    BSD,
    DVH,
    GPT,
    LOOP,
    MAC,
    MSDOS,
    PC98,
    SUN
  }

  /// Kinds of partitions.
  public enum Kind {
    EXTENDED,
    LOGICAL,
    PRIMARY
  }

  /// How partitions are aligned.
  public enum Align {
    CYLINDER,
    MINIMAL,
    NONE,
    OPTIMAL,
    UNDEFINED
  }

  public Parted {
    if (state != State.INFO && number.isEmpty()) {
      throw new BadParameter(
          "number",
          "state is %s but all of the following are missing: number"
              .formatted(state.name().toLowerCase(Locale.ROOT)));
    }
    if (number.filter(each -> each < 1).isPresent()) {
      throw new BadParameter("number", "The partition number must be greater then 0.");
    }
    if (!UNITS.contains(unit)) {
      throw BadParameter.choice("unit", unit, UNITS);
    }
    place("part_start", partStart);
    place("part_end", partEnd);
    if (!device.isAbsolute()) {
      throw new BadParameter("device", "name the disk by its whole path");
    }
    for (String word : flags.orElse(List.of())) {
      word("flags", word);
    }
    fsType.ifPresent(word -> word("fs_type", word));
    if (name.filter(text -> text.contains("\"") || text.contains("\n")).isPresent()) {
      throw new BadParameter("name", "a name has no quotes in it");
    }
  }

  private static void place(String parameter, String text) {
    if (!PLACE.matcher(text).matches()) {
      throw new BadParameter(
          parameter,
          "The argument '%s' doesn't respect required format.The size unit is case sensitive."
              .formatted(parameter));
    }
  }

  private static void word(String parameter, String text) {
    if (!text.matches("[A-Za-z][A-Za-z0-9_()+-]*")) {
      throw new BadParameter(parameter, "'%s' is no word of parted's".formatted(text));
    }
  }

  @Override
  public Plan plan(Probe host) {
    return new Partitioning(this).plan(host);
  }

  /// What parted is called with, besides its script.
  Command command(boolean fixes, List<String> script) {
    Command command = Command.of("parted", "-s").with("LC_ALL", "C");
    if (fixes) {
      command = command.and("-f");
    }
    command = command.and("-m");
    if (align != Align.UNDEFINED) {
      command = command.and("-a", align.name().toLowerCase(Locale.ROOT));
    }
    return command.and(device, "--").and(script.toArray());
  }
}
