package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Unpacks an archive into a directory.
@Describe(
    summary = "Unpack a tar file, compressed or not, or a zip file into a directory.",
    description =
        """
        To see whether anything would change, the archive is unpacked into a private temporary
        directory of the host and compared, so that there must be room for it. The host's own tar or
        unzip does the work; they keep what is in an archive from leaving `dest`.
        """,
    since = "0.1",
    missing = "src (or content) and dest are required",
    example =
        """
        - name: unpack the release
          unarchive:
            src: foo.tgz
            dest: /var/lib/foo
        """,
    roundTrips = 3,
    returns = {
      @Describe.Returned(name = "dest", value = "The directory."),
      @Describe.Returned(name = "src", value = "The archive."),
      @Describe.Returned(name = "handler", value = "The kind of archive, as Ansible calls it."),
      @Describe.Returned(name = "files", value = "With list_files, what is in the archive."),
      @Describe.Returned(name = "extract_results", value = "The command, its rc, out and err."),
      @Describe.Returned(name = "owner", value = "Name of the directory's owner."),
      @Describe.Returned(name = "group", value = "Name of the directory's group."),
      @Describe.Returned(name = "uid", value = "Number of the directory's owner."),
      @Describe.Returned(name = "gid", value = "Number of the directory's group."),
      @Describe.Returned(name = "mode", value = "Permissions of the directory."),
      @Describe.Returned(name = "size", value = "Size of the directory in bytes."),
      @Describe.Returned(name = "state", value = "What is at dest: a directory."),
      @Describe.Returned(name = "msg", value = "Why nothing was looked at, with creates.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"include", "exclude"})
public record Unarchive(
    @Param(
            "The archive: a file of the control machine, or with remote_src one of the host or a"
                + " URL.")
        SourcePath src,
    @Param("The directory, which must exist.") RemotePath dest,
    @Param("Whether src is on the host; it isn't, if left out.") Optional<Boolean> remoteSrc,
    @Param("The opposite of remote_src, as it was called in former times.") Optional<Boolean> copy,
    @Param("If this path exists, nothing is done.") Optional<RemotePath> creates,
    @Param("Paths in the archive, or patterns of them, that are left out.") List<String> exclude,
    @Param("Paths in the archive, or patterns of them: only these are unpacked.")
        List<String> include,
    @Param("More options for tar or unzip.") List<String> extraOpts,
    @Param(value = "Whether files that are newer than the archive's are kept.", byDefault = "false")
        boolean keepNewer,
    @Param(value = "Whether the result lists what is in the archive.", byDefault = "false")
        boolean listFiles,
    @Param(value = "Whether the certificate of a URL is checked.", byDefault = "true")
        boolean validateCerts,
    @Param(value = "Whether a vaulted archive is decrypted.", byDefault = "true") boolean decrypt,
    @Param(
            value =
                "Read for playbooks that have it; how a download is buffered isn't ours to say.",
            byDefault = "65536")
        int ioBufferSize,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {
  private static final Duration DOWNLOAD = Duration.ofMinutes(30);

  /// What would make the tools work elsewhere than in dest: also in a bundle of letters, with the
  /// directory in the same word, and as the beginning of a long name, which tar takes for it.
  private static final Pattern ELSEWHERE =
      Pattern.compile("-[A-Za-z0-9]*[CPd:].*|--(?:dir|absolute|one-top|to-command|use-comp).*");

  public Unarchive {
    if (copy.isPresent() && remoteSrc.isPresent()) {
      throw new BadParameter("copy", "parameters are mutually exclusive: ('copy', 'remote_src')");
    }
    for (String option : extraOpts) {
      if (ELSEWHERE.matcher(option).matches()) {
        throw new BadParameter(
            "extra_opts", "%s would unpack elsewhere than in dest".formatted(option));
      }
    }
  }

  private boolean isOnHost() {
    return remoteSrc.orElse(false) || copy.filter(sent -> !sent).isPresent();
  }

  @Override
  public Plan plan(Probe host) {
    Plan plan = unpacked(host);
    if (dest.isAbsolute()) {
      return plan;
    }
    String sentence =
        "the destination %s is relative: it starts at the user's home; write an absolute path"
            .formatted(dest);
    return switch (plan) {
      case Plan.Changes changes -> changes.warning(sentence);
      case Plan.Unchanged same -> same.warning(sentence);
      default -> plan;
    };
  }

  private Plan unpacked(Probe host) {
    Pending<FileStat> directory = host.later(new Question.Stat(dest, true));
    Optional<Pending<FileStat>> made =
        creates.map(path -> host.later(new Question.Stat(path, true)));
    return isOnHost() && !src.text().contains("://")
        ? onHost(host, src.onHost(), directory, made)
        : obstacle(directory, made).orElseGet(() -> brought(host, directory));
  }

  /// Why nothing is to be unpacked, or can't be.
  private Optional<Plan> obstacle(
      Pending<FileStat> directory, Optional<Pending<FileStat>> creation) {
    if (creation.isPresent() && creation.get().get().exists()) {
      return Optional.of(
          Plan.unchanged("%s exists".formatted(creates.orElse(dest)))
              .withAll(Map.of("skipped", true))
              .with("msg", "skipped, since %s exists".formatted(creates.orElse(dest))));
    }
    return directory.get().isDirectory()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse("dest '%s' must be an existing dir".formatted(dest), "Make it first."));
  }

  private Plan onHost(
      Probe host,
      RemotePath archive,
      Pending<FileStat> directory,
      Optional<Pending<FileStat>> made) {
    Pending<FileStat> there = host.later(new Question.Stat(archive, true));
    Supplier<Plan> unpack = unpack(host, archive, directory);
    Optional<Plan> obstacle = obstacle(directory, made);
    if (obstacle.isPresent()) {
      return obstacle.get();
    } else if (!there.get().exists()) {
      return Plan.refuse("Source '%s' does not exist".formatted(archive), "Name another.");
    }
    if (there.get().isDirectory()) {
      return Plan.refuse("Source '%s' is a directory".formatted(archive), "Name an archive.");
    }
    return there.get().isFile()
        ? unpack.get()
        : Plan.refuse("Source '%s' is no regular file".formatted(archive), "Name an archive.");
  }

  /// Brings the archive to the host first.
  private Plan brought(Probe host, Pending<FileStat> directory) {
    if (!isOnHost()) {
      ControlFile file = src.onControl();
      return unpack(host, host.bring(decrypt ? file : file.asItStands()), directory).get();
    }
    RemotePath archive = host.scratch().resolve("download");
    HttpRequest request =
        new HttpRequest(
            "GET",
            src.text(),
            Map.of(),
            Optional.empty(),
            10,
            validateCerts,
            DOWNLOAD,
            Probe.READ_LIMIT,
            Optional.of(archive),
            HttpRoute.USUAL);
    HttpReply reply = host.ask(new Question.Http(request));
    return reply.answered() && reply.status() == 200
        ? unpack(host, archive, directory).get()
        : Plan.refuse(
            "Failure downloading %s, %s"
                .formatted(
                    HttpRequest.shown(src.text()),
                    reply.answered() ? "the server answered " + reply.status() : reply.trouble()),
            "Look at the address.");
  }

  /// Puts all questions about what is in the archive and below dest.
  private Supplier<Plan> unpack(Probe host, RemotePath archive, Pending<FileStat> directory) {
    Ownership ownership = Ownership.ask(host, permissions.wanted());
    Unpacking unpacking = new Unpacking(this, host, archive);
    Pending<TrialUnpacking> trial = unpacking.later();
    return () ->
        ownership
            .obstacle()
            .orElseGet(
                () ->
                    labels.overTree(
                        host, dest, () -> unpacking.plan(directory.get(), trial.get())));
  }
}
