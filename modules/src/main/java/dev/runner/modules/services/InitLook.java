package dev.runner.modules.services;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a host says of one service, and of what starts it, asked at once.
///
/// @param question what was asked of all but systemd
/// @param lines the answer
/// @param said by key; what is said more than once is joined by blanks
/// @param unit what systemd says
/// @param file whether there is a file of systemd's or a script of that name
record InitLook(
    Command question, List<String> lines, Map<String, String> said, UnitLook unit, boolean file) {

  private static final String SCRIPT =
      """
      n=$1 use=$2 pattern=$3 levels=$4 # runner-look: not the service that ps is asked for
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
    Command question =
        Command.of(
            "sh",
            "-c",
            SCRIPT,
            "service",
            wanted.name(),
            use,
            wanted.pattern().orElse(""),
            String.join(" ", wanted.runlevels()));
    Pending<UnitLook> unit = UnitLook.ask(host, wanted.name(), scope);
    List<String> lines = host.look(question).lines();
    boolean file = files.stream().anyMatch(each -> each.get().exists());
    return new InitLook(question, lines, said(lines), unit.get(), file);
  }

  /// Where a file of that name makes the service known; asked typed, so that a check run sees the
  /// file that an earlier task would have made.
  private static List<String> places(String name) {
    List<String> paths = new ArrayList<>();
    String unit = UnitLook.named(name).replaceFirst("@.+(\\.[a-z]+)$", "@$1");
    PLACES.forEach(place -> paths.add(place + unit));
    if (!name.contains("/")) {
      paths.add("/etc/init.d/" + name);
    }
    return paths.stream().filter(path -> !name.contains("/")).toList();
  }

  private static Map<String, String> said(List<String> lines) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("@")) {
        int blank = line.indexOf(' ');
        String value = line.substring(blank + 1);
        said.merge(line.substring(1, blank), value, (old, more) -> old + " " + more);
      }
    }
    return said;
  }

  /// With other lines in place of those that begin with a key of them.
  InitLook having(List<String> instead, String... keys) {
    List<String> then =
        new ArrayList<>(
            lines.stream()
                .filter(line -> Stream.of(keys).noneMatch(key -> line.startsWith("@" + key + " ")))
                .toList());
    then.addAll(instead);
    return new InitLook(question, then, said(then), unit, file);
  }

  /// That the host will say this.
  List<Foretold> foretold() {
    return List.of(
        new Foretold.Says(
            question.words().stream().map(Text::value).toList(),
            false,
            Output.of(0, String.join("\n", lines), "")));
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

  InitSystem manager() {
    return switch (say("manager")) {
      case "systemd" -> InitSystem.SYSTEMD;
      case "openrc" -> InitSystem.OPENRC;
      default -> InitSystem.SYSV;
    };
  }
}
