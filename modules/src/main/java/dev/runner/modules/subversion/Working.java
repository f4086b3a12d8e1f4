package dev.runner.modules.subversion;

import dev.runner.module.Output;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `svn info` says of a working copy or of a URL.
record Working(long revision, String url) {
  private static final Pattern REVISION = Pattern.compile("(?m)^Revision: (\\d+)\\s*$");
  private static final Pattern URL = Pattern.compile("(?m)^URL: (.*)$");

  static Optional<Working> read(Output output) {
    Matcher revision = REVISION.matcher(output.out());
    Matcher url = URL.matcher(output.out());
    return output.ok() && revision.find() && url.find()
        ? Optional.of(new Working(Long.parseLong(revision.group(1)), url.group(1).strip()))
        : Optional.empty();
  }

  /// As results hold it.
  List<String> lines() {
    return List.of("Revision: " + revision, "URL: " + url);
  }
}
