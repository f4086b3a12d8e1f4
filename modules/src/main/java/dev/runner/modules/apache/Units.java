package dev.runner.modules.apache;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Services of systemd that may be Apache. What systemd started it must also stop: it may start
/// again what ended otherwise, in the middle of whatever that was stopped for.
record Units(List<Unit> all) {
  /// Only where systemd is what runs the host.
  static final Command LOOK =
      Command.of(
          "sh",
          "-c",
          "[ ! -d /run/systemd/system ] || systemctl show -p Id -p MainPID -p ExecStart '*.service'");

  private static final Set<String> NAMES = Set.of("apache2ctl", "apachectl", "httpd", "apache2");

  /// @param pid 0 if it doesn't run
  /// @param program with which it is started
  record Unit(String id, long pid, String program) {
    private static final Pattern PROGRAM =
        Pattern.compile("^ExecStart=\\{ path=(\\S+)", Pattern.MULTILINE);
    private static final Pattern ID = Pattern.compile("^Id=(\\S+)", Pattern.MULTILINE);
    private static final Pattern PID = Pattern.compile("^MainPID=(\\d{1,10})$", Pattern.MULTILINE);

    static Unit of(String paragraph) {
      return new Unit(
          first(ID, paragraph, ""),
          Long.parseLong(first(PID, paragraph, "0")),
          first(PROGRAM, paragraph, ""));
    }

    private static String first(Pattern pattern, String text, String otherwise) {
      Matcher found = pattern.matcher(text);
      return found.find() ? found.group(1) : otherwise;
    }

    Command tell(String what) {
      return Command.of("systemctl", what, id);
    }

    private boolean isStartedLike(RemotePath control) {
      RemotePath path = RemotePath.of(program.isEmpty() ? "/" : program);
      return path.parent().equals(control.parent()) && NAMES.contains(path.name());
    }
  }

  /// Reads what [#LOOK] shows.
  static Units of(String shown) {
    return new Units(
        Arrays.stream(shown.split("\n\n")).map(Unit::of).filter(it -> !it.id().isEmpty()).toList());
  }

  /// The one whose process this is.
  Optional<Unit> running(long pid) {
    return all.stream().filter(unit -> pid > 0 && unit.pid() == pid).findFirst();
  }

  /// The one that would start the Apache that this program controls; none where several might.
  Optional<Unit> starting(RemotePath control) {
    List<Unit> found = all.stream().filter(unit -> unit.isStartedLike(control)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
