package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets the time zone of a host, and what its hardware clock shows.
@Describe(
    summary = "Set the time zone of a host, and what its hardware clock shows.",
    description =
        """
        Where systemd runs, by `timedatectl`; elsewhere `/etc/localtime` becomes a link to the zone,
        and `/etc/timezone` gets its name on hosts of the Debian family and where there is such a
        file. A service that runs already keeps the old zone until its next start.
        """,
    since = "0.1",
    collection = "community.general",
    alwaysCompares = true,
    example =
        """
        - name: live in Berlin
          timezone:
            name: Europe/Berlin
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What is done, a line each."),
      @Describe.Returned(name = "diff", value = "Zone and clock before and after.")
    })
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"hwclock", "name"})
public record Timezone(
    @Param("The zone, as it is called below /usr/share/zoneinfo.") Optional<String> name,
    @Param(value = "What the hardware clock shows.", aliases = "rtc") Optional<Clock> hwclock)
    implements TaskModule {

  /// What a hardware clock shows.
  public enum Clock {
    LOCAL,
    @Param(value = "Universal time.", name = "UTC")
    UTC;

    String word() {
      return this == LOCAL ? "local" : "UTC";
    }
  }

  private static final RemotePath LOCALTIME = RemotePath.of("/etc/localtime");
  private static final RemotePath TIMEZONE = RemotePath.of("/etc/timezone");
  private static final String UNKNOWN = "n/a";
  private static final String ZONES = "/usr/share/zoneinfo/";

  private static final String LOOK =
      """
      PATH=$PATH:/usr/sbin:/sbin
      if command -v timedatectl >/dev/null && said=$(LC_ALL=C timedatectl status 2>/dev/null); then
        echo "way systemd"
        printf '%s\\n' "$said" | sed -n \
          -e 's/^ *Time *zone: *\\([^ ]*\\).*/zone \\1/p' \
          -e 's/^ *RTC in local TZ: *yes.*/clock local/p'
      else
        if [ -L /etc/localtime ]; then
          at=$(readlink /etc/localtime)
          case $at in
            */zoneinfo/*) [ ! -e /etc/localtime ] || echo "zone ${at##*/zoneinfo/}" ;;
          esac
        elif [ -n "$1" ] && cmp -s /etc/localtime "/usr/share/zoneinfo/$1"; then
          echo "zone $1"
        fi
        [ -e /etc/debian_version ] && echo "debian yes"
        grep -q '^LOCAL$' /etc/adjtime 2>/dev/null && echo "clock local"
      fi
      command -v hwclock >/dev/null && echo "hwclock yes"
      [ -z "$1" ] || [ -f "/usr/share/zoneinfo/$1" ] && echo "known yes"
      true
      """;

  public Timezone {
    if (name.isPresent() && !name.get().matches("[A-Za-z0-9+_][A-Za-z0-9+_/-]*")) {
      throw new BadParameter("name", "'%s' can't be the name of a zone".formatted(name.get()));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look =
        host.lookLater(Command.of("sh", "-c", LOOK, "timezone", name.orElse("")));
    Pending<Optional<Content>> file = host.later(new Question.Read(TIMEZONE, 1 << 16));
    Map<String, String> said = new LinkedHashMap<>();
    look.get().lines().stream()
        .map(line -> line.split(" ", 2))
        .forEach(words -> said.putIfAbsent(words[0], words[1]));
    if (!said.containsKey("known")) {
      return Plan.refuse(
          "given timezone \"%s\" is not available".formatted(name.orElse("")),
          "Install tzdata on the host, or name a zone that it has.");
    }
    boolean systemd = said.containsKey("way");
    if (hwclock.isPresent() && !systemd && !said.containsKey("hwclock")) {
      return Plan.lacks("hwclock", "Install util-linux on the host.");
    }
    List<Step> steps = new ArrayList<>();
    name.ifPresent(zone -> steps.addAll(zone(zone, said, file.get())));
    hwclock.ifPresent(clock -> steps.addAll(clock(clock, said)));
    Map<String, Object> values = values(said, file.get());
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").with("msg", "").withAll(values)
        : Plan.changes(steps)
            .predicting("msg", String.join("\n", steps.stream().map(Step::title).toList()))
            .predictingAll(values);
  }

  private List<Step> zone(String zone, Map<String, String> said, Optional<Content> file) {
    boolean linked = zone.equals(said.get("zone"));
    if (said.containsKey("way")) {
      Command set = Command.of("timedatectl", "set-timezone", zone);
      return linked ? List.of() : List.of(Step.run("set the zone " + zone, set));
    }
    List<Step> steps = new ArrayList<>();
    if (!linked) {
      steps.add(new Step.Link("set the zone " + zone, LOCALTIME, ZONES + zone, true));
    }
    if (isNamed(said, file) && file.filter(text -> written(text).equals(zone)).isEmpty()) {
      Content after = Content.of(zone + "\n");
      String title = "keep the zone in " + TIMEZONE;
      steps.add(Step.write(title, TIMEZONE, file, after, Attributes.NONE));
    }
    return steps;
  }

  /// Whether the host keeps the name of its zone in a file.
  private static boolean isNamed(Map<String, String> said, Optional<Content> file) {
    return !said.containsKey("way") && (file.isPresent() || said.containsKey("debian"));
  }

  /// The zone before. Only a file that says what is wanted is not believed.
  private static String before(String zone, Map<String, String> said, Optional<Content> file) {
    String linked = said.getOrDefault("zone", UNKNOWN);
    if (!isNamed(said, file)) {
      return linked;
    }
    String written = file.map(Timezone::written).filter(name -> !name.isEmpty()).orElse(UNKNOWN);
    return written.equals(zone) ? linked : written;
  }

  private static String written(Content file) {
    return file.lenientText().strip();
  }

  private static List<Step> clock(Clock clock, Map<String, String> said) {
    if (clock.word().equals(said.getOrDefault("clock", "UTC"))) {
      return List.of();
    }
    boolean local = clock == Clock.LOCAL;
    Command set =
        said.containsKey("way")
            ? Command.of("timedatectl", "set-local-rtc", local ? "yes" : "no")
            : Command.of("hwclock", "--systohc", local ? "--localtime" : "--utc");
    return List.of(Step.run("let the hardware clock show " + clock.word(), set));
  }

  private Map<String, Object> values(Map<String, String> said, Optional<Content> file) {
    Map<String, Object> before = new LinkedHashMap<>();
    Map<String, Object> after = new LinkedHashMap<>();
    name.ifPresent(
        zone -> {
          before.put("name", before(zone, said, file));
          after.put("name", zone);
        });
    hwclock.ifPresent(
        clock -> {
          before.put("hwclock", said.getOrDefault("clock", "UTC"));
          after.put("hwclock", clock.word());
        });
    return Map.of("diff", Map.of("before", before, "after", after));
  }
}
