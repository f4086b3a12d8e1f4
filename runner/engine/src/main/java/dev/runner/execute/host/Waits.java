package dev.runner.execute.host;

import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Until;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Waits until a host says yes: it decides by itself, again and again, in one script. The clock
/// that counts is the one since the host's start, which nobody sets.
final class Waits {
  private static final List<String> FUNCTIONS =
      List.of("die", "gone", "alive", "port", "timeout", "as", "there", "await");
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int YES = 0;
  private static final int NO = 1;
  private static final int LOOK_YOURSELF = 75;

  private final HostSession session;
  private final Identity who;
  private final Map<String, Text> environment;
  private final Library library;

  Waits(HostSession session, Identity who, Map<String, Text> environment, Library library) {
    this.session = session;
    this.who = who;
    this.environment = environment;
    this.library = library;
  }

  /// @return whether the host said yes before the deadline
  /// @throws ProbeException if the host can't tell
  boolean until(Until until, Duration interval, Duration deadline, Watching watching)
      throws ConnectException, InterruptedException {
    String what = Showing.until(until);
    long end = System.nanoTime() + deadline.toNanos();
    String loop = "rn_await %d %d\n".formatted(hundredths(interval), hundredths(deadline));
    Output output;
    try (Lines progress =
        new Lines(
            line ->
                watching.progress(
                    "waiting until %s (%s)".formatted(what, elapsed(line, deadline))))) {
      output =
          session.live(
              who,
              script(condition(until, Waits::onHost), loop),
              InputStream.nullInputStream(),
              progress,
              (buffer, offset, length) -> {},
              1L << 16,
              deadline.plus(GRACE));
    }
    return output.exit() == LOOK_YOURSELF
        ? byUs(until, interval, end, watching)
        : answer(output, what);
  }

  private Script script(Script condition, String then) {
    return new Script.Builder()
        .add(library.functions(FUNCTIONS))
        .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\nrn_cond() {\n")
        .add(condition)
        .add("\n}\n")
        .add(then)
        .build();
  }

  private static boolean answer(Output output, String what) {
    return switch (output.exit()) {
      case YES -> true;
      case NO -> false;
      default -> {
        Block block = new Block(output.exit(), new byte[0], output.stderr().bytes());
        throw new ProbeException(
            "whether %s can't be found out: %s".formatted(what, block.complaint()));
      }
    };
  }

  /// Where the host has no program that looks at ports we do, one look at a time.
  private boolean byUs(Until until, Duration interval, long end, Watching watching)
      throws ConnectException, InterruptedException {
    Ports ports = new Ports(session);
    String what = Showing.until(until);
    while (true) {
      Map<Port, Boolean> open = new HashMap<>();
      for (Port port : ports(until)) {
        open.put(port, ports.isOpen(port.address(), port.number()));
      }
      Script condition =
          condition(
              until,
              (port, wanted) -> Boolean.valueOf(wanted).equals(open.get(port)) ? "true" : "false");
      Output output =
          session.run(who, script(condition, "if rn_cond; then exit 0; fi\nexit 1\n"), GRACE);
      long left = end - System.nanoTime();
      if (answer(output, what) || left <= 0) {
        return output.exit() == YES;
      }
      watching.progress("waiting until %s".formatted(what));
      Thread.sleep(Duration.ofNanos(Math.min(left, interval.toNanos())));
    }
  }

  private record Port(String address, int number) {}

  private static Set<Port> ports(Until until) {
    Set<Port> found = new LinkedHashSet<>();
    switch (until) {
      case Until.Open it -> found.add(new Port(it.address(), it.port()));
      case Until.Closed it -> found.add(new Port(it.address(), it.port()));
      case Until.All it -> it.parts().forEach(part -> found.addAll(ports(part)));
      case Until.Any it -> it.parts().forEach(part -> found.addAll(ports(part)));
      default -> {}
    }
    return found;
  }

  /// Whether a port is open (or not), as text of a shell.
  private interface PortText {
    String of(Port port, boolean open);
  }

  private static String elapsed(String seconds, Duration deadline) {
    return "%s s of %s".formatted(seconds, time(deadline));
  }

  /// A duration as it is said.
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 1
        ? duration.toMillis() + " ms"
        : seconds < 120
            ? seconds + " s"
            : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  private static long hundredths(Duration duration) {
    return Math.max(1, duration.toMillis() / 10);
  }

  private Script condition(Until until, PortText ports) {
    return switch (until) {
      case Until.Succeeds it ->
          new Script.Builder()
              .add("{ ")
              .add(CommandScript.looking(it.command(), environment).withInput())
              .add("; } >/dev/null 2>&1")
              .build();
      case Until.Present it -> Script.of("rn_there " + FileNames.word(it.path()));
      case Until.Absent it -> Script.of("! rn_there " + FileNames.word(it.path()));
      case Until.Matches it -> Script.of(matches(it.path(), it.regex()));
      case Until.Gone it -> Script.of("! rn_alive " + it.pid());
      case Until.Open it -> Script.of(ports.of(new Port(it.address(), it.port()), true));
      case Until.Closed it -> Script.of(ports.of(new Port(it.address(), it.port()), false));
      case Until.Reached it -> Script.of("[ \"$(date +%s)\" -ge " + seconds(it.instant()) + " ]");
      case Until.All it -> joined(it.parts(), ports, " && ", "true");
      case Until.Any it -> joined(it.parts(), ports, " || ", "false");
    };
  }

  private static String matches(RemotePath path, String regex) {
    String word = FileNames.word(path);
    return "{ [ -f %1$s ] && grep -E -q -e %2$s <%1$s; }".formatted(word, Quoting.quote(regex));
  }

  private static String onHost(Port port, boolean open) {
    return "{ rn_port %s %d; rn_s=$?; [ $rn_s != 2 ] || exit %d; [ $rn_s = %d ]; }"
        .formatted(Quoting.quote(port.address()), port.number(), LOOK_YOURSELF, open ? 0 : 1);
  }

  private static long seconds(Instant instant) {
    return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
  }

  private Script joined(List<Until> parts, PortText ports, String operator, String ofNone) {
    Script.Builder text = new Script.Builder().add("{ ");
    String gap = "";
    for (Until part : parts) {
      text.add(gap).add("{ ").add(condition(part, ports)).add("; }");
      gap = operator;
    }
    return text.add(parts.isEmpty() ? ofNone : "").add("; }").build();
  }
}
