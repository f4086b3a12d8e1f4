package dev.runner.modules.facts;

import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host's tables of mounts say, and the identities of its devices.
///
/// @param mounts all of them, in the order of the sources
/// @param uuids by the path of the device
/// @param late whether the program took too long
/// @param trouble why the program couldn't be run
record MountSources(
    List<Mount> mounts, Map<String, String> uuids, boolean late, Optional<String> trouble) {
  private static final String UUID = "UUID=";

  /// Prints each source that wasn't there before under another name, behind a line with a mark; the
  /// output of the program, if it is asked for or if none of the usual tables says anything; and
  /// the devices with their identities.
  static final String SCRIPT =
      """
      program=$1 patience=$2 usual=$3
      shift 3
      mark() { printf '\\n\\001%s\\n' "$*"; }
      if [ -n "$patience" ] && ! command -v timeout >/dev/null 2>&1; then mark untimed; exit; fi
      list() {
        if ! command -v "$program" >/dev/null 2>&1; then mark missing; return; fi
        mark source mount
        if [ -n "$patience" ]; then timeout "$patience" "$program"; else "$program"; fi
        got=$?
        case $got in 0) ;; 124 | 143) mark late ;; *) mark failed "$got" ;; esac
      }
      seen=/ said=
      for source; do
        if [ "$source" = mount ]; then said=1; list; continue; fi
        [ -e "$source" ] && real=$(readlink -f -- "$source") || real=$source
        case $seen in */"$real"/*) continue ;; esac
        seen=$seen/$real/
        [ -f "$source" ] || continue
        text=$(cat -- "$source" 2>/dev/null)
        [ -n "$text" ] || continue
        case " $usual " in *" $source "*) said=1 ;; esac
        mark source "$source"
        printf '%s\\n' "$text"
      done
      if [ -n "$usual" ] && [ -z "$said" ]; then list; fi
      mark uuids
      for link in /dev/disk/by-uuid/*; do
        [ -e "$link" ] && printf '%s %s\\n' "$(readlink -f -- "$link")" "${link##*/}"
      done
      if command -v lsblk >/dev/null 2>&1; then lsblk -lnpo NAME,UUID -e 2 2>/dev/null; fi
      :
      """;

  /// A mount and where it is told of.
  ///
  /// @param device its device, by path where the table has its identity
  record Mount(String source, MountTable.Entry entry, String device) {
    String point() {
      return entry.field("mount");
    }

    /// All that is known of it.
    Map<String, Object> facts(MountSources all, MountSizes sizes) {
      Map<String, Object> facts = new LinkedHashMap<>(entry.fields());
      facts.putAll(sizes.of(point()));
      Map<String, Object> origin = new LinkedHashMap<>();
      origin.put("source", source);
      origin.put("source_data", entry.line());
      facts.put("ansible_context", origin);
      String named = entry.field("device");
      facts.put(
          "uuid",
          named.startsWith(UUID)
              ? named.substring(UUID.length())
              : Optional.<Object>ofNullable(all.uuids().get(device)).orElse(None.NONE));
      return facts;
    }
  }

  /// Reads the script's output.
  static MountSources of(String output) {
    List<String[]> parts = new ArrayList<>();
    for (String part : output.split("\n\u0001")) {
      String[] halves = part.split("\n", 2);
      parts.add(new String[] {halves[0], halves.length > 1 ? halves[1] : ""});
    }
    Map<String, String> uuids = new LinkedHashMap<>();
    boolean late = false;
    Optional<String> trouble = Optional.empty();
    for (String[] part : parts) {
      switch (part[0].split(" ")[0]) {
        case "uuids" -> part[1].lines().forEach(line -> uuid(line, uuids));
        case "late" -> late = true;
        case "missing" -> trouble = Optional.of("the host has no program that lists mounts");
        case "untimed" -> trouble = Optional.of("the host has no program timeout");
        case "failed" -> trouble = Optional.of("mount failed with status" + part[0].substring(6));
        default -> {
          // A source: read below, when all identities are known.
        }
      }
    }
    List<Mount> mounts = new ArrayList<>();
    for (String[] part : parts) {
      if (part[0].startsWith("source ")) {
        mounts(part[0].substring("source ".length()), part[1], uuids, mounts);
      }
    }
    return new MountSources(mounts, uuids, late, trouble);
  }

  private static void uuid(String line, Map<String, String> uuids) {
    String[] words = line.strip().split("\\s+");
    if (words.length == 2) {
      uuids.putIfAbsent(words[0], words[1]);
    }
  }

  private static void mounts(
      String source, String text, Map<String, String> uuids, List<Mount> mounts) {
    boolean program = source.equals("mount");
    for (MountTable.Entry entry : program ? MountTable.inOutput(text) : MountTable.inFile(text)) {
      mounts.add(new Mount(source, entry, device(entry.field("device"), uuids)));
    }
  }

  private static String device(String named, Map<String, String> uuids) {
    return uuids.entrySet().stream()
        .filter(each -> named.equals(UUID + each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(named);
  }
}
