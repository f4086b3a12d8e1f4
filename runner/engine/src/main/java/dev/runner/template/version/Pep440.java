package dev.runner.template.version;

import dev.runner.values.PythonException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version of a Python package (PEP 440).
///
/// @param release without the zeros at its end
/// @param pre phase and number; the phase orders: `a`, `b`, `rc`
/// @param post absent: -1
/// @param dev absent: null
/// @param local parts of the label after `+`
record Pep440(
    BigInteger epoch,
    List<BigInteger> release,
    @Nullable String phase,
    BigInteger pre,
    @Nullable BigInteger post,
    @Nullable BigInteger dev,
    List<String> local)
    implements Comparable<Pep440> {
  private static final Pattern FORM =
      Pattern.compile(
          "v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)"
              + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?"
              + "(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?"
              + "(?:[-_.]?(dev)[-_.]?([0-9]+)?)?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  static Pep440 of(String text) {
    Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw PythonException.value("Invalid version: '%s'".formatted(text));
    }
    List<BigInteger> release = new ArrayList<>();
    for (String part : m.group(2).split("\\.")) {
      release.add(new BigInteger(part));
    }
    while (release.size() > 1 && release.getLast().signum() == 0) {
      release.removeLast();
    }
    boolean hasPost = m.group(5) != null || m.group(6) != null;
    return new Pep440(
        number(m.group(1)),
        release,
        phase(m.group(3)),
        number(m.group(4)),
        hasPost ? number(m.group(5) != null ? m.group(5) : m.group(7)) : null,
        m.group(8) == null ? null : number(m.group(9)),
        m.group(10) == null ? List.of() : List.of(m.group(10).split("[-_.]")));
  }

  private static BigInteger number(@Nullable String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static @Nullable String phase(@Nullable String word) {
    return switch (word) {
      case null -> null;
      case "alpha" -> "a";
      case "beta" -> "b";
      case "c", "pre", "preview" -> "rc";
      default -> word;
    };
  }

  /// Before any phase: a development release of the version itself. After: no phase at all.
  private String phaseKey() {
    if (phase != null) {
      return phase;
    }
    return post == null && dev != null ? "" : "z";
  }

  @Override
  public int compareTo(Pep440 other) {
    int order = epoch.compareTo(other.epoch);
    for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
      order = part(release, i).compareTo(part(other.release, i));
    }
    if (order == 0) {
      order = phaseKey().compareTo(other.phaseKey());
    }
    if (order == 0) {
      order = pre.compareTo(other.pre);
    }
    if (order == 0) {
      order = absentFirst(post, other.post);
    }
    if (order == 0) {
      order = absentLast(dev, other.dev);
    }
    return order == 0 ? locals(local, other.local) : order;
  }

  private static BigInteger part(List<BigInteger> release, int index) {
    return index < release.size() ? release.get(index) : BigInteger.ZERO;
  }

  private static int absentFirst(@Nullable BigInteger left, @Nullable BigInteger right) {
    if (left == null || right == null) {
      return (left == null ? 0 : 1) - (right == null ? 0 : 1);
    }
    return left.compareTo(right);
  }

  private static int absentLast(@Nullable BigInteger left, @Nullable BigInteger right) {
    if (left == null || right == null) {
      return (left == null ? 1 : 0) - (right == null ? 1 : 0);
    }
    return left.compareTo(right);
  }

  private static int locals(List<String> left, List<String> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      boolean one = left.get(i).matches("[0-9]+");
      boolean other = right.get(i).matches("[0-9]+");
      int order =
          one && other
              ? new BigInteger(left.get(i)).compareTo(new BigInteger(right.get(i)))
              : one || other ? (one ? 1 : -1) : left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return left.size() - right.size();
  }
}
