package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Applies a patch to files of the host.
@Describe(
    summary = "Apply a patch to files, or take it back.",
    description =
        """
        By the host's `patch`. A patch that could be taken back counts as applied.
        """,
    since = "0.1",
    collection = "ansible.posix",
    roundTrips = 2,
    example =
        """
        - name: mend the program
          patch:
            src: mend.patch
            basedir: /srv/program
            strip: 1
        """)
@Needs("patch")
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"dest", "basedir"})
public record Patch(
    @Param(
            value = "The patch: a file of the control machine, or with remote_src of the host.",
            aliases = "patchfile")
        SourcePath src,
    @Param("Directory that the names in the patch start from; dest's if left out.")
        Optional<RemotePath> basedir,
    @Param(value = "The file, where the patch is for one.", aliases = "originalfile")
        Optional<RemotePath> dest,
    @Param(value = "Whether src is on the host.", byDefault = "false") boolean remoteSrc,
    @Param(value = "Whether the patch is to be applied.", byDefault = "present") State state,
    @Param(value = "How many leading directories of names are left out.", byDefault = "0")
        int strip,
    @Param(value = "Whether numbered copies of the old files are kept.", byDefault = "false")
        boolean backup,
    @Param(value = "Whether ends of lines are left as they are.", byDefault = "false")
        boolean binary,
    @Param(value = "Whether blanks that differ don't matter.", byDefault = "false")
        boolean ignoreWhitespace)
    implements TaskModule {

  /// Whether the patch is to be applied.
  public enum State {
    ABSENT,
    PRESENT
  }

  public Patch {
    if (dest.isEmpty() && basedir.isEmpty()) {
      throw BadParameter.oneRequired("dest", "basedir");
    }
  }

  /// What is refused leaves no file behind.
  private Command patch(Object file, boolean back, boolean dry) {
    List<Object> words =
        new ArrayList<>(List.of("patch", "-p" + strip, "-i", file, back ? "-R" : "-N"));
    if (dry) {
      words.add("--dry-run");
    }
    if (binary) {
      words.add("--binary");
    }
    if (ignoreWhitespace) {
      words.add("--ignore-whitespace");
    }
    if (!dry) {
      words.addAll(List.of("-r", "-"));
      if (backup) {
        words.addAll(List.of("--backup", "--version-control=numbered"));
      }
    }
    dest.ifPresent(path -> words.addAll(List.of("--", path)));
    return Command.of(words)
        .in(basedir.orElseGet(() -> dest.orElseThrow().parent()))
        .with("LC_ALL", "C");
  }

  @Override
  public Plan plan(Probe host) {
    RemotePath file = remoteSrc ? src.onHost() : host.bring(src.onControl());
    Pending<FileStat> patchFile = host.later(new Question.Stat(file, true));
    Optional<Pending<FileStat>> there = dest.map(path -> host.later(new Question.Stat(path, true)));
    Optional<Pending<FileStat>> base =
        basedir.map(path -> host.later(new Question.Stat(path, true)));
    if (!patchFile.get().isFile()) {
      return Plan.refuse("src %s doesn't exist or not readable".formatted(file), "look at it");
    }
    if (base.isPresent() && !base.get().get().isDirectory()) {
      return Plan.refuse(
          "basedir %s doesn't exist".formatted(basedir.orElseThrow()), "make it first");
    }
    if (base.isEmpty() && !there.orElseThrow().get().exists()) {
      return Plan.refuse(
          "dest %s doesn't exist or not writable".formatted(dest.orElseThrow()), "make it first");
    }
    boolean back = state == State.ABSENT;
    Pending<Output> undone = host.lookLater(patch(file, !back, true));
    Pending<Output> done = host.lookLater(patch(file, back, true));
    if (undone.get().ok()) {
      return Plan.unchanged(back ? "it isn't applied" : "it is applied");
    }
    if (!done.get().ok()) {
      String said = done.get().out().isBlank() ? done.get().err() : done.get().out();
      return Plan.refuse(said.strip(), "look whether the files are those that it was made for");
    }
    String name = src.text().substring(src.text().lastIndexOf('/') + 1);
    return Plan.changes(
        Step.run((back ? "take back " : "apply ") + name, patch(file, back, false)));
  }
}
