package dev.runner.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that was most likely meant.
public final class DidYouMean {
  private DidYouMean() {}

  private static final int SLIPS = 2;

  /// The known name nearest to one that isn't known; none where all are too far off. Words that
  /// both begin with make nothing likely: `mysql_info` isn't meant for `mysql_db`.
  public static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int furthest = Math.max(1, wanted.length() / 3);
    record Match(String name, int distance, int furthest) {}
    return known.stream()
        .map(
            each -> {
              String other = each.toLowerCase(Locale.ROOT);
              int shared = shared(wanted, other);
              int rest = Math.max(SLIPS, (wanted.length() - shared) / 3);
              int most = shared == 0 ? furthest : Math.min(furthest, rest);
              return new Match(each, distance(wanted, other, most), most);
            })
        .filter(match -> match.distance() <= match.furthest())
        .min(
            Comparator.comparingInt(Match::distance)
                .thenComparing(match -> !completes(wanted, match.name()))
                .thenComparing(Match::name))
        .map(Match::name);
  }

  /// How long the words are that both begin with, each with the sign that ends it.
  private static int shared(String one, String other) {
    int shared = 0;
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      if (one.charAt(i) != other.charAt(i)) {
        break;
      }
      shared = one.charAt(i) == '_' || one.charAt(i) == '.' ? i + 1 : shared;
    }
    return shared;
  }

  /// Whether letters were only forgotten: people leave out more than they confuse.
  private static boolean completes(String wanted, String name) {
    int at = 0;
    for (int i = 0; i < name.length() && at < wanted.length(); i++) {
      at += Character.toLowerCase(name.charAt(i)) == wanted.charAt(at) ? 1 : 0;
    }
    return at == wanted.length();
  }

  /// The hint that names it: `did you mean 'tasks'?`; empty where there is none.
  public static String hint(String name, Collection<String> known) {
    return nearest(name, known).map(match -> "did you mean '" + match + "'?").orElse("");
  }

  /// Letters to be added, removed, changed or swapped with their neighbour (optimal string
  /// alignment); anything above `furthest` if there are more.
  static int distance(String a, String b, int furthest) {
    if (Math.abs(a.length() - b.length()) > furthest) {
      return furthest + 1;
    }
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cell(a, b, i, j, rows);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int cell(String a, String b, int i, int j, int[][] rows) {
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
    least = Math.min(least, rows[i - 1][j - 1] + cost);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
