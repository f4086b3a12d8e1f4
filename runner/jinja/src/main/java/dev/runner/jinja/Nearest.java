package dev.runner.jinja;

import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the name that was probably meant.
final class Nearest {
  private Nearest() {}

  static @Nullable String to(Rendering rendering, Undefined undefined) {
    Map<?, ?> container = rendering.containerOf(undefined);
    if (container != null) {
      return among(undefined.name(), container.keySet());
    }
    boolean variable = undefined.hint().startsWith("'" + undefined.name() + "' is undefined");
    return variable ? among(undefined.name(), rendering.names()) : null;
  }

  /// The candidate with the fewest differences, if they are few enough to be a slip.
  static @Nullable String among(String name, Iterable<?> candidates) {
    String best = null;
    int least = Math.min(Math.max(1, name.length() / 3) + 1, name.length());
    for (Object candidate : candidates) {
      if (Text.isText(candidate)) {
        String other = Texts.value(candidate);
        int distance =
            Math.abs(other.length() - name.length()) < least ? distance(name, other) : least;
        if (distance < least && distance > 0) {
          least = distance;
          best = other;
        }
      }
    }
    return best;
  }

  /// Letters to insert, drop, replace or swap with their neighbour.
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
