package dev.runner.modules.facts;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.regex.Fnmatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out what is mounted, and what is meant to be.
@Describe(
    summary = "Gather facts about mounts, from the tables that name them.",
    since = "0.1",
    example =
        """
        - name: learn about network file systems
          mount_facts:
            fstypes: [nfs, nfs4]
            timeout: 10
            on_timeout: warn
        """,
    roundTrips = 2,
    returns = {
      @Describe.Returned(
          name = "ansible_facts",
          value =
              "What is known of each mount point by its path, as the first source has it"
                  + " (mount_points), and all that the sources say, if it is asked for"
                  + " (aggregate_mounts).")
    })
public record MountFacts(
    @Param("Patterns of devices: only mounts of those are told.") List<String> devices,
    @Param("Patterns of file system types: only mounts of those are told.") List<String> fstypes,
    @Param(
            "Where mounts are looked up: paths of tables, mount (the program), or static, dynamic and"
                + " all for the usual ones; all if left out.")
        List<String> sources,
    @Param(
            value =
                "The program that lists mounts, for the source mount and where no dynamic table is"
                    + " found; null for none.",
            byDefault = "mount")
        Value mountBinary,
    @Param("The longest time that one mount may take, in seconds; no bound if left out.")
        Optional<Double> timeout,
    @Param(value = "What becomes of a mount that takes longer.", byDefault = "error")
        OnTimeout onTimeout,
    @Param(
            "Whether aggregate_mounts is filled. If left out, it isn't, and mount points that a source"
                + " has more than once are warned of.")
        Optional<Boolean> includeAggregateMounts)
    implements TaskModule {

  /// What becomes of a mount that doesn't answer in time.
  public enum OnTimeout {
    ERROR,
    WARN,
    IGNORE
  }

  private static final String PROGRAM = "mount";
  private static final List<String> STATIC =
      List.of("/etc/fstab", "/etc/vfstab", "/etc/filesystems");
  private static final List<String> DYNAMIC = List.of("/etc/mtab", "/proc/mounts", "/etc/mnttab");

  public MountFacts {
    devices = List.copyOf(devices);
    fstypes = List.copyOf(fstypes);
    sources = List.copyOf(sources);
    if (sources.contains("")) {
      throw new BadParameter("sources", "sources contains an empty string");
    }
    timeout
        .filter(seconds -> seconds <= 0)
        .ifPresent(
            seconds -> {
              throw new BadParameter(
                  "timeout",
                  "argument 'timeout' must be a positive number or null, not " + seconds);
            });
    if (mountBinary.value() != None.NONE && !Text.isText(mountBinary.value())) {
      throw new BadParameter(
          "mount_binary",
          "argument 'mount_binary' must be a string or null, not "
              + Python.string(mountBinary.value()));
    }
  }

  private Optional<String> program() {
    return mountBinary.value() == None.NONE
        ? Optional.empty()
        : Optional.of(Python.string(mountBinary.value())).filter(name -> !name.isEmpty());
  }

  private List<String> places() {
    List<String> all = new ArrayList<>();
    for (String source : sources.isEmpty() ? List.of("all") : sources) {
      switch (source) {
        case "all" -> {
          all.addAll(DYNAMIC);
          all.addAll(STATIC);
        }
        case "dynamic" -> all.addAll(DYNAMIC);
        case "static" -> all.addAll(STATIC);
        default -> all.add(source);
      }
    }
    return all;
  }

  @Override
  public Plan plan(Probe host) {
    List<String> places = places();
    Set<String> once = new LinkedHashSet<>(places);
    if (once.contains(PROGRAM) && program().isEmpty()) {
      return Plan.refuse("the source mount needs a program", "Name it as mount_binary.");
    }
    Output told = host.look(sourcesQuestion(once));
    MountSources read = MountSources.of(told.stdout().lenientText());
    if (read.trouble().isPresent()) {
      return Plan.refuse(read.trouble().get(), "Name other sources, or another mount_binary.");
    }
    List<MountSources.Mount> mounts = read.mounts().stream().filter(this::isWanted).toList();
    MountSizes sizes = mounts.isEmpty() ? MountSizes.NONE : MountSizes.ask(host, mounts, timeout);
    List<String> late = new ArrayList<>(read.late() ? List.of(lateProgram()) : List.of());
    late.addAll(sizes.late());
    if (onTimeout == OnTimeout.ERROR && !late.isEmpty()) {
      return Plan.refuse(late.getFirst(), "Give more time, or say on_timeout: warn.");
    }
    List<String> warnings = new ArrayList<>(onTimeout == OnTimeout.WARN ? late : List.of());
    if (once.size() < places.size()) {
      warnings.add("sources that are named more than once are read once");
    }
    return told(mounts.stream().map(mount -> mount.facts(read, sizes)).toList(), warnings);
  }

  private String lateProgram() {
    return "%s took longer than %s seconds".formatted(program().orElse(PROGRAM), seconds());
  }

  private String seconds() {
    return timeout.map(Python::string).orElse("");
  }

  private Command sourcesQuestion(Set<String> places) {
    boolean fallback = program().isPresent() && places.stream().anyMatch(DYNAMIC::contains);
    return Command.of("sh", "-c", MountSources.SCRIPT, "mounts", program().orElse(""), seconds())
        .and(fallback ? String.join(" ", DYNAMIC) : "")
        .and(places.toArray());
  }

  private boolean isWanted(MountSources.Mount mount) {
    return matches(devices, mount.device()) && matches(fstypes, mount.entry().field("fstype"));
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(each -> Fnmatch.of(each).matches(text));
  }

  private Plan told(List<Map<String, Object>> mounts, List<String> warnings) {
    Map<String, Object> points = new LinkedHashMap<>();
    Map<Object, List<Object>> bySource = new LinkedHashMap<>();
    for (Map<String, Object> mount : mounts) {
      Object point = mount.getOrDefault("mount", "");
      points.putIfAbsent(Python.string(point), mount);
      if (mount.get("ansible_context") instanceof Map<?, ?> origin) {
        bySource.computeIfAbsent(origin.get("source"), name -> new ArrayList<>()).add(point);
      }
    }
    List<String> repeated =
        bySource.entrySet().stream()
            .filter(each -> Set.copyOf(each.getValue()).size() < each.getValue().size())
            .map(each -> String.valueOf(each.getKey()))
            .toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mount_points", points);
    facts.put("aggregate_mounts", includeAggregateMounts.orElse(false) ? mounts : List.of());
    Plan.Learned learned =
        Plan.learned("%d mounts".formatted(points.size()))
            .with("ansible_facts", facts)
            .with(new Effect.Facts(facts));
    learned = learned.warnings(warnings);
    return repeated.isEmpty() || includeAggregateMounts.isPresent()
        ? learned
        : learned.warning(
            "some mount points are there more than once in %s: mount_points has the first of each; say include_aggregate_mounts: true to get all, or false"
                .formatted(String.join(", ", repeated)));
  }
}
