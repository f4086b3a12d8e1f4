package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The checksum that a file is to have.
///
/// @param algorithm as Python's hashlib names it
/// @param given the digest, or the URL of a list of digests
record WantedSum(String algorithm, String given) {
  private static final Set<String> USUAL =
      Set.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");
  private static final Map<String, String> BY_OPENSSL =
      Map.of(
          "sha3_224", "sha3-224",
          "sha3_256", "sha3-256",
          "sha3_384", "sha3-384",
          "sha3_512", "sha3-512",
          "blake2b", "blake2b512",
          "blake2s", "blake2s256");
  private static final Pattern TAGGED = Pattern.compile("\\S+\\s*\\((.*)\\)\\s*=\\s*(\\S+)");
  private static final Pattern LISTED = Pattern.compile("(\\S+)\\s+\\*?(.*\\S)");

  /// @throws BadParameter if the text is none
  static WantedSum parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new BadParameter(
          "checksum", "The checksum parameter has to be in format <algorithm>:<checksum>");
    }
    WantedSum sum =
        new WantedSum(
            text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            text.substring(colon + 1).strip());
    if (!USUAL.contains(sum.algorithm) && !BY_OPENSSL.containsKey(sum.algorithm)) {
      throw new BadParameter("checksum", "there is no checksum '%s'".formatted(sum.algorithm));
    }
    if (!sum.isListed()) {
      digest(sum.given);
    }
    return sum;
  }

  /// Whether a URL says where the digest stands.
  boolean isListed() {
    return given.matches("(?i)(https?|file)://.*");
  }

  /// The digest that is given, in lower-case hex digits.
  static String digest(String text) {
    String digits = text.replaceAll("\\W+", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]+")) {
      throw new BadParameter("checksum", "The checksum format is invalid: '%s'".formatted(text));
    }
    return digits;
  }

  /// The digest that a list has for a file: lines of `sha256sum`, with or without `--tag`, or
  /// nothing but one digest.
  static Optional<String> find(String list, String file) {
    String[] words = list.strip().split("\\s+");
    if (words.length == 1 && !words[0].isEmpty()) {
      return Optional.of(digest(words[0]));
    }
    for (String line : list.lines().map(String::strip).toList()) {
      Matcher tagged = TAGGED.matcher(line);
      Matcher listed = LISTED.matcher(line);
      if (tagged.matches() && is(file, tagged.group(1))) {
        return Optional.of(digest(tagged.group(2)));
      } else if (listed.matches() && is(file, listed.group(2))) {
        return Optional.of(digest(listed.group(1)));
      }
    }
    return Optional.empty();
  }

  private static boolean is(String file, String listed) {
    return listed.replaceFirst("^\\./", "").equals(file);
  }

  /// The checksum that a file of the host has; empty if there is none.
  Pending<Optional<String>> of(Probe host, RemotePath path) {
    String name = BY_OPENSSL.get(algorithm);
    if (name == null) {
      return host.later(new Question.Checksum(path, algorithm));
    }
    Pending<Output> look =
        host.lookLater(
            Command.of(
                "sh",
                "-c",
                "[ ! -f \"$2\" ] || openssl dgst -r \"-$1\" <\"$2\"",
                "sum",
                name,
                path));
    return () -> {
      if (!look.get().ok()) {
        throw new ProbeException(
            "the host can't make the checksum %s: %s".formatted(algorithm, look.get().lastWords()));
      }
      return Optional.of(look.get().out().split(" ", 2)[0]).filter(sum -> !sum.isEmpty());
    };
  }
}
