package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.files.Steward;
import java.util.List;
import java.util.Optional;

/// Clones a repository, or brings a clone to a version.
@Describe(
    summary = "Clone a git repository and check out a version of it.",
    description =
        """
        git runs as the owner of the clone, with the umask that the clone's mode calls for. Local
        commits of a branch are never dropped unless `force` says so; a clone with uncommitted
        changes is refused without it. Check mode asks the remote and fetches nothing.
        """,
    since = "0.1",
    roundTrips = 5,
    example =
        """
        - name: the site's code
          git:
            repo: https://git.example.org/site.git
            dest: /srv/site
            version: v1.2
        """,
    returns = {
      @Describe.Returned(name = "before", value = "The commit that was checked out, if any."),
      @Describe.Returned(name = "after", value = "The commit that is checked out."),
      @Describe.Returned(
          name = "remote_url_changed",
          value = "Whether the remote got another URL."),
      @Describe.Returned(
          name = "submodules_changed",
          value = "That submodules were checked out or updated."),
      @Describe.Returned(
          name = "git_dir_before",
          value = "Where git kept its files, if they were moved."),
      @Describe.Returned(
          name = "git_dir_now",
          value = "Where git keeps its files, if they were moved."),
      @Describe.Returned(name = "archive", value = "The archive, if one was asked for.")
    })
