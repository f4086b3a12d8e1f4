package dev.runner.modules.apache;

import dev.runner.module.Command;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;

/// Children of an Apache that died, for want of memory say: they go on listening, and as long as
/// they do no other Apache can.
///
/// @param pids their processes
record Orphans(List<Long> pids) {

  /// An Apache leads a session of its own, whose number is its pid; its children are in it, after
  /// its death too. Their open files may be hidden from root, in a container say.
  private static final String IN_SESSION =
      """
      for file in /proc/[0-9]*/stat; do
        read -r line 2>/dev/null <"$file" || continue
        name=${line#*'('} name=${name%')'*}
        set -- "$1" ${line##*')'}
        case $name in *apache*|*http*) if [ "$5" = "$1" ]; then echo "${line%% *}"; fi ;; esac
      done
      """;

  /// Politely first: one may be in the middle of an answer.
  private static final String END =
      """
      left() { for pid in "$@"; do if kill -0 "$pid" 2>/dev/null; then return 0; fi; done; return 1; }
      for pid in "$@"; do kill "$pid" 2>/dev/null; done
      n=0
      while left "$@" && [ $n -lt 10 ]; do n=$((n + 1)); sleep 1; done
      for pid in "$@"; do kill -KILL "$pid" 2>/dev/null; done
      true
      """;

  /// Those that are left of an Apache.
  ///
  /// @param dead its process, which is gone
  static Orphans of(Probe host, long dead) {
    List<String> found = host.look(Command.of("sh", "-c", IN_SESSION, "session", dead)).lines();
    return new Orphans(
        found.stream().filter(line -> line.matches("[0-9]{1,10}")).map(Long::valueOf).toList());
  }

  Step end() {
    List<Object> words = new ArrayList<>(List.of("sh", "-c", END, "end"));
    words.addAll(pids);
    String numbers = String.join(", ", pids.stream().map(pid -> Long.toString(pid)).toList());
    return Step.run(
        "end the children of an Apache that died (%s)".formatted(numbers), Command.of(words));
  }
}
