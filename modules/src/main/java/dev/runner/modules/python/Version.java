package dev.runner.modules.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of a Python package (PEP 440, "Version scheme").
///
/// @param release the numbers between dots, without zeros at the end
/// @param suffix orders pre-releases before the release and post-releases behind it
/// @param local what stands behind a `+`
record Version(BigInteger epoch, List<BigInteger> release, Suffix suffix, String local)
    implements Comparable<Version> {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\\d*))?"
              + "(?:-(\\d+)|[-_.]?(?:post|rev|r)[-_.]?(\\d*))?"
              + "(?:([-_.]?dev)[-_.]?(\\d*))?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
  private static final BigInteger NONE = BigInteger.valueOf(-1);

  /// What follows the release numbers.
  ///
  /// @param phase -1 for a development release of the release itself, 0 alpha, 1 beta, 2 candidate,
  ///   3 none
  /// @param post -1 for none
  /// @param dev empty for none, which comes behind all
  private record Suffix(int phase, BigInteger pre, BigInteger post, Optional<BigInteger> dev) {

    static int compare(Suffix one, Suffix other) {
      int order = Integer.compare(one.phase, other.phase);
      order = order != 0 ? order : one.pre.compareTo(other.pre);
      order = order != 0 ? order : one.post.compareTo(other.post);
      if (order != 0 || one.dev.equals(other.dev)) {
        return order;
      }
      if (one.dev.isEmpty() || other.dev.isEmpty()) {
        return one.dev.isEmpty() ? 1 : -1;
      }
      return one.dev.get().compareTo(other.dev.get());
    }
  }

  /// The version that a text says; empty if it is none.
  static Optional<Version> parse(String text) {
    Matcher m = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      return Optional.empty();
    }
    List<BigInteger> release = new ArrayList<>();
    for (String part : m.group(2).split("\\.")) {
      release.add(new BigInteger(part));
    }
    String post = m.group(5) != null ? m.group(5) : m.group(6);
    Optional<BigInteger> dev =
        m.group(7) == null ? Optional.empty() : Optional.of(number(m.group(8)));
    int phase = m.group(3) == null ? (dev.isPresent() && post == null ? -1 : 3) : phase(m.group(3));
    BigInteger pre = m.group(3) == null ? NONE : number(m.group(4));
    Suffix suffix = new Suffix(phase, pre, post == null ? NONE : number(post), dev);
    String local = m.group(9) == null ? "" : m.group(9).replace('-', '.').replace('_', '.');
    BigInteger epoch = m.group(1) == null ? BigInteger.ZERO : new BigInteger(m.group(1));
    return Optional.of(new Version(epoch, trimmed(release), suffix, local));
  }

  private static BigInteger number(String digits) {
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static int phase(String word) {
    return switch (word) {
      case "a", "alpha" -> 0;
      case "b", "beta" -> 1;
      default -> 2;
    };
  }

  private static List<BigInteger> trimmed(List<BigInteger> release) {
    int end = release.size();
    while (end > 1 && release.get(end - 1).signum() == 0) {
      end--;
    }
    return List.copyOf(release.subList(0, end));
  }

  boolean isPreRelease() {
    return suffix.phase() < 3 || suffix.dev().isPresent();
  }

  boolean isPostRelease() {
    return suffix.post().signum() >= 0;
  }

  Version withoutLocal() {
    return new Version(epoch, release, suffix, "");
  }

  /// Whether the release begins with these numbers.
  boolean startsWith(Version prefix, int length) {
    for (int i = 0; i < length; i++) {
      if (!part(release, i).equals(part(prefix.release, i))) {
        return false;
      }
    }
    return epoch.equals(prefix.epoch);
  }

  /// Whether both have the same release numbers.
  boolean sameRelease(Version other) {
    return epoch.equals(other.epoch) && release.equals(other.release);
  }

  private static BigInteger part(List<BigInteger> release, int index) {
    return index < release.size() ? release.get(index) : BigInteger.ZERO;
  }

  @Override
  public int compareTo(Version other) {
    int order = epoch.compareTo(other.epoch);
    for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
      order = part(release, i).compareTo(part(other.release, i));
    }
    order = order != 0 ? order : Suffix.compare(suffix, other.suffix);
    return order != 0 ? order : local.compareTo(other.local);
  }
}
