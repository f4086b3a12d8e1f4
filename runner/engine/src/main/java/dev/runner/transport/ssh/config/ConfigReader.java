package dev.runner.transport.ssh.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads configuration files for one host: each line counts whose `Host` or `Match` block fits.
final class ConfigReader {
  /// As deep as OpenSSH goes.
  private static final int DEEPEST = 16;

  private final ConfigFiles files;
  private final Asking asking;
  private final Options options;
  private final MatchBlock match;
  private final String host;

  /// @param finalPass whether this is the second reading, that `Match final` asks for
  ConfigReader(ConfigFiles files, Asking asking, Options options, boolean finalPass) {
    this.files = files;
    this.asking = asking;
    this.options = options;
    this.host = finalPass ? HostNames.effective(asking, options) : asking.host();
    this.match = new MatchBlock(asking, options, finalPass);
  }

  /// Whether a `Match final` or `Match canonical final` was met, so that a second reading is due.
  boolean wantsFinalPass() {
    return match.wantsFinalPass();
  }

  /// Reads a file.
  ///
  /// @param folder where relative names in `Include` start
  /// @throws OptionException if it can't be read or understood
  void read(Path file, Path folder) throws OptionException {
    read(file, folder, 0);
  }

  private void read(Path file, Path folder, int depth) throws OptionException {
    if (depth > DEEPEST) {
      throw new OptionException(
          "%s: files include each other more than %d deep.".formatted(file, DEEPEST));
    }
    List<String> lines = files.lines(file);
    boolean counts = true;
    for (int i = 0; i < lines.size(); i++) {
      Optional<Line> line = Line.read(lines.get(i), file + ":" + (i + 1));
      if (line.isPresent()) {
        counts = take(line.get(), counts, folder, depth);
      }
    }
  }

  private boolean take(Line line, boolean counts, Path folder, int depth) throws OptionException {
    switch (OptionTable.find(line.keyword()).map(OptionTable.Entry::name).orElse("")) {
      case "Host" -> {
        return Pattern.fitsAny(words(line), host);
      }
      case "Match" -> {
        return match.fits(line);
      }
      case "Include" -> {
        if (counts) {
          for (Path included : Globs.find(words(line), folder, asking.home())) {
            read(included, folder, depth + 1);
          }
        }
      }
      default -> {
        if (counts) {
          options.take(line);
        }
      }
    }
    return counts;
  }

  private static List<String> words(Line line) throws OptionException {
    List<String> words = Words.of(line.rest(), line.where());
    if (words.isEmpty()) {
      throw new OptionException("%s: %s lacks its value.".formatted(line.where(), line.keyword()));
    }
    return words;
  }
}
