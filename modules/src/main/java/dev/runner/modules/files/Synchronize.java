package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.BetweenHosts;
import dev.runner.module.ControlPlace;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.RsyncCall;
import dev.runner.module.SourcePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes two directories equal by rsync.
@Describe(
    summary = "Bring files from the control machine to a host by rsync, or the other way.",
    description =
        """
        rsync must be there at both ends. It goes over the connection that the run has anyway: with
        passwords, through jump hosts, and as the user that the task becomes on the host. What would
        change is what `rsync --dry-run` says. Delegated to another host, rsync is started there;
        delegated to the host itself, both paths are on it.
        """,
    since = "0.1",
    missing = "synchronize requires both src and dest parameters are set",
    collection = "ansible.posix",
    example =
        """
        - name: the site's pictures
          synchronize:
            src: pictures/
            dest: /srv/site/pictures
            delete: true
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What rsync said, a line for each change."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of it."),
      @Describe.Returned(name = "rc", value = "The exit status of rsync."),
      @Describe.Returned(name = "cmd", value = "The command.")
    })
@BetweenHosts
public record Synchronize(
    @Param("What is copied; a directory's content alone, if a slash stands at its end.")
        SourcePath src,
    @Param("Where it goes.") ControlPlace dest,
    @Param(value = "Whether src is on the host, or dest.", byDefault = "push") Mode mode,
    @Param(
            value = "Whether links, permissions, times, owners and all below are copied.",
            byDefault = "true")
        boolean archive,
    @Param(value = "Whether contents are compared, and not sizes and times.", byDefault = "false")
        boolean checksum,
    @Param(value = "Whether what travels is compressed.", byDefault = "true") boolean compress,
    @Param(value = "Whether links are followed.", byDefault = "false") boolean copyLinks,
    @Param(value = "Whether files are put in place at the end, all at once.", byDefault = "true")
        boolean delayUpdates,
    @Param(value = "Whether what isn't in src is removed.", byDefault = "false") boolean delete,
    @Param(value = "Whether directories are made, but not entered.", byDefault = "false")
        boolean dirs,
    @Param(value = "Whether only files that are there are replaced.", byDefault = "false")
        boolean existingOnly,
    @Param("Whether the group is kept; as archive says if left out.") Optional<Boolean> group,
    @Param(
            value = "Directories at the destination whose files are shared by hard links.",
            path = true)
        List<String> linkDest,
    @Param("Whether links are copied as links; as archive says if left out.")
        Optional<Boolean> links,
    @Param("Whether the owner is kept; as archive says if left out.") Optional<Boolean> owner,
    @Param(value = "Whether half of a file is kept when the transfer breaks.", byDefault = "false")
        boolean partial,
    @Param("Whether permissions are kept; as archive says if left out.") Optional<Boolean> perms,
    @Param("Whether directories are entered; as archive says if left out.")
        Optional<Boolean> recursive,
    @Param("More options for rsync, each with its words as a shell would read them.")
        List<String> rsyncOpts,
    @Param("The command that is rsync at the other end, such as sudo rsync.")
        Optional<String> rsyncPath,
    @Param(value = "Seconds without a sign of the other end; 0 for no bound.", byDefault = "0")
        int rsyncTimeout,
    @Param("Whether times of files are kept; as archive says if left out.") Optional<Boolean> times,
    @Param("Accepted for playbooks that have it: the connection is the run's own.")
        Optional<Integer> destPort,
    @Param("Accepted for playbooks that have it: the connection is the run's own.")
        Optional<String> privateKey,
    @Param(
            value = "Accepted for playbooks that have it: the connection is the run's own.",
            byDefault = "true")
        boolean setRemoteUser,
    @Param(
            value = "Accepted for playbooks that have it: the connection is the run's own.",
            byDefault = "false")
        boolean sshConnectionMultiplexing,
    @Param(
            value = "Accepted for playbooks that have it: the connection is the run's own.",
            byDefault = "false")
        boolean useSshArgs,
    @Param(
            value = "Accepted for playbooks that have it: host keys are checked as ever.",
            byDefault = "false")
        boolean verifyHost)
    implements TaskModule {
  private static final String MARK = "<<CHANGED>>";
  private static final String DAEMON = "rsync://";
  private static final int NO_PROGRAM = 127;

  /// Which way files go.
  public enum Mode {
    PULL,
    PUSH
  }

  public Synchronize {
    linkDest = List.copyOf(linkDest);
    rsyncOpts = List.copyOf(rsyncOpts);
    boolean fromDaemon = src.text().startsWith(DAEMON);
    boolean toDaemon = dest.text().startsWith(DAEMON);
    if (fromDaemon && toDaemon) {
      throw new BadParameter("dest", "either src or dest must be a localhost");
    }
    if ((fromDaemon && mode == Mode.PUSH) || (toDaemon && mode == Mode.PULL)) {
      throw new BadParameter("mode", "a daemon is pulled from, or pushed to");
    }
    named("src", src.text(), fromDaemon);
    named("dest", dest.text(), toDaemon);
    if (delete && !archive && !recursive.orElse(false)) {
      throw new BadParameter("delete", "delete needs recursive: true");
    }
    sharesNothingWithItself(linkDest, dest.text());
    for (String option : rsyncOpts.stream().flatMap(each -> Words.split(each).stream()).toList()) {
      if (option.startsWith("--rsh") || option.equals("-e")) {
        throw new BadParameter(
            "rsync_opts", "%s: the connection is the run's own".formatted(option));
      }
    }
  }

  /// Files that were linked into a directory from one around it would be linked again each time.
  private static void sharesNothingWithItself(List<String> linkDest, String dest) {
    if (dest.isEmpty() || dest.startsWith(DAEMON)) {
      return;
    }
    RemotePath into = dest.endsWith("/") ? RemotePath.of(dest) : RemotePath.of(dest).parent();
    for (String link : linkDest) {
      if (link.isEmpty()) {
        throw new BadParameter("link_dest", "'link_dest' has an empty path");
      }
      RemotePath shared = RemotePath.of(link);
      if (into.isUnder(shared)) {
        throw new BadParameter(
            "link_dest",
            "Hardlinking into a subdirectory of the source would cause recursion. %s and %s"
                .formatted(into, dest));
      }
    }
  }

  private static void named(String parameter, String text, boolean daemon) {
    if (!daemon && text.indexOf(':') >= 0 && text.indexOf(':') < (text + "/").indexOf('/')) {
      throw new BadParameter(
          parameter, "'%s' names a host: say that by hosts, mode and delegate_to".formatted(text));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output tried = host.ask(new Question.Rsync(call(true)));
    if (!tried.ok()) {
      return refused(tried);
    }
    return changes(tried)
        ? Plan.changes(new Step.Rsync("synchronize " + dest.text(), call(false)))
            .predictingAll(values(tried, call(false)))
            .predicting("diff", Map.of("prepared", clean(tried)))
            .after((outputs, now) -> done(outputs.last()))
        : Plan.unchanged("it is so already").withAll(values(tried, call(false)));
  }

  private Finished done(Output output) {
    return Finished.changed("").withAll(values(output, call(false)));
  }

  private Plan refused(Output tried) {
    String said = tried.err().isBlank() ? tried.out() : tried.err();
    String remedy =
        tried.exit() == NO_PROGRAM || said.contains("not found")
            ? "Install rsync at both ends: on the host, and where the task begins."
            : "Look at the paths.";
    return Plan.refuse(said.isBlank() ? "rsync: exit status " + tried.exit() : said, remedy)
        .with("rc", (long) tried.exit())
        .with("cmd", call(false).command().toString());
  }

  /// With hard links each file is named, a period before those that stay as they are.
  private boolean changes(Output output) {
    return linkDest.isEmpty()
        ? output.out().contains(MARK)
        : output.lines().stream()
            .anyMatch(line -> line.startsWith(MARK) && !line.startsWith(MARK + "."));
  }

  private static String clean(Output output) {
    return output.stdout().lenientText().replace(MARK, "");
  }

  private static Map<String, Object> values(Output output, RsyncCall call) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("msg", clean(output));
    values.put("rc", (long) output.exit());
    values.put("cmd", call.command().toString());
    values.put("stdout_lines", clean(output).lines().filter(line -> !line.isEmpty()).toList());
    return values;
  }

  private RsyncCall call(boolean dry) {
    boolean daemon = src.text().startsWith(DAEMON) || dest.text().startsWith(DAEMON);
    RsyncCall.Far far =
        daemon
            ? RsyncCall.Far.NOTHING
            : mode == Mode.PUSH ? RsyncCall.Far.DESTINATION : RsyncCall.Far.SOURCE;
    String here =
        mode == Mode.PULL
            ? RsyncPath.here(dest.text(), dest::path)
            : RsyncPath.here(src.text(), () -> src.onControl().path());
    String from = RsyncPath.bare(src.text());
    return new RsyncCall("rsync", options(dry), from, RsyncPath.bare(dest.text()), far, here);
  }

  private List<String> options(boolean dry) {
    List<String> words = new ArrayList<>();
    add(words, delayUpdates, "--delay-updates", "-F");
    add(words, compress, "--compress");
    add(words, rsyncTimeout > 0, "--timeout=" + rsyncTimeout);
    add(words, dry, "--dry-run");
    add(words, delete, "--delete-after");
    add(words, existingOnly, "--existing");
    add(words, checksum, "--checksum");
    add(words, copyLinks, "--copy-links");
    add(words, archive, "--archive");
    parts(words);
    add(words, dirs, "--dirs");
    rsyncPath.ifPresent(path -> words.add("--rsync-path=" + path));
    rsyncOpts.forEach(each -> words.addAll(Words.split(each)));
    add(words, partial, "--partial");
    if (!linkDest.isEmpty()) {
      words.addAll(List.of("-H", "-vv"));
      linkDest.forEach(path -> words.add("--link-dest=" + path));
    }
    words.add("--out-format=" + MARK + "%i %n%L");
    return words;
  }

  /// What `archive` stands for is taken away from it, or else added to nothing.
  private void parts(List<String> words) {
    Map<String, Optional<Boolean>> parts = new LinkedHashMap<>();
    parts.put("recursive", recursive);
    parts.put("links", links);
    parts.put("perms", perms);
    parts.put("times", times);
    parts.put("owner", owner);
    parts.put("group", group);
    parts.forEach(
        (name, wanted) ->
            wanted
                .filter(is -> is != archive)
                .ifPresent(is -> words.add((is ? "--" : "--no-") + name)));
  }

  private static void add(List<String> words, boolean wanted, String... options) {
    if (wanted) {
      words.addAll(List.of(options));
    }
  }
}
