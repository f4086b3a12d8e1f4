package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host has of LVM: volume groups, physical and logical volumes, all of it asked at once and
/// without locks.
///
/// @param output what was said
/// @param devices by the path that was asked for: where it leads to; those that aren't there are
///   missing
record LvmLook(
    Output output,
    List<Group> groups,
    List<Physical> physicals,
    List<Logical> logicals,
    Map<String, String> devices) {

  /// A volume group; sizes in bytes.
  record Group(String name, long volumes, long size, long free, long extent) {}

  /// A physical volume; sizes in bytes.
  ///
  /// @param device where its path leads to
  /// @param group empty if it belongs to none
  /// @param start where its extents begin
  /// @param deviceSize of the device below
  record Physical(
      String device, String path, String group, long size, long start, long deviceSize) {}

  /// A logical volume; its size in bytes.
  ///
  /// @param attributes as `lvs` has them
  /// @param pool of a thin volume
  record Logical(String group, String name, long size, String attributes, String pool) {
    boolean isActive() {
      return attributes.length() > 4 && attributes.charAt(4) == 'a';
    }
  }

  private static final String LOOK =
      """
      o='--nolocking --noheadings --nosuffix --units b --separator ;'
      vgs $o -o vg_name,lv_count,vg_size,vg_free,vg_extent_size | sed 's/^ */vg;/' || exit
      pvs $o -o pv_name,vg_name,pv_size,pe_start,dev_size | sed 's/^ *//' |
        while IFS= read -r line; do
          printf 'pv;%s;%s\\n' "$(readlink -f -- "${line%%;*}")" "$line"
        done
      lvs -a $o -o vg_name,lv_name,lv_size,lv_attr,pool_lv | sed 's/^ */lv;/'
      for d do
        [ ! -e "$d" ] || printf 'device;%s;%s\\n' "$d" "$(readlink -f -- "$d")"
      done
      """;

  static LvmLook of(Probe host, List<RemotePath> devices) {
    List<Object> words = new ArrayList<>(List.of("sh", "-c", LOOK, "lvm"));
    words.addAll(devices);
    Output output = host.look(Command.of(words).with("LC_ALL", "C"));
    List<Group> groups = new ArrayList<>();
    List<Physical> physicals = new ArrayList<>();
    List<Logical> logicals = new ArrayList<>();
    Map<String, String> leads = new LinkedHashMap<>();
    for (String line : output.lines()) {
      String[] is = line.split(";", -1);
      switch (is[0]) {
        case "vg" ->
            groups.add(
                new Group(is[1], number(is[2]), number(is[3]), number(is[4]), number(is[5])));
        case "pv" ->
            physicals.add(
                new Physical(is[1], is[2], is[3], number(is[4]), number(is[5]), number(is[6])));
        case "lv" ->
            logicals.add(
                new Logical(is[1], is[2].replaceAll("[\\[\\]]", ""), number(is[3]), is[4], is[5]));
        case "device" -> leads.put(is[1], is[2]);
        default -> {}
      }
    }
    return new LvmLook(output, groups, physicals, logicals, leads);
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text.replaceFirst("\\..*", ""));
  }

  /// Why nothing can be told, if that is so.
  Optional<Plan> obstacle() {
    return output.ok()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "LVM can't be asked: " + output.lastWords(), "install lvm2, and become root"));
  }

  Optional<Group> group(String name) {
    return groups.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  Optional<Logical> logical(String group, String name) {
    return logicals.stream()
        .filter(each -> each.group().equals(group) && each.name().equals(name))
        .findFirst();
  }

  /// @throws BadParameter if LVM wouldn't take it for a name
  static void checkName(String parameter, String name) {
    if (!name.matches("[A-Za-z0-9+_.][A-Za-z0-9+_.-]*")) {
      throw new BadParameter(
          parameter, "'%s' is no name: letters, digits and + _ . -".formatted(name));
    }
  }
}
