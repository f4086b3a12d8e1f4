package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.LimitedDifference;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourceMode;
import dev.runner.module.SourcePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.util.Optional;

/// Copies files to the host, or from one place to another on it.
@Describe(
    summary = "Copy files and directories to the host, or within it.",
    description =
        """
        A `src` that is a directory is copied with all that is in it; ending in `/`, only what is in
        it. Files are replaced as a whole, and only if they differ.
        """,
    since = "0.1",
    example =
        """
        - name: copy a file with owner and permissions
          copy:
            src: /srv/myfiles/foo.conf
            dest: /etc/foo.conf
            owner: foo
            group: foo
            mode: '0644'
        """,
    returns = {
      @Describe.Returned(name = "dest", value = "The file or directory on the host."),
      @Describe.Returned(name = "src", value = "The source, if there is one."),
      @Describe.Returned(name = "checksum", value = "SHA-1 checksum of the file."),
      @Describe.Returned(
          name = "md5sum",
          value = "MD5 checksum, if content of the control machine was written."),
      @Describe.Returned(name = "size", value = "Size in bytes."),
      @Describe.Returned(name = "owner", value = "Name of the owner."),
      @Describe.Returned(name = "group", value = "Name of the group."),
      @Describe.Returned(name = "uid", value = "Number of the owner."),
      @Describe.Returned(name = "gid", value = "Number of the group."),
      @Describe.Returned(name = "mode", value = "Permissions."),
      @Describe.Returned(name = "state", value = "What is at dest."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@LimitedDifference
public record Copy(
    @Param("File or directory to copy, of the control machine unless remote_src is set.")
        Optional<SourcePath> src,
    @Param("What is to be in the file, instead of src.") Optional<Content> content,
    @Param(
            value = "Where to, on the host; a directory if it ends in / or is one.",
            name = "dest",
            tellsGiven = true,
            whenNull = NO_DEST)
        Optional<RemotePath> target,
    @Param("Name or number of the user who is to own it.") Optional<String> owner,
    @Param("Name or number of the group that is to own it.") Optional<String> group,
    @Param(
            "Permissions, or 'preserve' for those of the source. Where a directory is copied on the"
                + " host (remote_src), those of the directory at dest: all in it has those of the"
                + " source.")
        Optional<SourceMode> mode,
    @Param("Permissions of directories that are made; with remote_src, of the directory at dest.")
        Optional<FileMode> directoryMode,
    @Param(value = "Whether src is on the host.", byDefault = "false") boolean remoteSrc,
    @Param(
            value = "Whether an existing file is replaced when it differs.",
            byDefault = "true",
            aliases = "thirsty")
        boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether a symbolic link at dest is followed.", byDefault = "false")
        boolean follow,
    @Param(
            "Whether symbolic links in src are followed; those of the control machine are if it is"
                + " left out, those of the host (remote_src) aren't.")
        Optional<Boolean> localFollow,
    @Param("SHA-1 checksum that the source must have.") Optional<String> checksum,
    @Param("Command that checks a file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Param(value = "Whether vaulted files are decrypted.", byDefault = "true") boolean decrypt,
    @Param(
            value =
                "Whether a file that can't be replaced as a whole (its directory can't be written"
                    + " to, it is a mount) is written over.",
            byDefault = "false")
        boolean unsafeWrites,
    @Spread Labels labels)
    implements TaskModule {
  private static final String NO_DEST = "dest is required";

  public Copy {
    boolean fromFile = src.filter(path -> !path.text().isEmpty()).isPresent();
    if (fromFile && content.isPresent()) {
      throw new BadParameter("src", "src and content are mutually exclusive");
    } else if (!fromFile && content.isEmpty()) {
      throw new BadParameter("src", "src (or content) is required");
    }
    if (target.isEmpty()) {
      throw new BadParameter("dest", NO_DEST);
    }
    if (content.isPresent() && target.get().text().endsWith("/")) {
      throw new BadParameter("dest", "can not use content with a dir as dest");
    }
    validate.ifPresent(Validation::command);
  }

  RemotePath dest() {
    return target.orElseThrow();
  }

  private ControlFile source(ControlFile file) {
    return decrypt ? file : file.asItStands();
  }

  @Override
  public Plan plan(Probe host) {
    if (content.isPresent()) {
      return inline(host, content.get());
    }
    return remoteSrc ? fromHost(host) : fromControl(host, source(src.orElseThrow().onControl()));
  }

  private Plan inline(Probe host, Content text) {
    if (checksum.isPresent() && !checksum.get().equals(Digests.of(ChecksumAlgorithm.SHA1, text))) {
      return mismatch("content", Digests.of(ChecksumAlgorithm.SHA1, text));
    }
    Pending<FileStat> there = host.later(new Question.Stat(dest(), true));
    Plan plan = placement(dest().name(), modeOr(Optional.empty())).plan(host, text);
    return there.get().isDirectory()
        ? Plan.refuse(
            "can not use content with a dir as dest: %s is a directory".formatted(dest()),
            "Name a file as dest.")
        : plan;
  }

  private Plan fromControl(Probe host, ControlFile file) {
    if (file.isDirectory()) {
      return labels.overTree(host, dest(), () -> new TreeCopy(this, file).plan(host));
    }
    if (checksum.isPresent()) {
      String sum = Digests.of(ChecksumAlgorithm.SHA1, file);
      if (!checksum.get().equals(sum)) {
        return mismatch(file.name(), sum);
      }
    }
    Optional<FileMode> preserved =
        preserves() ? Optional.of(LocalModes.of(file.path())) : Optional.empty();
    return with(
        placement(file.path().toFile().getName(), modeOr(preserved))
            .plan(host, new Placement.Source.Local(file)),
        file.path().toString());
  }

  private Plan fromHost(Probe host) {
    RemotePath from = src.orElseThrow().onHost();
    Pending<FileStat> stat = host.later(new Question.Stat(from, true));
    Pending<Optional<String>> sum = host.later(new Question.Checksum(from, "sha1"));
    FileStat source = stat.get();
    if (!source.exists()) {
      return Plan.refuse("Source %s not found".formatted(from), "");
    }
    if (source.isDirectory()) {
      return labels.overTree(host, dest(), () -> new HostTreeCopy(this, from, source).plan(host));
    }
    if (!source.isFile()) {
      return Plan.refuse(
          "Source %s is not a file or directory".formatted(from), "Name a file or a directory.");
    }
    String is = sum.get().orElse("");
    if (checksum.isPresent() && !checksum.get().equals(is)) {
      return mismatch(from.text(), is);
    }
    Optional<FileMode> kept =
        preserves() ? Optional.of(FileMode.of(source.mode())) : Optional.empty();
    return with(
        placement(from.name(), modeOr(kept)).plan(host, new Placement.Source.OnHost(from, is)),
        from.text());
  }

  private static Plan with(Plan plan, String source) {
    return switch (plan) {
      case Plan.Changes changes -> changes.predicting("src", source);
      case Plan.Unchanged unchanged -> unchanged.with("src", source);
      default -> plan;
    };
  }

  private static Plan mismatch(String what, String is) {
    return Plan.refuse(
        "the checksum of %s is %s, not the one expected".formatted(what, is),
        "Look at the source, or correct the checksum.");
  }

  private boolean preserves() {
    return mode.isPresent() && mode.get().mode().isEmpty();
  }

  /// The mode asked for, or else this one.
  private Optional<FileMode> modeOr(Optional<FileMode> other) {
    Optional<FileMode> asked = mode.flatMap(SourceMode::mode);
    return asked.isPresent() ? asked : other;
  }

  /// The mode of a file in a tree.
  Optional<FileMode> modeOf(FileMode source) {
    return preserves() ? Optional.of(source) : modeOr(Optional.empty());
  }

  private Placement placement(String name, Optional<FileMode> fileMode) {
    return new Placement(
        dest(),
        name,
        owner,
        group,
        fileMode,
        force,
        backup,
        follow,
        validate.map(Validation::command),
        unsafeWrites,
        labels);
  }
}
