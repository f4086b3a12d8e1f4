package dev.runner.transport.ssh.config;

import java.util.List;

/// One option as it was written.
///
/// @param name its name, as OpenSSH's manual spells it
/// @param words its values, quotes removed; options that take the rest of the line have one
/// @param where `file:line`, or the command line word
public record Setting(String name, List<String> words, String where) {
  public Setting {
    words = List.copyOf(words);
  }

  /// The first value.
  public String value() {
    return words.getFirst();
  }

  /// This option can't be read.
  OptionException wrong(String why) {
    return new OptionException("%s: %s %s".formatted(where, name, why));
  }
}
