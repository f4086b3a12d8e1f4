package dev.runner.modules.python;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that is to be installed, as a line of a requirements file or a name says it (PEP 508;
/// pip's documentation, "Requirements File Format").
///
/// @param text as it is given to pip
/// @param name normalized (PEP 503); empty where only building would tell
/// @param specifiers which versions will do
/// @param marker when it counts
/// @param location a URL or path that it comes from
record Requirement(
    String text,
    String name,
    Specifiers specifiers,
    String marker,
    Optional<String> location,
    boolean editable) {

  private static final Specifiers ANY = new Specifiers(java.util.List.of());
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^\\]]*\\])?\\s*(.*)");
  private static final Pattern EGG = Pattern.compile("[#&]egg=([A-Za-z0-9._-]+)");
  private static final Pattern ARCHIVE =
      Pattern.compile(
          "(?:.*/)?([A-Za-z0-9_.]+?)-(\\d[^-/]*?)(?:-[^/]*)?\\.(?:whl|tar\\.gz|zip|tgz)");

  /// Reads a requirement without its per-line options (hashes).
  static Requirement parse(String line) {
    boolean editable = line.matches("(?:-e|--editable)[ =].*");
    String text = editable ? line.replaceFirst("^(?:-e|--editable)[ =]\\s*", "") : line;
    text = text.replaceFirst("\\s+--(?:hash|global-option|install-option|config-settings).*$", "");
    int semicolon = text.indexOf(editable || isLocation(text) ? " ;" : ";");
    String marker = semicolon < 0 ? "" : text.substring(text.indexOf(';', semicolon) + 1).strip();
    String what = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    if (editable || isLocation(what)) {
      return located(line, what, marker, editable);
    }
    Matcher m = NAMED.matcher(what);
    if (!m.matches()) {
      return new Requirement(line, "", ANY, marker, Optional.of(what), false);
    }
    String rest = m.group(2).strip();
    return rest.startsWith("@")
        ? new Requirement(
            line,
            normalized(m.group(1)),
            ANY,
            marker,
            Optional.of(rest.substring(1).strip()),
            false)
        : new Requirement(
            line,
            normalized(m.group(1)),
            Specifiers.parse(rest).orElse(ANY),
            marker,
            Optional.empty(),
            false);
  }

  private static boolean isLocation(String text) {
    return !text.matches("[A-Za-z0-9._-]+\\s*(?:\\[[^\\]]*\\])?\\s+@\\s.*")
        && text.matches("[A-Za-z+.-]+:.*|[./~].*|.*\\.(?:whl|tar\\.gz|zip|tgz)");
  }

  private static Requirement located(String line, String what, String marker, boolean editable) {
    Matcher egg = EGG.matcher(what);
    Matcher archive = ARCHIVE.matcher(what);
    if (egg.find()) {
      return new Requirement(
          line, normalized(egg.group(1)), ANY, marker, Optional.of(what), editable);
    }
    if (archive.matches()) {
      Specifiers exact = Specifiers.parse("==" + archive.group(2)).orElse(ANY);
      return new Requirement(
          line, normalized(archive.group(1)), exact, marker, Optional.of(what), editable);
    }
    return new Requirement(line, "", ANY, marker, Optional.of(what), editable);
  }

  /// A name as packages are told apart by (PEP 503).
  static String normalized(String name) {
    return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
  }
}
