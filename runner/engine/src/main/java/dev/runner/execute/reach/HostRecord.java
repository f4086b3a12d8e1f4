package dev.runner.execute.reach;

import dev.runner.execute.ahead.Mounts;
import dev.runner.module.Obligation;
import dev.runner.module.Output;
import dev.runner.module.Quoting;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.values.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run leaves on a host for other runs to find: who is at work there now, and what is owed.
///
/// The lock is a directory, made atomically, that names the run, who started it, and the shell on
/// the host that works for it. It counts as long as that shell lives: when a connection is cut, the
/// shell ends as soon as what it runs has ended, and the next run takes over at once. What is owed
/// stands in a file for each key and run, since local runs take no lock: in `/var/lib/runner/owed`
/// where root recorded it, otherwise below the login user's home. All that can be read is found,
/// but for what a run will pay that is still at work: each file names the shell that recorded it,
/// too.
final class HostRecord {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String MOUNTS = "file systems:";
  private static final Identity LOGIN = new Identity.Login();

  /// Sets `s` to the start of a process; its name may hold spaces and parentheses.
  private static final String BEGIN =
      """
      begin() {
        l=; read -r l 2>/dev/null <"/proc/$1/stat"
        set -- ${l##*") "}; s=${20}
      }
      """;

  /// Sets `d` to the directory of this identity's records, and makes it.
  private static final String OWED_DIRECTORY =
      """
      if [ "$(id -u)" = 0 ]; then d=/var/lib/runner/owed; m=755; else d=$HOME/.local/state/runner/owed; m=700; fi
      (umask 077; mkdir -p "$d") && chmod "$m" "${d%/owed}" "$d" || exit 3
      """;

  /// Somebody else is at work on the host.
  ///
  /// @param owner user and control machine
  /// @param since when it began
  record Taken(String run, String owner, Instant since) {}

  /// What an earlier run left owed.
  record Left(String key, String sentence, String remedy, String run, String owner, Instant at) {}

  /// What was found on the first contact.
  ///
  /// @param mounts what the host says of its file systems; empty if it wasn't asked
  record Found(Optional<Taken> taken, List<Left> owed, String mounts) {}

  private final HostSession session;
  private final String run;
  private final String owner;

  /// What was there when this run came.
  private volatile List<Left> before = List.of();

  /// @param owner who runs this, and where: `ann@laptop`
  HostRecord(HostSession session, String run, String owner) {
    this.session = session;
    this.run = run;
    this.owner = owner;
  }

  /// Looks at what other runs left, and takes the lock.
  ///
  /// @param lock false in check mode: nothing is written then
  /// @param mounts whether the file systems are asked for too
  Found arrive(boolean lock, boolean mounts) throws ConnectException {
    String script =
        """
        L=/run/lock; [ -d "$L" ] && [ -w "$L" ] || L=/tmp
        L=$L/runner.lock
        alive() { # the holder's pid and the start of its process
          [ -n "$1" ] && [ -d "/proc/$1" ] || return 1
          was=$2; begin "$1"; [ "$s" = "$was" ]
        }
        holder() { p= s=; read -r p s 2>/dev/null <"$L/holder"; }
        hold() { begin "$$"; printf '%%s %%s\\n' "$$" "$s" >"$L/holder"; }
        take() { mkdir -m 755 "$L" 2>/dev/null || return 1
          printf '%%s\\n' %s >"$L/run" && hold; }
        taken=
        if %s; then
          n=0
          while ! take; do
            holder
            r=; IFS= read -r r 2>/dev/null <"$L/run"
            if [ "$r" = %s ]; then # ours: a new shell takes the dead one's place
              alive "$p" "$s" || hold
              break
            fi
            # a lock that is just being made has no holder yet: give it a moment
            if [ -z "$p" ] && [ "$n" -lt 3 ]; then n=$((n + 1)); sleep 1; continue; fi
            if alive "$p" "$s"; then taken=1; break; fi
            n=$((n + 1)); [ "$n" -lt 6 ] || { taken=1; break; }
            mv "$L" "$L.$$" 2>/dev/null && rm -rf "$L.$$"
          done
        elif [ -d "$L" ]; then
          holder; if alive "$p" "$s"; then taken=1; fi
        fi
        if [ -n "$taken" ]; then printf 'taken '; cat "$L/run" 2>/dev/null || echo '{}'; fi
        for f in /var/lib/runner/owed/* "$HOME"/.local/state/runner/owed/*; do
          [ -r "$f" ] && [ -f "$f" ] || continue
          j= p= s=; { IFS= read -r j; read -r p s; } <"$f"
          alive "$p" "$s" || printf 'owed %%s\n' "$j"
        done
        %s
        exit 0
        """;
    String me = Quoting.quote(me());
    String also = mounts ? "echo '%s'; head -c %d </proc/self/mountinfo 2>/dev/null" : ":";
    Output output =
        session.run(
            LOGIN,
            Script.of(
                BEGIN
                    + script.formatted(
                        me,
                        lock ? "true" : "false",
                        me,
                        also.formatted(MOUNTS, Mounts.QUESTION.limit()))),
            DEADLINE);
    Found found = found(output);
    before = found.owed();
    return found;
  }

