package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.ControlPlace;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Brings a file of the host to the control machine.
@Describe(
    summary = "Bring a file of the host to the control machine.",
    description =
        """
        The file goes to `dest`/HOST/PATH, or with `flat` to `dest` itself (into it, if it ends in
        `/`). It never leaves `dest`, whatever the host says.
        """,
    since = "0.1",
    missing = Fetch.NEEDED,
    example =
        """
        - name: keep what the host logged
          fetch:
            src: /var/log/messages
            dest: fetched
        """,
    returns = {
      @Describe.Returned(name = "dest", value = "The file on the control machine."),
      @Describe.Returned(name = "file", value = "The file on the host."),
      @Describe.Returned(name = "checksum", value = "SHA-1 checksum of the file."),
      @Describe.Returned(name = "remote_checksum", value = "The same, if the file was fetched."),
      @Describe.Returned(name = "md5sum", value = "MD5 checksum of the file."),
      @Describe.Returned(name = "remote_md5sum", value = "Nothing; Ansible has this key."),
      @Describe.Returned(name = "msg", value = "Why nothing was fetched.")
    })
public record Fetch(
    @Param(
            value = "The file on the host.",
            whenNull = Fetch.NEEDED,
            whenNoText = "Invalid type supplied for source option, it must be a string")
        RemotePath src,
    @Param(
            value = "Directory of the control machine, from the playbook's on.",
            whenNull = Fetch.NEEDED,
            whenNoText = "Invalid type supplied for dest option, it must be a string")
        ControlPlace dest,
    @Param(value = "Whether a file that is missing is a failure.", byDefault = "true")
        boolean failOnMissing,
    @Param(value = "Whether dest is the file itself.", byDefault = "false") boolean flat,
    @Param(value = "Whether what came is compared with the file.", byDefault = "true")
        boolean validateChecksum)
    implements TaskModule {
  static final String NEEDED = "src and dest are required";

  @Override
  public boolean foreseeable() {
    return false; // Ansible's skips it, and playbooks look at that
  }

  @Override
  public String unforeseen() {
    return "check mode not (yet) supported for this module";
  }

  private static final String REMEDY = "Name a file, or turn fail_on_missing off.";

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> stat = host.later(new Question.Stat(src, true));
    Pending<Optional<String>> sum = host.later(new Question.Checksum(src, "sha1"));
    FileStat there;
    try {
      there = stat.get();
    } catch (ProbeException e) {
      return Plan.refuse(
          "File is not readable: %s: %s".formatted(src, e.getMessage()),
          "Become a user who may read it.");
    }
    if (!there.exists()) {
      return absent("the remote file does not exist, not transferring, ignored");
    }
    if (there.isDirectory()) {
      return missing("remote file is a directory, fetch cannot work on directories");
    }
    if (sum.get().isEmpty()) {
      return missing("File is not readable: %s".formatted(src));
    }
    if (flat && !dest.text().endsWith("/") && Files.isDirectory(dest.path())) {
      return Plan.refuse(
          "dest is an existing directory",
          "Use a trailing slash if you want to fetch src into that directory.");
    }
    try {
      return plan(place(host.name()), sum.get().get());
    } catch (InvalidPathException e) {
      return Plan.refuse(
          "this machine can't name a file %s".formatted(e.getInput()), "Use flat and a dest.");
    }
  }

  private Plan absent(String because) {
    return failOnMissing
        ? Plan.refuse("the remote file does not exist", REMEDY).with("msg", because)
        : Plan.unchanged(because).with("msg", because).with("file", src.text());
  }

  private Plan missing(String because) {
    String ignored = because + ", not transferring, ignored";
    return failOnMissing
        ? Plan.refuse(because, REMEDY)
        : Plan.unchanged(ignored).with("msg", ignored);
  }

  /// Where the file goes, and what it must not leave.
  private record Place(Path file, Path under) {}

  private Place place(String host) {
    Path top = dest.path();
    if (flat && !dest.text().endsWith("/")) {
      return new Place(top, top.resolveSibling(""));
    }
    if (flat) {
      return new Place(top.resolve(src.name()), top);
    }
    String below = src.normalized().text();
    return new Place(top.resolve(host).resolve(below.replaceFirst("^/+", "")).normalize(), top);
  }

  private Plan plan(Place place, String checksum) {
    if (!place.file().startsWith(place.under()) || place.file().equals(place.under())) {
      return Plan.refuse(
          "%s would leave %s".formatted(place.file(), place.under()), "Name src without '..'.");
    }
    if (Files.isDirectory(place.file())) {
      return Plan.refuse(
          "calculated dest '%s' is an existing directory".formatted(place.file()),
          "Use another dest, or without flat.");
    }
    Optional<String> local = LocalSums.of(ChecksumAlgorithm.SHA1, place.file());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("file", src.text());
    values.put("dest", place.file().toString());
    values.put("checksum", checksum);
    if (local.filter(checksum::equals).isPresent()) {
      LocalSums.of(ChecksumAlgorithm.MD5, place.file()).ifPresent(sum -> values.put("md5sum", sum));
      return Plan.unchanged("%s is the same".formatted(place.file())).withAll(values);
    }
    values.put("remote_checksum", checksum);
    values.put("remote_md5sum", None.NONE);
    String title = "fetch %s to %s".formatted(src, place.file());
    return Plan.changes(new Step.Fetch(title, src, place.under(), place.file()))
        .predictingAll(values)
        .after((outputs, now) -> fetched(place.file(), checksum));
  }

  private Answer fetched(Path file, String expected) {
    LaterSum<Optional<String>> md5 =
        new LaterSum<>(() -> LocalSums.of(ChecksumAlgorithm.MD5, file)).begin();
    String is = LocalSums.of(ChecksumAlgorithm.SHA1, file).orElse("");
    if (validateChecksum && !is.equals(expected)) {
      return Finished.failed(
              "checksum mismatch: %s changed on the host while it was fetched".formatted(src))
          .with("checksum", is);
    }
    Finished done = Finished.changed("").with("checksum", is);
    return md5.get().map(sum -> done.with("md5sum", sum)).orElse(done);
  }
}
