package dev.runner.modules.files;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;

/// What came of unpacking an archive into a private directory, asked in one question together with
/// how that differs from what is below the destination.
///
/// @param differing what is in the archive and not so below the destination
/// @param names all that is in the archive, if that was asked for
/// @param stats type and mode, user and group (numbers, then names) of what is there already
record TrialUnpacking(
    Output output,
    ArchiveFormat format,
    List<String> differing,
    List<String> names,
    List<String> stats) {
  private static final String END = "//";

  /// What the script ends with where the program is missing.
  private static final int NO_PROGRAM = 71;

  /// Unpacks into `$1`; fails if something is at `$4` or there is nothing to unpack or nowhere to
  /// unpack it to, since silence would mean that all is there. The first bytes are printed and say
  /// which words are meant: the first `$7` of those that follow are unzip's, the others tar's.
  private static final String UNPACK =
      """
      t=$1 archive=$2 dest=$3 made=$4 columns=$5 also=$6 n=$7
      shift 7
      no() { echo "$1" >&2; exit 72; }
      if [ -n "$made" ] && [ -e "$made" ]; then no "$made is there"; fi
      [ -d "$dest" ] || no "$dest is no directory"
      case $dest in /*) ;; *) dest=$PWD/$dest ;; esac
      [ -f "$archive" ] || no "$archive is no regular file"
      kind=$(od -An -v -tx1 -N 6 "$archive" | tr -d ' \\n')
      echo "$kind"
      case $kind in
      %s
      *) program=tar ;;
      esac
      if [ "$program" = unzip ]; then
        others=$(($# - n))
        while [ "$n" -gt 0 ]; do set -- "$@" "$1"; shift; n=$((n - 1)); done
        shift "$others"
      else
        shift "$n"
      fi
      run=$(command -v "${program%%%% *}") || exit %d
      rm -rf -- "$t" && mkdir -- "$t" || exit 72
      case $program in
      unzip) "$run" "$@" ;;
      'tar '*) "$run" -x "${program#tar }" "$@" ;;
      *) "$run" -x "$@" ;;
      esac >"$t.said" 2>"$t.err" || {
        if [ -s "$t.err" ]; then cat "$t.err"; else cat "$t.said"; fi >&2
        exit 72
      }
      """
          .formatted(ArchiveFormat.cases(), NO_PROGRAM);

  /// Prints what is in the tree and not so below dest: kinds, permissions, owners, sizes, times,
  /// sums of files, targets of links. Then all names, and the attributes of what is there, if they
  /// are asked for. With `newer`, files that are newer below dest are left out.
  private static final String COMPARE =
      """
      cd -- "$t" || exit 70
      case $program$also in unzip*newer*) find . -type f -exec sh -c '
        d=$1; shift
        for p; do if [ "$d/$p" -nt "$p" ]; then rm -f -- "$p"; fi; done' sh "$dest" {} + ;;
      esac
      side() {
        find . ! -name . -type d -exec sh -c 'cd "$1" && f=$2 && shift 2 && stat -c "$f" -- "$@" 2>/dev/null' \
          sh "$1" "%F $columns %n" {} +
        find . -type f -exec sh -c 'cd "$1" && f=$2 && shift 2 && stat -c "$f" -- "$@" 2>/dev/null' \
          sh "$1" "%F $columns %Y %s %n" {} +
        find . -type f -exec sh -c 'cd "$1" && shift && sha1sum -- "$@" 2>/dev/null' sh "$1" {} +
        find . -type l -exec sh -c 'cd "$1" && shift
          for l; do printf "%s -> %s\\n" "$l" "$(readlink -- "$l")"; done' sh "$1" {} +
      }
      side "$PWD" >"$t.here"
      side "$dest" >"$t.there"
      grep -vxF -f "$t.there" -- "$t.here" | head -n 50
      echo //
      case $also in *list*) find . ! -name . -type d -exec printf '%s/\\n' {} + -o ! -name . -print ;; esac
      echo //
      case $also in *stats*)
        find . ! -name . ! -type l -exec sh -c '
          cd "$1" && shift && stat -c "%f %u %g %U %G" -- "$@" 2>/dev/null' sh "$dest" {} + ;;
      esac
      :
      """;

  /// Puts the question.
  ///
  /// @param unzip words for unzip, in case the archive is for it
  /// @param tar words for tar
  static Pending<TrialUnpacking> later(
      Probe host,
      Unarchive task,
      RemotePath archive,
      RemotePath tree,
      List<Object> unzip,
      List<Object> tar) {
    List<Object> words = new ArrayList<>(List.of("sh", "-c", UNPACK + COMPARE, "sh", tree));
    words.addAll(List.of(archive, task.dest(), task.creates().<Object>map(it -> it).orElse("")));
    words.addAll(List.of(columns(task), also(task), unzip.size()));
    words.addAll(unzip);
    words.addAll(tar);
    Pending<Output> output = host.lookLater(Command.of(words));
    return () -> read(output.get());
  }

  private static String columns(Unarchive task) {
    var wanted = task.permissions().wanted();
    String columns =
        (wanted.mode().isPresent() ? "" : "%a ")
            + (wanted.owner().isPresent() ? "" : "%u ")
            + (wanted.group().isPresent() ? "" : "%g");
    return columns.strip();
  }

  private static String also(Unarchive task) {
    return (task.keepNewer() ? "newer " : "")
        + (task.listFiles() ? "list " : "")
        + (task.permissions().wanted().isEmpty() ? "" : "stats");
  }

  private static TrialUnpacking read(Output output) {
    List<String> lines = output.lines();
    ArchiveFormat format = ArchiveFormat.of(lines.isEmpty() ? "" : lines.getFirst());
    List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      if (line.equals(END) && parts.size() < 3) {
        parts.add(new ArrayList<>());
      } else {
        parts.getLast().add(line);
      }
    }
    while (parts.size() < 3) {
      parts.add(List.of());
    }
    return new TrialUnpacking(output, format, parts.get(0), parts.get(1), parts.get(2));
  }

  /// Whether the host lacks the program for this kind of archive.
  boolean lacksProgram() {
    return output.exit() == NO_PROGRAM;
  }
}