  private String me() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", run);
    line.put("owner", owner);
    return Json.line(line);
  }

  private static Found found(Output output) {
    Optional<Taken> taken = Optional.empty();
    List<Left> owed = new ArrayList<>();
    String all = output.stdout().lenientText();
    int mounts = all.indexOf(MOUNTS + "\n");
    String record = mounts < 0 ? all : all.substring(0, mounts);
    for (String line : record.lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        continue;
      }
      Map<?, ?> entry = entry(line.substring(space + 1));
      if (line.startsWith("taken ")) {
        taken =
            Optional.of(
                new Taken(text(entry, "run"), text(entry, "owner"), started(text(entry, "run"))));
      } else if (line.startsWith("owed ")) {
        owed.add(
            new Left(
                text(entry, "key"),
                text(entry, "sentence"),
                text(entry, "remedy"),
                text(entry, "run"),
                text(entry, "owner"),
                started(text(entry, "run"))));
      }
    }
    String systems = mounts < 0 ? "" : all.substring(mounts + MOUNTS.length() + 1);
    boolean cut = systems.length() >= Mounts.QUESTION.limit();
    return new Found(taken, owed, cut ? "" : systems);
  }

  /// A file that somebody else wrote may hold anything.
  private static Map<?, ?> entry(String line) {
    try {
      return Json.parse(line) instanceof Map<?, ?> map ? map : Map.of();
    } catch (Json.SyntaxError e) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    return value == null ? "" : value.toString();
  }

  /// A run's name begins with the time at which it started.
  private static Instant started(String run) {
    try {
      return RunName.started(run);
    } catch (java.time.format.DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /// Records what is owed, before the act.
  void record(Identity who, List<Obligation> obligations) throws ConnectException {
    StringBuilder script = new StringBuilder(BEGIN).append(OWED_DIRECTORY);
    script.append("begin \"$$\"\n");
    for (Obligation obligation : obligations) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("key", obligation.key());
      entry.put("sentence", obligation.sentence());
      entry.put("remedy", obligation.remedy());
      entry.put("run", run);
      entry.put("owner", owner);
      script.append(
          "printf '%%s\\n%%s %%s\\n' %s \"$$\" \"$s\" >\"$d/.new.$$\" && chmod 644 \"$d/.new.$$\" && mv \"$d/.new.$$\" \"$d/%s\" || exit 3\n"
              .formatted(Quoting.quote(Json.line(entry)), name(obligation.key(), run)));
    }
    Output output = session.run(who, Script.of(script.toString()), DEADLINE);
    if (!output.ok()) {
      throw new ConnectException(
          ConnectException.Kind.BECOME,
          "what will be owed can't be recorded on the host, so nothing was done: "
              + output.lastWords());
    }
  }

  /// Strikes what is paid: what this run recorded, and what earlier ones left. Records of another
  /// identity are struck where they may be; what a run has recorded since this one came is its own.
  void strike(Identity who, List<String> keys) throws ConnectException {
    StringBuilder script = new StringBuilder();
    for (String key : keys) {
      Set<String> names = new LinkedHashSet<>(List.of(digest(key), name(key, run)));
      before.stream()
          .filter(each -> each.key().equals(key))
          .forEach(each -> names.add(name(key, each.run())));
      for (String name : names) {
        script.append(
            "rm -f \"/var/lib/runner/owed/%1$s\" \"$HOME/.local/state/runner/owed/%1$s\" 2>/dev/null\n"
                .formatted(name));
      }
    }
    session.run(who, Script.of(script + "exit 0\n"), DEADLINE);
  }

  /// Gives the lock back.
  void leave() throws ConnectException {
    String script =
        """
        for L in /run/lock/runner.lock /tmp/runner.lock; do
          r=; [ -d "$L" ] && IFS= read -r r 2>/dev/null <"$L/run"
          [ "$r" = %s ] && rm -rf "$L"
        done
        exit 0
        """;
    session.run(LOGIN, Script.of(script.formatted(Quoting.quote(me()))), DEADLINE);
  }

  private static String name(String key, String run) {
    return digest(key) + "-" + digest(run);
  }

  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
