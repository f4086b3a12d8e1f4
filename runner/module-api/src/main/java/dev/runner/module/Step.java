package dev.runner.module;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One change. The engine applies it, or shows it. The types with a path are laid over the host in
/// check mode, so that later tasks see what this one would have made.
public sealed interface Step {

  /// What the step does, a phrase: "fetch origin/main".
  String title();

  /// Where a step with a path makes something be there, or be there no more.
  default Optional<RemotePath> place() {
    return switch (this) {
      case Write write -> Optional.of(write.path());
      case Upload upload -> Optional.of(upload.path());
      case Directory directory -> Optional.of(directory.path());
      case Link link -> Optional.of(link.path());
      case Copy copy -> Optional.of(copy.to());
      case Move move -> Optional.of(move.to());
      case Delete delete -> Optional.of(delete.path());
      default -> Optional.empty();
    };
  }

  /// Runs a command.
  ///
  /// @param success exit statuses that are no failure
  /// @param otherwise is run when the command failed, before the failure is reported
  /// @param live a command of the user's: runs in a process group of its own, and its output is
  ///   shown as it comes
  /// @param foretold what is known to be so once it has run; nothing is known if it is empty
  /// @param complaint what stands before the command's own words where its failure is told in them;
  ///   if it is left out, the title and the exit status are told with the last of the words
  record Run(
      String title,
      Command command,
      List<Integer> success,
      Optional<Command> otherwise,
      boolean live,
      List<Foretold> foretold,
      Optional<String> complaint)
      implements Step {
    public Run {
      success = List.copyOf(success);
      foretold = List.copyOf(foretold);
    }

    /// The same, with what to run when the command failed.
    public Run otherwise(Command undo) {
      return new Run(title, command, success, Optional.of(undo), live, foretold, complaint);
    }

    /// The same, where these exit statuses are no failure. None at all: no status is a failure,
    /// `after` decides.
    public Run succeedingWith(Integer... statuses) {
      return new Run(title, command, List.of(statuses), otherwise, live, foretold, complaint);
    }

    /// The same, whatever the exit status: `after` decides.
    public Run anyStatus() {
      return new Run(title, command, List.of(), otherwise, live, foretold, complaint);
    }

    /// The same, shown as it comes.
    public Run streaming() {
      return new Run(title, command, success, otherwise, true, foretold, complaint);
    }

    /// The same, where this will be so once it has run.
    public Run foretelling(List<Foretold> then) {
      return new Run(title, command, success, otherwise, live, then, complaint);
    }

    /// The same, whose failure is told in the command's own words, after this text.
    public Run complaining(String text) {
      return new Run(title, command, success, otherwise, live, foretold, Optional.of(text));
    }
  }

  /// Puts content into a file, atomically: a temporary file in the same directory gets owner, group
  /// and mode before content arrives, and takes the file's place by a rename. What `attributes`
  /// leave open is kept from the file that is replaced. A symbolic link is followed.
  ///
  /// @param before the content that is there, for the diff; absent if there is no file, or if it
  ///   isn't to be shown
  /// @param validate a command that must succeed before the file is put in place; the word `%s`
  ///   stands for the temporary file
  /// @param backup keep the old file under its name plus a time stamp; the output's first line is
  ///   that name
  /// @param inPlace where the file can't be replaced (its directory can't be written to, it is a
  ///   mount), it is written over: whoever reads it then may see half of it
  record Write(
      String title,
      RemotePath path,
      Optional<Content> before,
      Content after,
      Attributes attributes,
      Optional<Command> validate,
      boolean backup,
      boolean inPlace)
      implements Step {

    /// A write that replaces the file, or fails.
    public Write(
        String title,
        RemotePath path,
        Optional<Content> before,
        Content after,
        Attributes attributes,
        Optional<Command> validate,
        boolean backup) {
      this(title, path, before, after, attributes, validate, backup, false);
    }

    /// The same, checked by a command before it is put in place.
    public Write validatedBy(Command check) {
      return new Write(title, path, before, after, attributes, Optional.of(check), backup, inPlace);
    }

    /// The same, keeping a copy of the old file.
    public Write withBackup() {
      return new Write(title, path, before, after, attributes, validate, true, inPlace);
    }
  }

  /// Puts a file of the control machine on the host, as [Write] does, but streamed and not held in
  /// memory.
  record Upload(
      String title,
      ControlFile source,
      RemotePath path,
      Attributes attributes,
      Optional<Command> validate,
      boolean backup,
      boolean inPlace)
      implements Step {

    /// An upload that replaces the file, or fails.
    public Upload(
        String title,
        ControlFile source,
        RemotePath path,
        Attributes attributes,
        Optional<Command> validate,
        boolean backup) {
      this(title, source, path, attributes, validate, backup, false);
    }
  }

  /// Brings a file of the host to the control machine, atomically. The path has been checked by the
  /// module: the engine refuses one that leaves `under`.
  record Fetch(String title, RemotePath source, Path under, Path destination) implements Step {}

