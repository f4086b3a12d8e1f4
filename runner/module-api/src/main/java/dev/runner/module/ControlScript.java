package dev.runner.module;

import dev.runner.values.Text;
import java.util.List;

/// A file of the control machine that is to be run, and the words behind it (`script`).
///
/// @param file found on the search path
/// @param words its arguments
/// @param text as written
public record ControlScript(ControlFile file, List<Text> words, Text text) {
  public ControlScript {
    words = List.copyOf(words);
  }
}
