package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stops what runs in a shell, from another shell of the same identity: first politely, then not.
final class Stopping {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  /// Prints the process group of a process and the names of what runs in it, then signals it. A
  /// group that is ours too (no `setsid` on the machine) is spared: only the process gets the
  /// signal then. Fields of `/proc/PID/stat` as proc(5) numbers them; the name may hold anything.
  private static final String TERMINATE =
      """
      st() { { read -r l <"/proc/$1/stat"; } 2>/dev/null || return 1; c=${l#*"("}; c=${c%%")"*}; set -- ${l##*") "}; q=$3; }
      if st $$; then me=$q; else me=$(ps -o pgid= -p $$ | tr -d ' '); fi
      if st %1$d; then g=$q; else g=$(ps -o pgid= -p %1$d | tr -d ' '); fi
      names=
      for f in /proc/[0-9]*/stat; do
        n=${f#/proc/}; n=${n%%/stat}
        if [ "$n" != %2$d ] && st "$n" && [ "$q" = "$g" ]; then names="$names $c"; fi
      done
      if [ -n "$g" ] && [ "$g" != "$me" ]; then t=-$g; else t=%1$d; fi
      echo "$t$names"
      kill -TERM "$t" 2>/dev/null
      """;

  private final ShellPool pool;
  private final Identity who;
  private final Duration grace;

  /// @param grace between TERM and KILL
  Stopping(ShellPool pool, Identity who, Duration grace) {
    this.grace = grace;
    this.pool = pool;
    this.who = who;
  }

  /// Stops a process group and waits until the answer says so.
  ///
  /// @param pid a process of the group
  /// @param spared a process that isn't worth mentioning
  /// @return the names of the programs that ran
  List<String> stop(long pid, long spared, Answer ending) throws ConnectException {
    String[] words = script(TERMINATE.formatted(pid, spared)).strip().split(" ");
    if (!ended(ending)) {
      script("kill -KILL %s 2>/dev/null\n".formatted(words[0]));
      ended(ending);
    }
    return Stream.of(words).skip(1).distinct().collect(Collectors.toList());
  }

  /// Ends copiers whose pipes something keeps open.
  void endCopiers(LiveAnswer live) throws ConnectException {
    StringBuilder pids = new StringBuilder();
    live.outCopier().ifPresent(pid -> pids.append(' ').append(pid));
    live.errCopier().ifPresent(pid -> pids.append(' ').append(pid));
    script("kill -KILL%s 2>/dev/null\n".formatted(pids));
  }

  private boolean ended(Answer ending) {
    try {
      return ending.await(grace).isPresent();
    } catch (ConnectException goneWithItsShell) {
      return false;
    }
  }

  private String script(String text) throws ConnectException {
    ShellPool.Lease lease = pool.take(who, ShellPool.Need.STOP);
    Collected out = new Collected();
    boolean done = false;
    try {
      byte[] script = Frames.bytes(text);
      done =
          lease
              .shell()
              .run(script, out, (buffer, offset, length) -> {}, DEADLINE)
              .await(DEADLINE)
              .isPresent();
    } finally {
      if (done) {
        pool.giveBack(lease);
      } else {
        pool.discard(lease);
      }
    }
    return out.content().lenientText();
  }
}
