package dev.runner.template.version;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The order of versions by the schemes that Ansible knows: `loose` and `strict` are those of
/// Python's old distutils, `semver` is Semantic Versioning 2.0.0, `pep440` that of Python packages.
public final class Versions {
  private static final List<String> TYPES =
      List.of("loose", "strict", "semver", "semantic", "pep440");

  private static final Pattern LOOSE = Pattern.compile("[0-9]+|[a-z]+|\\.");
  private static final Pattern STRICT =
      Pattern.compile("([0-9]+)\\.([0-9]+)(?:\\.([0-9]+))?(?:([ab])([0-9]+))?");
  private static final Pattern SEMANTIC =
      Pattern.compile(
          "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)"
              + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  private Versions() {}

  /// The order of two versions: negative, zero or positive.
  ///
  /// @param type `loose`, `strict`, `semver`, `semantic` or `pep440`
  /// @throws dev.runner.values.PythonException if one of them is no such version
  public static int compare(String type, String left, String right) {
    return switch (type) {
      case "loose" -> parts(loose(left), loose(right));
      case "strict" -> parts(strict(left), strict(right));
      case "semver", "semantic" -> semantic(left, right);
      case "pep440" -> Pep440.of(left).compareTo(Pep440.of(right));
      default -> throw new IllegalArgumentException(type);
    };
  }

  /// Refuses types of versions that aren't known.
  ///
  /// @throws PythonException if this is one
  public static void require(String type) {
    if (!TYPES.contains(type)) {
      throw PythonException.value(
          "Invalid version type (%s). Must be one of '%s'"
              .formatted(type, String.join("', '", TYPES)));
    }
  }

  private static PythonException unfit(String kind, String version) {
    return PythonException.value("invalid %s '%s'".formatted(kind, version));
  }

  /// Numbers and words; other characters are words of their own.
  static List<Object> loose(String version) {
    List<Object> parts = new ArrayList<>();
    Matcher matcher = LOOSE.matcher(version);
    int at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        parts.add(version.substring(at, matcher.start()));
      }
      if (!matcher.group().equals(".")) {
        parts.add(part(matcher.group()));
      }
      at = matcher.end();
    }
    if (at < version.length()) {
      parts.add(version.substring(at));
    }
    return parts;
  }

  private static Object part(String text) {
    return Character.isDigit(text.charAt(0))
        ? dev.runner.values.Numbers.whole(new BigInteger(text))
        : text;
  }

  private static int parts(List<Object> left, List<Object> right) {
    return Python.compare(left, right);
  }

  private static List<Object> strict(String version) {
    Matcher matcher = STRICT.matcher(version);
    if (!matcher.matches()) {
      throw unfit("version number", version);
    }
    List<Object> parts = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      parts.add(number(matcher.group(i)));
    }
    parts.add(matcher.group(4) == null ? "z" : matcher.group(4));
    parts.add(number(matcher.group(5)));
    return parts;
  }

  private static Object number(@Nullable String digits) {
    return digits == null ? 0L : dev.runner.values.Numbers.whole(new BigInteger(digits));
  }

  private static int semantic(String left, String right) {
    Matcher a = semantic(left);
    Matcher b = semantic(right);
    for (int i = 1; i <= 3; i++) {
      int order = Python.compare(number(a.group(i)), number(b.group(i)));
      if (order != 0) {
        return order;
      }
    }
    return preRelease(a.group(4), b.group(4));
  }

  private static Matcher semantic(String version) {
    Matcher matcher = SEMANTIC.matcher(version);
    if (!matcher.matches()) {
      throw unfit("semantic version", version);
    }
    return matcher;
  }

  /// A version without one comes after all that have one; numbers come before words.
  private static int preRelease(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return (left == null ? 1 : 0) - (right == null ? 1 : 0);
    }
    String[] a = left.split("\\.");
    String[] b = right.split("\\.");
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      boolean one = a[i].matches("[0-9]+");
      boolean other = b[i].matches("[0-9]+");
      int order =
          one && other
              ? new BigInteger(a[i]).compareTo(new BigInteger(b[i]))
              : one || other ? (one ? -1 : 1) : a[i].compareTo(b[i]);
      if (order != 0) {
        return order;
      }
    }
    return a.length - b.length;
  }
}
