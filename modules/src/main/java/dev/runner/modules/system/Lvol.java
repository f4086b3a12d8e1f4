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
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to a logical volume of LVM.
@Describe(
    summary = "Make a logical volume of LVM, a snapshot or a thin pool, resize or remove it.",
    description =
        """
        Removing a volume and making it smaller need `force`. A size in bytes counts in whole extents,
        as LVM makes it.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: a volume for the database
          lvol:
            vg: data
            lv: mysql
            size: 20g
            resizefs: true
        """,
    returns = {
      @Describe.Returned(name = "vg", value = "The volume group, of a volume that was there."),
      @Describe.Returned(name = "lv", value = "The volume, if it was there."),
      @Describe.Returned(
          name = "size",
          value = "How large it was before, in the unit of size, or megabytes.")
    })
@Needs("lvs")
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"lv", "thinpool"})
public record Lvol(
    @Param("The volume group.") String vg,
    @Param("The volume; with snapshot, what that is one of.") Optional<String> lv,
    @Param(
            "Size: megabytes, or with b s k m g t p e behind it, or percent of %VG, %PVS, %FREE,"
                + " %ORIGIN; + and - before it change a volume.")
        Optional<String> size,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param(value = "Whether it is seen as a device.", byDefault = "true") boolean active,
    @Param(value = "Whether it may be removed or made smaller.", byDefault = "false") boolean force,
    @Param(value = "Words for `lvcreate`.", byDefault = "") String opts,
    @Param("A snapshot of lv, in place of lv itself.") Optional<String> snapshot,
    @Param("Devices it lies on.") List<RemotePath> pvs,
    @Param("The thin pool it is in; without lv, the pool itself.") Optional<String> thinpool,
    @Param(value = "Whether one that is larger is made smaller.", byDefault = "true")
        boolean shrink,
    @Param(value = "Whether its file system is resized with it.", byDefault = "false")
        boolean resizefs)
    implements TaskModule {

  /// Whether it is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public Lvol {
    pvs = List.copyOf(pvs);
    LvmLook.checkName("vg", vg);
    if (lv.isEmpty() && thinpool.isEmpty()) {
      throw BadParameter.oneRequired("lv", "thinpool");
    }
    lv.ifPresent(name -> LvmLook.checkName("lv", name));
    snapshot.ifPresent(name -> LvmLook.checkName("snapshot", name));
    thinpool.ifPresent(name -> LvmLook.checkName("thinpool", name));
    size.ifPresent(LvolSize::parse);
    Words.split(opts);
  }

  /// The name of what is seen to.
  private String name() {
    return snapshot.or(() -> lv).or(() -> thinpool).orElseThrow();
  }

  private String path() {
    return vg + "/" + name();
  }

  @Override
  public Plan plan(Probe host) {
    LvmLook look = LvmLook.of(host, List.of());
    Optional<Plan> obstacle = look.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Optional<LvmLook.Group> group = look.group(vg);
    if (group.isEmpty()) {
      String message = "Volume group %s does not exist.".formatted(vg);
      return state == State.ABSENT
          ? Plan.unchanged(message).with("stdout", message).with("stdout_lines", List.of(message))
          : Plan.refuse(message, "make it with lvg").with("rc", 5L);
    }
    Optional<LvmLook.Logical> there = look.logical(vg, name());
    if (state == State.ABSENT) {
      return there.map(_ -> removal()).orElseGet(() -> Plan.unchanged("there is none"));
    }
    return there.map(each -> changes(group.get(), each)).orElseGet(() -> creation(look));
  }

  private Plan removal() {
    return force
        ? Plan.changes(
            Step.run("remove the volume " + path(), Command.of("lvremove", "--force", path())))
        : Plan.refuse(
            "Sorry, no removal of logical volume %s without force=true.".formatted(name()),
            "see whether it is needed");
  }

  private Plan creation(LvmLook look) {
    Optional<LvmLook.Logical> origin = lv.flatMap(name -> look.logical(vg, name));
    if (snapshot.isPresent() && origin.isEmpty()) {
      return Plan.refuse(
          "Snapshot origin LV %s does not exist in volume group %s.".formatted(lv.orElse(""), vg),
          "make it first");
    }
    boolean thin = lv.isPresent() && thinpool.isPresent();
    if (thin && look.logical(vg, thinpool.get()).isEmpty()) {
      return Plan.refuse(
          "Thin pool LV %s does not exist in volume group %s.".formatted(thinpool.get(), vg),
          "make it first: the same without lv");
    }
    boolean needsNone =
        snapshot.isPresent() && origin.filter(each -> !each.pool().isEmpty()).isPresent();
    if (size.isEmpty() && !needsNone) {
      return Plan.refuse("No size given.", "give the size of the new volume");
    }
    Optional<LvolSize> wanted = size.map(LvolSize::parse);
    if (wanted.filter(each -> !each.sign().isEmpty()).isPresent()) {
      return Plan.refuse(
          "'%s' changes a volume, and there is none".formatted(size.get()),
          "give the size without a sign");
    }
    List<Object> words = new ArrayList<>(List.of("lvcreate", "--yes"));
    wanted
        .map(each -> each.words(false))
        .ifPresent(each -> words.addAll(List.of(sized(each, thin))));
    words.addAll(Words.split(opts));
    if (snapshot.isPresent()) {
      words.addAll(List.of("-s", "-n", snapshot.get(), vg + "/" + lv.orElseThrow()));
    } else if (thinpool.isPresent()) {
      lv.ifPresent(each -> words.addAll(List.of("-n", each)));
      words.addAll(List.of("-T", vg + "/" + thinpool.get()));
    } else {
      words.addAll(List.of("-n", lv.orElseThrow(), vg));
    }
    words.addAll(pvs);
    List<Step> steps = new ArrayList<>();
    steps.add(Step.run("make the volume " + path(), Command.of(words)));
    if (!active) {
      steps.add(activation("n"));
    }
    return Plan.changes(steps).predicting("msg", "");
  }

  /// A thin volume has a size of its own, which takes no room.
  private static Object[] sized(String[] words, boolean thin) {
    return thin && words[0].equals("-L") ? new Object[] {"-V", words[1]} : words;
  }

  private Step activation(String word) {
    return Step.run(
        "make %s %s".formatted(path(), word.equals("y") ? "seen" : "unseen"),
        Command.of("lvchange", "-a" + word, path()));
  }

  private Plan changes(LvmLook.Group group, LvmLook.Logical there) {
    List<Step> steps = new ArrayList<>();
    LvolSize unit = LvolSize.parse(size.orElse("0m"));
    if (size.isPresent()) {
      long wanted = unit.bytes(group, there.size());
      Optional<Plan> obstacle = obstacle(group, there, wanted);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
      if (wanted > there.size() || (wanted < there.size() && shrink)) {
        steps.add(resize(unit, wanted > there.size()));
      }
    }
    if (active != there.isActive()) {
      steps.add(activation(active ? "y" : "n"));
    }
    Map<String, Object> told =
        Map.of("vg", vg, "lv", there.name(), "size", unit.told(there.size()));
    return steps.isEmpty()
        ? Plan.unchanged("the volume is so").withAll(told)
        : Plan.changes(steps).predictingAll(told);
  }

  private Optional<Plan> obstacle(LvmLook.Group group, LvmLook.Logical there, long wanted) {
    if (wanted - there.size() > group.free() && thinpool.isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "Logical Volume %s could not be extended. Not enough free space left (%db required / %db available)"
                  .formatted(there.name(), wanted - there.size(), group.free()),
              "let more devices join the group"));
    }
    if (wanted >= there.size() || !shrink) {
      return Optional.empty();
    }
    if (wanted < 1) {
      return Optional.of(
          Plan.refuse(
              "Sorry, no shrinking of %s to 0 permitted.".formatted(there.name()),
              "use state: absent to remove it"));
    }
    return force
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "Sorry, no shrinking of %s without force=true.".formatted(there.name()),
                "a file system in it has to be made smaller first, see resizefs"));
  }

  private Step resize(LvolSize wanted, boolean grows) {
    List<Object> words = new ArrayList<>(List.of(grows ? "lvextend" : "lvreduce"));
    if (!grows) {
      words.add("--force");
    }
    if (resizefs) {
      words.add("--resizefs");
    }
    words.addAll(List.of((Object[]) wanted.words(true)));
    words.add(path());
    if (grows) {
      words.addAll(pvs);
    }
    return Step.run(
        "make %s %s".formatted(path(), grows ? "larger" : "smaller"), Command.of(words));
  }
}
