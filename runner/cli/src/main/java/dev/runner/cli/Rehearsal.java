package dev.runner.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// Runs a command twice, as into a pipe and then as it was said: what each form of the report needs
/// is in the JVM's cache when this trained it, and both what a task does and what it leaves undone.
/// Nobody else calls it.
final class Rehearsal {
  private Rehearsal() {}

  /// Runs the command, and ends as its second run does.
  public static void main(String[] words) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String[] piped =
        Stream.concat(Arrays.stream(words), Stream.of("--output", "lines")).toArray(String[]::new);
    Main.run(piped, nowhere, nowhere, Path.of(""), System.getenv());
    Main.main(words);
  }
}