  /// Runs rsync; a status other than 0 fails.
  record Rsync(String title, RsyncCall call) implements Step {}

  /// Makes a directory, and those above it that are missing. The attributes hold for all that are
  /// made.
  record Directory(String title, RemotePath path, Attributes attributes) implements Step {}

  /// Makes a link. An existing link or file of that name is replaced atomically.
  ///
  /// @param target as it will stand in the link (symbolic), or the file to share (hard)
  record Link(String title, RemotePath path, String target, boolean symbolic) implements Step {}

  /// Sets owner, group, mode or times of something that is there.
  ///
  /// @param before what they are, for the diff
  /// @param follow whether the target of a symbolic link is meant
  record Attribute(
      String title, RemotePath path, Attributes before, Attributes after, boolean follow)
      implements Step {}

  /// Removes a file, or a directory with all that is in it. Never follows links.
  record Delete(String title, RemotePath path) implements Step {}

  /// Gives a path another name on the same host, atomically where both are on one file system.
  record Move(String title, RemotePath from, RemotePath to) implements Step {}

  /// Copies a file on the host, atomically as [Write] does.
  record Copy(
      String title,
      RemotePath from,
      RemotePath to,
      Attributes attributes,
      Optional<Command> validate,
      boolean backup,
      boolean inPlace)
      implements Step {

    /// A copy that replaces the file, or fails.
    public Copy(
        String title,
        RemotePath from,
        RemotePath to,
        Attributes attributes,
        Optional<Command> validate,
        boolean backup) {
      this(title, from, to, attributes, validate, backup, false);
    }
  }

  /// Waits in the middle of the steps, polling on the host.
  ///
  /// @param deadline after that long the step fails, saying what it waited for
  record Wait(String title, Until until, Duration interval, Duration deadline) implements Step {}

  /// An HTTP request by the host. The output's exit is 0 if any answer came; see [Outputs#reply].
  record Http(String title, HttpRequest request) implements Step {}

  /// Does something on the control machine.
  record OnControl(String title, ControlAct act) implements Step {}

  /// Runs a command that talks to a terminal.
  ///
  /// @param exchanges a pattern (regular expression) of what it says, and what is typed then
  /// @param tolerant whether no exit status is a failure, and `after` decides. Standard error then
  ///   says why the dialogue was broken off, if it was: the deadline passed (status 124), or there
  ///   was nothing more to type (status 1).
  record Dialogue(
      String title, Command command, List<Exchange> exchanges, Duration deadline, boolean tolerant)
      implements Step {
    public Dialogue {
      exchanges = List.copyOf(exchanges);
    }

    /// A dialogue that fails with its command.
    public Dialogue(String title, Command command, List<Exchange> exchanges, Duration deadline) {
      this(title, command, exchanges, deadline, false);
    }

    /// The same, whatever the exit status: `after` decides.
    public Dialogue anyStatus() {
      return new Dialogue(title, command, exchanges, deadline, true);
    }
  }

  /// A part of a dialogue. Answers are used in order.
  ///
  /// @param repeats whether the last one is used again and again; else a further question breaks
  ///   the dialogue off
  record Exchange(String pattern, List<dev.runner.values.Text> answers, boolean repeats) {
    public Exchange {
      answers = List.copyOf(answers);
    }

    /// A part whose last answer is repeated.
    public Exchange(String pattern, List<dev.runner.values.Text> answers) {
      this(pattern, answers, true);
    }
  }

  /// Starts a command and leaves it running on the host, as a job that can be asked for later. The
  /// output is the path of the job's directory, which holds what the command writes (`out`, `err`),
  /// its process id (`pid`) and that of who waits for it (`keeper`), in the end its exit status
  /// (`status`) and, if it was stopped at the deadline, a file `late`.
  ///
  /// @param directory the job's, which mustn't be there yet; its name is the job's
  /// @param told what is said to have run, as JSON without secrets, for the job's file `cmd`; may
  ///   be empty
  record Detach(String title, Command command, RemotePath directory, Duration deadline, String told)
      implements Step {
    /// Where the directories of jobs are unless somebody wants them elsewhere: below the home of
    /// the user who runs the task.
    public static final String DIRECTORY = "~/.ansible_async";
  }

  /// Drops the connection and makes it again, waiting for the host (a reboot, a changed group).
  ///
  /// @param first run before the connection is dropped; it may cut it itself
  record Reconnect(String title, Optional<Command> first, Duration deadline) implements Step {}

  /// An act on the control machine.
  @FunctionalInterface
  interface ControlAct {
    Output act() throws java.io.IOException, InterruptedException;
  }

  /// Runs a command; a status other than 0 fails.
  static Run run(String title, Command command) {
    return new Run(
        title, command, List.of(0), Optional.empty(), false, List.of(), Optional.empty());
  }

  /// Puts content into a file.
  static Write write(
      String title,
      RemotePath path,
      Optional<Content> before,
      Content after,
      Attributes attributes) {
    return new Write(title, path, before, after, attributes, Optional.empty(), false);
  }
}
