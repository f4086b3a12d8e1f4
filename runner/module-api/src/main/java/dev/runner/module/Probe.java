package dev.runner.module;

import java.util.Optional;

/// Read access to one host, as the identity that the task runs as.
///
/// Ask all that is independent with [#later] first and read the answers then: they travel in one
/// round trip.
public interface Probe {
  /// How much of a file is read unless the module says otherwise, in bytes.
  long READ_LIMIT = 16L << 20;

  /// Puts a question; it is asked when an answer is needed.
  <T> Pending<T> later(Question<T> question);

  /// A directory of mode 0700 on the host, made for this task and removed after it: the only place
  /// where a question may write.
  RemotePath scratch();

  /// Brings a file of the control machine into a scratch directory, for questions about it and for
  /// the steps that follow.
  ///
  /// @return where it is on the host
  RemotePath bring(ControlFile file);

  /// The same host without the steps that a check run has shown and not applied. For a module that
  /// looks into something those steps don't reach, and says itself what they would make of it: into
  /// another revision of a repository, say.
  default Probe asItIs() {
    return this;
  }

  /// The name of the host in the inventory, for messages.
  String name();

  /// Asks at once.
  default <T> T ask(Question<T> question) {
    return later(question).get();
  }

  /// What is at the path; a link's target if it is one.
  default FileStat stat(RemotePath path) {
    return ask(new Question.Stat(path, true));
  }

  /// What is at the path, links not followed.
  default FileStat lstat(RemotePath path) {
    return ask(new Question.Stat(path, false));
  }

  /// The content of a file of up to 16 MiB, if there is one.
  default Optional<Content> read(RemotePath path) {
    return ask(new Question.Read(path, READ_LIMIT));
  }

  /// What a command says that changes nothing.
  default Output look(Command command) {
    return ask(new Question.Look(command, false));
  }

  /// Puts the question what a command says that changes nothing.
  default Pending<Output> lookLater(Command command) {
    return later(new Question.Look(command, false));
  }

  /// Where a program is.
  default Optional<RemotePath> which(String program) {
    return ask(new Question.Which(program));
  }
}
