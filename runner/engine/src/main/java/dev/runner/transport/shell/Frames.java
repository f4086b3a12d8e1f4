package dev.runner.transport.shell;

import dev.runner.transport.Script;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The texts that a shell is sent. Names of ours in it begin with `r_`.
final class Frames {
  /// A shell that reads its input by bytes takes about 0.4 ms for each KiB; `head` takes 1.5 ms.
  static final int BY_BYTES_LIMIT = 8 * 1024;

  private Frames() {}

  /// What the other frames call, and who the shell is: its process and whether it reads by bytes.
  /// - `r_end` ends a frame on both streams.
  /// - `printf` shows no text to `ps`: mksh has none of its own.
  /// - `r_group` runs the shell text from its input in a process group of its own.
  /// - `r_go` runs `$r_s` so, and writes its status on both streams. What the waiting shell says of
  ///   signals is not the command's.
  /// - `r_cat` says which process it is, then copies.
  /// - `r_live` gives each of the command's streams such a copier: what stays open when the command
  ///   has ended is the copier's pipe and never our stream. The command reads descriptor 5.
  ///
  /// `CDPATH` would make `cd` print.
  private static final String LIBRARY =
      """
      unset CDPATH
      r_end() { echo "$1 $r_"; echo "$1" >&2; }
      case $KSH_VERSION in *MIRBSD* | *LEGACY*)
        printf() { case $#$1 in 2%s) print -rn -- "$2" ;; '2%s\\n') print -r -- "$2" ;; 2%b) print -n -- "$2" ;; *) command printf "$@" ;; esac; } ;;
      esac
      if command -v setsid >/dev/null 2>&1; then r_group() { exec setsid sh; }
      else r_group() { set -m; exec 7<&0; sh <&7 7<&- & wait $!; }; fi
      r_go() { { printf %s "$r_s" | ( r_group ) 3<&5 5<&- 2>&6 6>&-; echo "$1 m $?"; echo "$1 m" >&6; } 6>&2 2>/dev/null; }
      r_cat() { read -r r_c r_x 2>/dev/null </proc/self/stat || r_c=$(exec sh -c 'echo $PPID'); echo "$1 c $r_c"; exec cat; }
      r_live() { { { { r_go "$1" 3>&- 2>&4 4>&-; } | r_cat "$1" >&3 3>&- 5<&-; } 4>&1 | r_cat "$1" >&2 3>&- 5<&-; } 3>&1 </dev/null; }
      """;

  static byte[] greeting(String marker) {
    return bytes(
        LIBRARY + "echo \"%1$s $$ ${BASH_VERSION:+bash}\"; echo %1$s >&2\n".formatted(marker));
  }

  /// Runs a script of ours.
  static byte[] run(byte[] script, String marker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(script.length + 128);
    out.writeBytes(bytes("( eval "));
    quoted(script, out);
    out.writeBytes(bytes(" ) </dev/null; r_=$?\nr_end " + marker + "\n"));
    return out.toByteArray();
  }

  /// The same for a large script and a shell that reads by bytes. A script whose end hasn't come is
  /// not run: half of it may be something else.
  static byte[] runByHead(byte[] script, String marker) {
    String end = marker + "e";
    ByteArrayOutputStream out = new ByteArrayOutputStream(script.length + 256);
    out.writeBytes(
        bytes(
            "r_=$(head -c %d); read -r r_e; [ \"$r_e\" = %s ] && ( eval \" $r_\" ) </dev/null; r_=$?\n"
                .formatted(script.length, end)));
    out.writeBytes(script);
    out.writeBytes(bytes(end + "\nr_end " + marker + "\n"));
    return out.toByteArray();
  }

  /// Runs a command of the user's that reads nothing.
  static byte[] live(byte[] script, String marker) {
    return live(script, marker, "r_live %1$s 5</dev/null; echo %1$s n; echo %1$s n >&2\n");
  }

  /// Runs a command of the user's that reads what the shell is sent from now on. That shell is
  /// spent then: what the command leaves unread must never be taken for a script.
  static byte[] liveReading(byte[] script, String marker) {
    return live(script, marker, "{ r_live %1$s 5<&0; echo %1$s n; echo %1$s n >&2; exit; }\n");
  }

  private static byte[] live(byte[] script, String marker, String call) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream(script.length + 128);
    inner.writeBytes(bytes("{ exec 0<&3 3<&-; echo \"" + marker + " g $$\"; eval "));
    quoted(script, inner);
    inner.writeBytes(bytes("; exit; }\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream(inner.size() + 256);
    out.writeBytes(bytes("r_s="));
    quoted(inner.toByteArray(), out);
    out.writeBytes(bytes("\n" + call.formatted(marker)));
    return out.toByteArray();
  }

  /// Runs a script of ours that reads what the shell is sent from now on.
  static byte[] feed(byte[] script, String marker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(script.length + 256);
    out.writeBytes(bytes("{ echo " + marker + " r; ( eval "));
    quoted(script, out);
    out.writeBytes(bytes(" ); r_=$?; r_end " + marker + "; exit; }\n"));
    return out.toByteArray();
  }

  /// In single quotes, byte by byte.
  static void quoted(byte[] script, ByteArrayOutputStream out) {
    byte[] quote = bytes("'\\''");
    out.writeBytes(
        bytes("' ")); // a script may begin with a dash, which eval would read as an option
    int start = 0;
    for (int i = 0; i < script.length; i++) {
      if (script[i] == '\'') {
        out.write(script, start, i - start);
        out.writeBytes(quote);
        start = i + 1;
      }
    }
    out.write(script, start, script.length - start);
    out.write('\'');
  }

  /// The bytes of a script.
  ///
  /// @throws IllegalArgumentException if there is a NUL, which no shell can take
  static byte[] reveal(Script script) {
    byte[] text = script.reveal();
    for (byte b : text) {
      if (b == 0) {
        throw new IllegalArgumentException("a script can't hold a NUL character");
      }
    }
    return text;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
