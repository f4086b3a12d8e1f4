package dev.runner.modules.services;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a host says of one service, and of what starts it, asked at once.
///
/// @param said by key; what is said more than once is joined by blanks
/// @param properties what systemd says of the unit
/// @param file whether there is a file of systemd's or a script of that name
record InitLook(Map<String, String> said, Map<String, Object> properties, boolean file) {

  private static final String SCRIPT =
      """
      n=$1 use=$2 pattern=$3 levels=$4 scope=$5 # runner-look: not the service that ps is asked for
      has() { command -v "$1" >/dev/null 2>&1; }
      if [ "$use" = auto ]; then
        if has systemctl && { [ -d /run/systemd/system ] || [ -d /dev/.run/systemd ]; }; then use=systemd
        elif has rc-service && has openrc-run; then use=openrc
        elif [ ! -x "/etc/init.d/$n" ] && has systemctl && case $(readlink -f /sbin/init 2>/dev/null) in */systemd) ;; *) false ;; esac
        then use=systemd
        else use=sysv; fi
      fi
      echo "@manager $use"
      for t in service systemctl update-rc.d chkconfig insserv rc-service rc-update; do has $t && echo "@has $t"; done
      case $use in
      systemd)
        echo "@runtime ${XDG_RUNTIME_DIR:-/run/user/$(id -u)}"
        [ -d /run/systemd/system ] && [ "${SYSTEMD_OFFLINE:-0}" != 1 ] && echo "@booted yes"
        [ "${SYSTEMD_OFFLINE:-0}" = 1 ] && echo "@offline yes"
        : "${XDG_RUNTIME_DIR:=/run/user/$(id -u)}"
        export XDG_RUNTIME_DIR
        if [ -n "$n" ]; then
          e=$(systemctl $scope is-enabled -- "$n" 2>/dev/null)
          echo "@enabledrc $?"
          echo "@enabled $(printf '%s\\n' "$e" | tail -n 1)"
          systemctl $scope show -- "$n" 2>/dev/null | sed 's/^/=/'
        fi
        ;;
      openrc)
        rc-service --exists -- "$n" && echo "@found yes"
        rc-service -- "$n" status >/dev/null 2>&1
        echo "@statusrc $?"
        rc-update show "${levels:-default}" 2>/dev/null | N=$n awk '$1 == ENVIRON["N"] { print "@on " ENVIRON["N"] }'
        ;;
      *)
        if [ -x "/etc/init.d/$n" ]; then
          echo "@found yes"
          if has service; then s=$(service "$n" status 2>&1); else s=$("/etc/init.d/$n" status 2>&1); fi
          echo "@statusrc $?"
          printf '%s\\n' "$s" | while IFS= read -r l; do echo "@status $l"; done
        elif [ -e "/etc/init.d/$n" ]; then echo "@found no"; fi
        for l in ${levels:-0 1 2 3 4 5 6 S}; do
          for f in "/etc/rc$l.d"/[SK][0-9][0-9]"$n" "/etc/rc.d/rc$l.d"/[SK][0-9][0-9]"$n"; do
            if [ -e "$f" ] || [ -L "$f" ]; then
              case ${f##*/} in S*) echo "@on $l" ;; *) echo "@off $l" ;; esac
            fi
          done
        done
        ;;
      esac
      P=${pattern:-$n}
      export P
      { ps -eo args 2>/dev/null || ps -ef 2>/dev/null || ps; } | awk '
        index($0, ENVIRON["P"]) && !/runner-look/ { print "@process yes"; exit }'
      """;

  private static final List<String> PLACES =
      List.of(
          "/etc/systemd/system/",
          "/run/systemd/system/",
          "/usr/local/lib/systemd/system/",
          "/usr/lib/systemd/system/",
          "/lib/systemd/system/");

  /// Asks.
  ///
  /// @param use the init system, or `auto`
  /// @param scope an option of `systemctl`, or empty
  static InitLook ask(Probe host, Wanted wanted, String use, String scope) {
    List<Pending<FileStat>> files = new ArrayList<>();
    if (!wanted.name().isEmpty()) {
      places(wanted.name())
          .forEach(path -> files.add(host.later(new Question.Stat(RemotePath.of(path), true))));
    }
    Output output =
        host.look(
            Command.of(
                "sh",
                "-c",
                SCRIPT,
                "service",
                wanted.name(),
                use,
                wanted.pattern().orElse(""),
                String.join(" ", wanted.runlevels()),
                scope));
    boolean file = files.stream().anyMatch(each -> each.get().exists());
    return read(output.lines(), file);
  }

  /// Where a file of that name makes the service known; asked typed, so that a check run sees the
  /// file that an earlier task would have made.
  private static List<String> places(String name) {
    List<String> paths = new ArrayList<>();
    String unit = unit(name).replaceFirst("@.+(\\.[a-z]+)$", "@$1");
    PLACES.forEach(place -> paths.add(place + unit));
    if (!name.contains("/")) {
      paths.add("/etc/init.d/" + name);
    }
    return paths.stream().filter(path -> !name.contains("/")).toList();
  }

  /// The name with the ending that systemd takes for granted.
  static String unit(String name) {
    return name.matches(
            ".*\\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)")
        ? name
        : name + ".service";
  }

  private static InitLook read(List<String> lines, boolean file) {
    Map<String, String> said = new LinkedHashMap<>();
    List<String> shown = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("=")) {
        shown.add(line.substring(1));
      } else if (line.startsWith("@")) {
        int blank = line.indexOf(' ');
        String value = line.substring(blank + 1);
        said.merge(line.substring(1, blank), value, (old, more) -> old + " " + more);
      }
    }
    return new InitLook(said, properties(shown), file);
  }

  /// A value in braces may go over several lines.
  private static Map<String, Object> properties(List<String> lines) {
    Map<String, Object> all = new LinkedHashMap<>();
    String key = "";
    for (String line : lines) {
      boolean open =
          all.get(key) instanceof String text && text.startsWith("{") && !text.endsWith("}");
      int equals = line.indexOf('=');
      if (open || equals <= 0) {
        all.computeIfPresent(key, (name, text) -> text + "\n" + line);
      } else {
        key = line.substring(0, equals);
        all.put(key, line.substring(equals + 1));
      }
    }
    return all;
  }

  String say(String key) {
    return said.getOrDefault(key, "");
  }

  boolean is(String key) {
    return said.containsKey(key);
  }

  boolean has(String program) {
    return List.of(say("has").split(" ")).contains(program);
  }

  String property(String key) {
    return properties.getOrDefault(key, "").toString();
  }

  InitSystem manager() {
    return switch (say("manager")) {
      case "systemd" -> InitSystem.SYSTEMD;
      case "openrc" -> InitSystem.OPENRC;
      default -> InitSystem.SYSV;
    };
  }
}
