package dev.runner.module;

import java.util.List;

/// What will be so once a command has run, of that which tasks ask for: check mode goes on from it
/// as if the command had run. A command that foretells something changes nothing else of what other
/// commands of its program say.
public sealed interface Foretold {

  /// What a question's command will say.
  ///
  /// @param words of the command, the program's name first
  /// @param more whether more words may follow
  record Says(List<String> words, boolean more, Output output) implements Foretold {
    public Says {
      words = List.copyOf(words);
    }
  }

  /// Nobody can tell beforehand what a question's command will say that begins with these words.
  ///
  /// @param words of the command, the program's name first
  record Untold(List<String> words) implements Foretold {
    public Untold {
      words = List.copyOf(words);
    }
  }

  /// What will be in a file.
  record Holds(RemotePath path, Content content) implements Foretold {}
}
