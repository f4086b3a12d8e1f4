package dev.runner.module;

import java.util.ArrayList;
import java.util.List;

/// A run of rsync on the control machine, or on the host that the task is delegated to. What is at
/// its other end, on the task's host, is reached over the connection that the run has anyway, and
/// as the user whom the task runs as.
///
/// @param program rsync on the machine where it is started
/// @param options words
/// @param from the source, as rsync reads it
/// @param to the destination, likewise
/// @param far which of them is on the task's host
/// @param here what the other one is if rsync is started on the control machine
public record RsyncCall(
    String program, List<String> options, String from, String to, Far far, String here) {

  /// What is on the task's host.
  public enum Far {
    SOURCE,
    DESTINATION,
    /// Neither: the other end is an rsync daemon.
    NOTHING
  }

  public RsyncCall {
    options = List.copyOf(options);
  }

  /// The words, both ends as plain paths: what is shown.
  public Command command() {
    return Command.of(program).and(options.toArray()).and("--", from, to);
  }

  /// The same, started on the control machine.
  public RsyncCall onControl() {
    boolean pulls = far == Far.SOURCE || (far == Far.NOTHING && from.contains("://"));
    return new RsyncCall(program, options, pulls ? from : here, pulls ? here : to, far, here);
  }

  /// The words with which rsync is started where it finds the task's host by another shell.
  ///
  /// @param shell a command line for rsync's option `--rsh`
  public List<String> words(String shell) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(options);
    if (far != Far.NOTHING) {
      words.addAll(List.of("--blocking-io", "--rsh=" + shell));
    }
    words.add("--");
    words.add(far == Far.SOURCE ? "host:" + from : from);
    words.add(far == Far.DESTINATION ? "host:" + to : to);
    return words;
  }
}
