package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.util.Optional;

/// Brings a path into a state.
@Describe(
    summary = "Make, change or remove files, directories and links.",
    since = "0.1",
    example =
        """
        - name: make a directory
          file:
            path: /etc/some_directory
            state: directory
            mode: '0755'
        """,
    returns = {
      @Describe.Returned(name = "path", value = "The path."),
      @Describe.Returned(name = "dest", value = "The path of a link that is made."),
      @Describe.Returned(name = "src", value = "What a link points to."),
      @Describe.Returned(name = "state", value = "What is at the path."),
      @Describe.Returned(name = "owner", value = "Name of the owner."),
      @Describe.Returned(name = "group", value = "Name of the group."),
      @Describe.Returned(name = "uid", value = "Number of the owner."),
      @Describe.Returned(name = "gid", value = "Number of the group."),
      @Describe.Returned(name = "mode", value = "Permissions."),
      @Describe.Returned(name = "size", value = "Size in bytes."),
      @Describe.Returned(name = "diff", value = "In diff mode: what is before and after."),
      @Describe.Returned(name = "appears_binary", value = "With _diff_peek: what it says.")
    })
public record File(
    @Param(
            value = "The path.",
            aliases = {"dest", "name"})
        RemotePath path,
    @Param(
            "What is to be there; if not given, what is there, or a directory if recurse is set,"
                + " else a file.")
        Optional<State> state,
    @Param(value = "What a link points to.", path = true) Optional<String> src,
    @Param(value = "Whether all below a directory gets the attributes too.", byDefault = "false")
        boolean recurse,
    @Param(
            value =
                "Whether a link may point to nothing, and may replace a file or an empty"
                    + " directory.",
            byDefault = "false")
        boolean force,
    @Param(
            value =
                "Whether attributes of a link are those of its target; they are if left out. With"
                    + " recurse, links below the directory are followed only if it is said.",
            name = "follow")
        Optional<Boolean> following,
    @Param("Access time: now, preserve, or a time; now if the file is touched.")
        Optional<String> accessTime,
    @Param(value = "Format of access_time.", byDefault = "%Y%m%d%H%M.%S") String accessTimeFormat,
    @Param("Modification time: now, preserve, or a time; now if the file is touched.")
        Optional<String> modificationTime,
    @Param(value = "Format of modification_time.", byDefault = "%Y%m%d%H%M.%S")
        String modificationTimeFormat,
    @Param(
            name = "_diff_peek",
            value = "Given at all: nothing is done but to say whether the file looks binary.")
        Optional<Boolean> diffPeek,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// How many links Linux follows one after the other (path_resolution(7)).
  private static final int MOST_LINKS = 40;

  private static final String PEEK = "head -c 8192 -- \"$1\" 2>/dev/null | tr -dc '\\000' | wc -c";

  /// What a path is to be.
  public enum State {
    ABSENT,
    DIRECTORY,
    FILE,
    HARD,
    LINK,
    TOUCH
  }

  private static final String NO_TREE = "recurse option requires state to be 'directory'";
  private static final String NO_LINK = "src option requires state to be 'link' or 'hard'";

  public File {
    if (recurse && state.isPresent() && state.get() != State.DIRECTORY) {
      throw new BadParameter("recurse", NO_TREE);
    }
    if (src.isPresent()
        && state.isPresent()
        && state.get() != State.LINK
        && state.get() != State.HARD) {
      throw new BadParameter("src", NO_LINK);
    }
    Times.formatter("access_time_format", accessTimeFormat);
    Times.formatter("modification_time_format", modificationTimeFormat);
  }

  @Override
  public Plan plan(Probe host) {
    if (diffPeek.isPresent()) {
      return peek(host);
    }
    boolean labelled = state.filter(wanted -> wanted == State.ABSENT).isEmpty();
    return labelled && recurse
        ? labels.overTree(host, path, () -> brought(host))
        : labelled ? labels.over(host, path, () -> brought(host)) : brought(host);
  }

  /// What doesn't look like text at its beginning isn't text.
  private Plan peek(Probe host) {
    Output zeros = host.look(Command.of("sh", "-c", PEEK, "sh", path));
    return Plan.learned("looked at " + path)
        .with("path", path.text())
        .with("appears_binary", !zeros.out().strip().equals("0"));
  }

  private Plan brought(Probe host) {
    Pending<FileStat> link = host.later(new Question.Stat(path, false));
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    FileLook look = new FileLook(this, host, there, link);
    State wanted = state.orElseGet(() -> implied(link.get()));
    if (follow() && (wanted == State.FILE || wanted == State.DIRECTORY) && link.get().isLink()) {
      Optional<RemotePath> end = end(link.get(), host);
      if (end.isPresent()) {
        return at(end.get()).brought(host);
      }
    }
    if (recurse && wanted != State.DIRECTORY) {
      return Plan.refuse(NO_TREE, "Leave recurse out: %s is no directory.".formatted(path));
    }
    if (src.isPresent() && wanted != State.LINK && wanted != State.HARD) {
      return Plan.refuse(NO_LINK, "Say state: link, or leave src out.");
    }
    if (wanted == State.ABSENT && !seen(link)) {
      return look.absent(false);
    }
    Plan plan = plan(look, wanted);
    return new FileDifference(look, wanted).on(plan);
  }

  /// Where a chain of links ends; nowhere if it is a loop.
  private static Optional<RemotePath> end(FileStat link, Probe host) {
    FileStat now = link;
    for (int links = 0; links < MOST_LINKS; links++) {
      if (!now.isLink()) {
        return Optional.of(now.path());
      }
      // As it stands: where a directory is a link itself, '..' is not the name before it.
      now = host.lstat(now.path().parent().resolve(now.target().orElseThrow()));
    }
    return Optional.empty();
  }

  private File at(RemotePath other) {
    return new File(
        other,
        state,
        src,
        recurse,
        force,
        following,
        accessTime,
        accessTimeFormat,
        modificationTime,
        modificationTimeFormat,
        diffPeek,
        permissions,
        labels);
  }

  /// Whether a link at the path itself is followed.
  boolean follow() {
    return following.orElse(true);
  }

  private static boolean seen(Pending<FileStat> link) {
    try {
      link.get();
      return true;
    } catch (ProbeException e) {
      return false;
    }
  }

  private static Plan plan(FileLook look, State wanted) {
    return switch (wanted) {
      case ABSENT -> look.absent(true);
      case DIRECTORY -> new FileTree(look).plan();
      case FILE -> look.file();
      case LINK -> new FileLinks(look).symbolic();
      case HARD -> new FileLinks(look).hard();
      case TOUCH -> look.touch();
    };
  }

  private State implied(FileStat there) {
    return switch (there.type()) {
      case ABSENT -> recurse ? State.DIRECTORY : State.FILE;
      case DIRECTORY -> State.DIRECTORY;
      case LINK -> State.LINK;
      case FILE, FIFO, SOCKET, BLOCK, CHARACTER ->
          src.isPresent() && there.links() > 1 ? State.HARD : State.FILE;
    };
  }
}
