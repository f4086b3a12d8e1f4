package dev.runner.modules.git;

import java.util.List;
import java.util.regex.Pattern;

/// Patterns of paths in a repository: `*` stands for any characters but a slash, `**` for any
/// characters, `**/` for any directories or none.
record Globs(List<Pattern> patterns) {
  Globs {
    patterns = List.copyOf(patterns);
  }

  static Globs of(List<String> globs) {
    return new Globs(globs.stream().map(Globs::pattern).toList());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      if (glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 2;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at++;
      } else if (glob.charAt(at) == '*') {
        regex.append("[^/]*");
      } else {
        regex.append(Pattern.quote(glob.substring(at, at + 1)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  boolean match(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  List<String> among(List<String> paths) {
    return paths.stream().filter(this::match).toList();
  }
}