@Needs("git")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"separate_git_dir", "bare"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"accept_hostkey", "accept_newhostkey"})
@Constraint(value = Constraint.Kind.NEEDED, names = "archive", when = "archive_prefix")
public record Git(
    @Param(value = "URL or path of the repository.", aliases = "name") String repo,
    @Param("Where the clone is on the host; may be left out with clone: false.")
        Optional<RemotePath> dest,
    @Param(
            value = "Branch, tag, ref or commit; HEAD is the remote's own branch.",
            byDefault = "HEAD")
        String version,
    @Param(value = "Name of the remote.", byDefault = "origin") String remote,
    @Param("What else is fetched, as git's refspecs have it.") Optional<String> refspec,
    @Param(
            value = "Whether uncommitted changes and local commits are thrown away.",
            byDefault = "false")
        boolean force,
    @Param("How many commits of history are fetched; all if left out.") Optional<Integer> depth,
    @Param(value = "Whether a missing clone is made.", byDefault = "true", name = "clone")
        boolean clones,
    @Param(value = "Whether an existing clone is brought up to date.", byDefault = "true")
        boolean update,
    @Param(value = "Whether the clone has no work tree.", byDefault = "false") boolean bare,
    @Param(value = "Whether submodules are checked out too.", byDefault = "true") boolean recursive,
    @Param(
            value = "Whether submodules follow their branches instead of what the tree says.",
            byDefault = "false")
        boolean trackSubmodules,
    @Param(value = "Whether only the history of the version is cloned.", byDefault = "false")
        boolean singleBranch,
    @Param("Repository on the host that objects are borrowed from when cloning.")
        Optional<RemotePath> reference,
    @Param("Where git keeps its own files, instead of in the clone.")
        Optional<RemotePath> separateGitDir,
    @Param(value = "Whether any key of the server of an ssh URL is accepted.", byDefault = "false")
        boolean acceptHostkey,
    @Param(
            value = "Whether a key of a server that isn't known yet is accepted.",
            byDefault = "false")
        boolean acceptNewhostkey,
    @Param("File on the host with the private key for ssh.") Optional<RemotePath> keyFile,
    @Param("Options for ssh, as on its command line.") Optional<String> sshOpts,
    @Param(value = "Whether the commit or tag must have a good signature.", byDefault = "false")
        boolean verifyCommit,
    @Param(value = "Fingerprints of keys of which one must have signed.", aliases = "gpg_whitelist")
        List<String> gpgAllowlist,
    @Param("Archive of the tree to make on the host: .zip, .tar, .tar.gz or .tgz.")
        Optional<RemotePath> archive,
    @Param("What the names in the archive begin with.") Optional<String> archivePrefix,
    @Param("Path of the git to run, instead of the one on the PATH.")
        Optional<RemotePath> executable,
    @Param(
            "Permissions that new files don't get, as quoted octal digits; what the clone's mode"
                + " calls for if left out.")
        Optional<Value> umask)
    implements TaskModule {

  public Git {
    gpgAllowlist = List.copyOf(gpgAllowlist);
    repo = url(repo);
    word("repo", repo);
    word("version", version);
    word("remote", remote);
    refspec.ifPresent(text -> word("refspec", text));
    if (dest.isEmpty() && clones) {
      throw new BadParameter("dest", "the destination directory must be specified unless clone=no");
    }
    if (archive.isPresent() && tarball(archive, archivePrefix).orElseThrow().format().isEmpty()) {
      throw new BadParameter(
          "archive",
          "Unable to get file extension from archive file name : %s; it ends in .zip, .tar, .tar.gz or .tgz"
              .formatted(archive.get()));
    }
    umask.ifPresent(Git::mask);
  }

  /// git ignores `depth` where the repository is given as a path.
  static String url(String repo) {
    return repo.startsWith("/") ? "file://" + repo : repo;
  }

  private static FileMode mask(Value umask) {
    String text = umask.value().toString();
    if (umask.value() instanceof Number) {
      throw new BadParameter("umask", "umask must be defined as a quoted octal integer");
    } else if (!text.matches("[0-7]{1,4}")) {
      throw new BadParameter("umask", "umask must be an octal integer, such as '0022'");
    }
    return FileMode.of(Integer.parseInt(text, 8));
  }

  private static void word(String parameter, String text) {
    if (text.isEmpty() || text.startsWith("-")) {
      throw new BadParameter(parameter, "'%s' is no name of git's".formatted(text));
    }
  }

  private static Optional<Archive> tarball(Optional<RemotePath> file, Optional<String> prefix) {
    return file.map(path -> new Archive(path, prefix));
  }

  String program() {
    return executable.map(RemotePath::text).orElse("git");
  }

  Remote reach() {
    return new Remote(acceptHostkey, acceptNewhostkey, keyFile, sshOpts);
  }

  Signature signature() {
    return new Signature(verifyCommit, gpgAllowlist);
  }

  RemotePath place() {
    return dest.orElse(RemotePath.of("/"));
  }

  /// With the umask that the user wants.
  Command masked(Command command) {
    return umask.map(Git::mask).map(command::withUmask).orElse(command);
  }

  @Override
  public Plan plan(Probe host) {
    if (dest.isEmpty()) {
      return new Repository(this).told(host, host.ask(new Question.Self()));
    }
    Pending<FileStat> top = host.later(new Question.Stat(place(), true));
    Pending<FileStat> mark =
        host.later(new Question.Stat(place().resolve(bare ? "HEAD" : ".git"), true));
    Pending<Account> self = host.later(new Question.Self());
    if (mark.get().exists()) {
      Steward steward = new Steward(top.get(), self.get());
      Optional<Plan.Refused> stranger = steward.obstacle();
      return stranger.isPresent()
          ? stranger.get()
          : new Updating(this, steward).plan(host, mark.get());
    } else if (!clones) {
      return new Repository(this).told(host, self.get());
    }
    return new Cloning(this).plan(host, top.get(), self.get());
  }

  @Override
  public Plan compared(Probe host) {
    Plan plan = plan(host);
    return plan instanceof Plan.Changes changes ? new Comparison(this).told(changes, host) : plan;
  }

  /// A clone belongs to who makes it.
  static FileStat owned(FileStat place, Account self) {
    return new FileStat(
        place.path(),
        place.type(),
        place.mode(),
        self.uid(),
        self.gid(),
        self.name(),
        place.group(),
        place.size(),
        place.accessed(),
        place.modified(),
        place.changed(),
        place.inode(),
        place.device(),
        place.links(),
        place.target());
  }

  /// What follows once the tree is as it should be.
  ///
  /// @param done what is to be reported, if nothing else has to be done
  Answer rest(Probe host, Checkout git, Finished done) {
    if (recursive && !bare && Submodules.any(host, git)) {
      Submodules modules = new Submodules(git, trackSubmodules);
      List<String> stale = modules.stale(host);
      if (!stale.isEmpty()) {
        Finished updated = done.with("submodules_changed", true);
        return Plan.changes(modules.update(force))
            .predictingAll(updated.values())
            .after((outputs, now) -> archived(now, git, updated.changedWhen(true)));
      }
    }
    return archived(host, git, done);
  }

  private Answer archived(Probe host, Checkout git, Finished done) {
    Optional<Archive> wanted = tarball(archive, archivePrefix);
    return wanted.isPresent() ? wanted.get().ensure(host, git, done) : done;
  }

  /// The plan where the tree itself needs nothing.
  Plan unchanged(Probe host, Checkout git, Finished done) {
    return switch (rest(host, git, done)) {
      case Plan plan -> plan;
      case Finished finished -> Plan.unchanged(finished.message()).withAll(finished.values());
    };
  }

  /// Whether the clone knows only those branches that it was told of.
  boolean narrow() {
    return singleBranch || depth.isPresent();
  }
}
