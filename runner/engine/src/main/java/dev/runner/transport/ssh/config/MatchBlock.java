package dev.runner.transport.ssh.config;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// Decides whether a `Match` line fits.
final class MatchBlock {
  private final Asking asking;
  private final Options options;
  private final boolean finalPass;
  private boolean wantsFinalPass;

  MatchBlock(Asking asking, Options options, boolean finalPass) {
    this.asking = asking;
    this.options = options;
    this.finalPass = finalPass;
  }

  boolean wantsFinalPass() {
    return wantsFinalPass;
  }

  /// All criteria must fit; a command is run only if those before it do.
  boolean fits(Line line) throws OptionException {
    List<String> words = Words.of(line.rest(), line.where());
    if (words.isEmpty()) {
      throw new OptionException(line.where() + ": Match lacks its criteria.");
    }
    boolean result = true;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      boolean negated = word.startsWith("!");
      String criterion = (negated ? word.substring(1) : word).toLowerCase(Locale.ROOT);
      int equals = criterion.indexOf('=');
      String given = "";
      if (equals > 0) {
        given = word.substring(word.indexOf('=') + 1);
        criterion = criterion.substring(0, equals);
      }
      result = one(criterion, given, rest, line, result) != negated && result;
    }
    return result;
  }

  private boolean one(
      String criterion, String given, Iterator<String> rest, Line line, boolean soFar)
      throws OptionException {
    switch (criterion) {
      case "all":
        return true;
      case "final":
        wantsFinalPass = true;
        return finalPass;
      case "canonical":
        return finalPass;
      default:
        if (given.isEmpty() && !rest.hasNext()) {
          throw new OptionException(
              "%s: Match %s lacks its pattern.".formatted(line.where(), criterion));
        }
        String value = given.isEmpty() ? rest.next() : given;
        return withValue(criterion, value, line, soFar);
    }
  }

  private boolean withValue(String criterion, String value, Line line, boolean soFar)
      throws OptionException {
    List<String> patterns = List.of(value.split(","));
    return switch (criterion) {
      case "host" -> Pattern.fitsAny(patterns, HostNames.effective(asking, options));
      case "originalhost" -> Pattern.fitsAny(patterns, asking.host());
      case "user" ->
          Pattern.fitsAny(
              patterns, options.first("User").map(Setting::value).orElse(asking.user()));
      case "localuser" -> Pattern.fitsAny(patterns, asking.user());
      case "tagged" ->
          Pattern.fitsAny(patterns, options.first("Tag").map(Setting::value).orElse(""));
      case "exec" -> soFar && succeeds(value, line);
      default ->
          throw new OptionException(
              "%s: Match %s can't be honoured. Remove it for this host, or set ansible_connection: openssh."
                  .formatted(line.where(), criterion));
    };
  }

  private boolean succeeds(String command, Line line) throws OptionException {
    String expanded = Tokens.of(asking, options).expand(command, line.where());
    try {
      return new ProcessBuilder("/bin/sh", "-c", "exec " + expanded)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new OptionException(
          "%s: the command of Match exec can't be started: %s."
              .formatted(line.where(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OptionException(line.where() + ": interrupted while Match exec ran.");
    }
  }
}
