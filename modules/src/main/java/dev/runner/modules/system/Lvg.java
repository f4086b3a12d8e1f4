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
import java.util.Optional;

/// Sees to a volume group of LVM.
@Describe(
    summary = "Make a volume group of LVM, let devices join and leave it, or remove it.",
    description =
        """
        Devices become physical volumes where they aren't yet. A device that belongs to another
        group is refused, and a group with volumes is removed with `force` alone.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: room for volumes
          lvg:
            vg: data
            pvs: [/dev/vdb, /dev/vdc]
        """)
@Needs("vgs")
@Constraint(value = Constraint.Kind.NEEDED, names = "pvs", when = "reset_pv_uuid", is = "True")
public record Lvg(
    @Param("The volume group.") String vg,
    @Param("The devices it consists of; as they are if left out.") List<RemotePath> pvs,
    @Param(
            value = "Whether there is to be one, and its volumes are to be seen.",
            byDefault = "present")
        State state,
    @Param(
            value = "Size of the extents of a new group, in megabytes or with k, m, g behind it.",
            byDefault = "4")
        String pesize,
    @Param(value = "Words for `pvcreate`.", byDefault = "") String pvOptions,
    @Param(value = "Words for `vgcreate`.", byDefault = "") String vgOptions,
    @Param(
            value = "Whether physical volumes grow to the size of their devices.",
            byDefault = "false")
        boolean pvresize,
    @Param(value = "Whether devices that pvs doesn't name leave the group.", byDefault = "true")
        boolean removeExtraPvs,
    @Param(value = "Whether the devices named get other UUIDs, each time.", byDefault = "false")
        boolean resetPvUuid,
    @Param(value = "Whether the group gets another UUID, each time.", byDefault = "false")
        boolean resetVgUuid,
    @Param(value = "Whether a group with volumes may be removed.", byDefault = "false")
        boolean force)
    implements TaskModule {

  /// Whether there is to be a group.
  public enum State {
    ABSENT,
    PRESENT,
    ACTIVE,
    INACTIVE
  }

  /// Fails also where nothing but another group, which lacks devices, is amiss.
  private static final String RESIZE =
      """
      said=$(pvresize "$1")
      status=$?
      printf '%s\\n' "$said"
      case $said in *' 1 physical volume(s) resized'*) exit 0 ;; esac
      exit $status
      """;

  public Lvg {
    pvs = List.copyOf(pvs);
    LvmLook.checkName("vg", vg);
    if (resetPvUuid && pvs.isEmpty()) {
      throw new BadParameter(
          "pvs", "reset_pv_uuid is True but all of the following are missing: pvs");
    }
    if (!pesize.matches("[0-9]+(\\.[0-9]+)?[kKmMgGtTpPeEsSbB]?")) {
      throw new BadParameter("pesize", "'%s' is no size, such as 4 or 32m".formatted(pesize));
    }
    for (String options : List.of(pvOptions, vgOptions)) {
      Words.split(options);
    }
  }

  @Override
  public Plan plan(Probe host) {
    LvmLook look = LvmLook.of(host, pvs);
    Optional<Plan> obstacle = look.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Optional<LvmLook.Group> group = look.group(vg);
    if (state == State.ABSENT) {
      return group.map(this::removal).orElseGet(() -> Plan.unchanged("there is no such group"));
    }
    for (RemotePath device : pvs) {
      if (!look.devices().containsKey(device.text())) {
        return Plan.refuse("Device %s not found.".formatted(device), "name devices of the host");
      }
      Optional<String> other = owner(look, device).filter(name -> !name.equals(vg));
      if (other.isPresent()) {
        return Plan.refuse(
            "Device %s is already in %s volume group.".formatted(device, other.get()),
            "take it out of there first, with vgreduce");
      }
    }
    return group.map(there -> changes(look, there)).orElseGet(() -> creation(look));
  }

  private Plan removal(LvmLook.Group group) {
    return group.volumes() > 0 && !force
        ? Plan.refuse(
            "Refuse to remove non-empty volume group %s without force=true".formatted(vg),
            "see whether its volumes are needed")
        : Plan.changes(Step.run("remove the group " + vg, Command.of("vgremove", "--force", vg)));
  }

  /// The group that a device belongs to.
  private static Optional<String> owner(LvmLook look, RemotePath device) {
    return physical(look, device).map(LvmLook.Physical::group).filter(name -> !name.isEmpty());
  }

  private static Optional<LvmLook.Physical> physical(LvmLook look, RemotePath device) {
    String leads = look.devices().getOrDefault(device.text(), "");
    return look.physicals().stream().filter(each -> each.device().equals(leads)).findFirst();
  }

  private Plan creation(LvmLook look) {
    if (pvs.isEmpty()) {
      return Plan.refuse("No physical volumes given.", "name devices in pvs");
    }
    List<Step> steps = prepared(look, pvs);
    List<Object> words = new ArrayList<>(List.of("vgcreate"));
    words.addAll(Words.split(vgOptions));
    words.addAll(List.of("-s", pesize, vg));
    words.addAll(pvs);
    steps.add(Step.run("make the group " + vg, Command.of(words)));
    if (state == State.INACTIVE) {
      steps.add(activation("n"));
    }
    return Plan.changes(steps);
  }

  /// Makes physical volumes of those devices that are none.
  private List<Step> prepared(LvmLook look, List<RemotePath> devices) {
    List<Step> steps = new ArrayList<>();
    for (RemotePath device : devices) {
      if (physical(look, device).isEmpty()) {
        List<Object> words = new ArrayList<>(List.of("pvcreate"));
        words.addAll(Words.split(pvOptions));
        words.addAll(List.of("-f", device));
        steps.add(Step.run("make %s a physical volume".formatted(device), Command.of(words)));
      }
    }
    return steps;
  }

  private Plan changes(LvmLook look, LvmLook.Group group) {
    List<RemotePath> more = pvs.stream().filter(each -> owner(look, each).isEmpty()).toList();
    List<Step> steps = prepared(look, more);
    if (!more.isEmpty()) {
      List<Object> words = new ArrayList<>(List.of("vgextend", vg));
      words.addAll(more);
      steps.add(Step.run("let devices join " + vg, Command.of(words)));
    }
    if (pvresize) {
      grown(look, group)
          .forEach(each -> steps.add(Step.run("let %s grow".formatted(each), resize(each))));
    }
    List<String> extra = removeExtraPvs && !pvs.isEmpty() ? extra(look) : List.of();
    if (!extra.isEmpty()) {
      List<Object> words = new ArrayList<>(List.of("vgreduce", "--force", vg));
      words.addAll(extra);
      steps.add(Step.run("let devices leave " + vg, Command.of(words)));
    }
    if (resetVgUuid) {
      steps.add(
          Step.run("give %s another UUID".formatted(vg), Command.of("vgchange", "--uuid", vg)));
    }
    if (resetPvUuid) {
      pvs.forEach(
          each ->
              steps.add(
                  Step.run(
                      "give %s another UUID".formatted(each),
                      Command.of("pvchange", "--uuid", each))));
    }
    activated(look).ifPresent(steps::add);
    return steps.isEmpty() ? Plan.unchanged("the group is so") : Plan.changes(steps);
  }

  private static Command resize(String device) {
    return Command.of("sh", "-c", RESIZE, "pvresize", device).with("LC_ALL", "C");
  }

  /// Physical volumes of the task whose devices have room for an extent more.
  private List<String> grown(LvmLook look, LvmLook.Group group) {
    return pvs.stream()
        .flatMap(each -> physical(look, each).stream())
        .filter(each -> each.group().equals(vg))
        .filter(each -> each.deviceSize() - each.start() - each.size() >= group.extent())
        .map(LvmLook.Physical::path)
        .toList();
  }

  private List<String> extra(LvmLook look) {
    return look.physicals().stream()
        .filter(each -> each.group().equals(vg))
        .filter(each -> !look.devices().containsValue(each.device()))
        .map(LvmLook.Physical::path)
        .toList();
  }

  private Optional<Step> activated(LvmLook look) {
    boolean wanted = state == State.ACTIVE;
    boolean differs =
        look.logicals().stream()
            .anyMatch(each -> each.group().equals(vg) && each.isActive() != wanted);
    return state != State.PRESENT && differs
        ? Optional.of(activation(wanted ? "y" : "n"))
        : Optional.empty();
  }

  private Step activation(String word) {
    return Step.run(
        "make volumes of %s %s".formatted(vg, word.equals("y") ? "seen" : "unseen"),
        Command.of("vgchange", "--activate", word, vg));
  }
}
