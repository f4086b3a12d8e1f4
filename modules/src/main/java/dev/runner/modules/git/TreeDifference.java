package dev.runner.modules.git;

import dev.runner.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What differs between two commits.
///
/// @param files paths with git's letter: A added, D deleted, M changed
/// @param pins those of them that are submodules in the second commit
record TreeDifference(Map<String, Character> files, Set<String> pins) {
  static final TreeDifference NONE = new TreeDifference(Map.of(), Set.of());

  private static final String PIN = "160000";

  /// What git is asked, for one span of commits or two of them.
  static Object[] asked(String... commits) {
    List<Object> words = new ArrayList<>(List.of("diff", "--raw", "--no-renames", "-z"));
    words.addAll(List.of(commits));
    return words.toArray();
  }

  /// Reads the answer (git-diff(1), "Raw output format", with `-z`): in turn `:MODE MODE OBJECT
  /// OBJECT LETTER` and a path.
  static TreeDifference read(Output diff) {
    String[] entries = diff.stdout().lenientText().split("\0");
    Map<String, Character> files = new LinkedHashMap<>();
    Set<String> pins = new LinkedHashSet<>();
    for (int i = 0; i + 1 < entries.length; i += 2) {
      String[] words = entries[i].split(" ");
      files.put(entries[i + 1], words[4].charAt(0));
      if (words[1].equals(PIN)) {
        pins.add(entries[i + 1]);
      }
    }
    return new TreeDifference(files, pins);
  }
}
