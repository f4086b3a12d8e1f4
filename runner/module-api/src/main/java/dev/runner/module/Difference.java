package dev.runner.module;

import dev.runner.values.Json;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of a file's content as registered results hold it in diff mode, under the names that
/// Ansible's users know.
public final class Difference {
  private static final int LONGEST = 500_000;

  private Difference() {}

  /// The changes of content that these steps make, an item for each file. What is secret, binary or
  /// very long isn't there.
  public static List<Map<String, Object>> of(List<Step> steps) {
    return steps.stream().flatMap(step -> of(step).stream()).toList();
  }

  /// The lines of a registered difference, as `diff -u` writes them and with an empty one behind
  /// them, or as the module wrote them itself (`prepared`); none if there is nothing to be seen.
  ///
  /// @param registered a mapping with `before` and `after`, texts or values, or a list of such
  public static List<String> lines(Object registered) {
    return switch (registered) {
      case List<?> list -> list.stream().flatMap(each -> lines(each).stream()).toList();
      case Map<?, ?> map when map.containsKey("prepared") ->
          prepared(Python.string(map.get("prepared")));
      case Map<?, ?> map when map.containsKey("before") && map.containsKey("after") ->
          unified(map, text(map.get("before")), text(map.get("after")));
      default -> List.of();
    };
  }

  /// The lines of a difference as [#lines] has them, with all lines that don't change.
  public static List<String> whole(String before, String after) {
    List<String> hunks = Diff.unified(before, after, Integer.MAX_VALUE);
    if (hunks.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("--- before", "+++ after"));
    lines.addAll(hunks);
    lines.add("");
    return lines;
  }

  /// A text that ends with a newline has an empty line at its end.
  private static List<String> prepared(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\R", -1));
  }

  private static List<String> unified(Map<?, ?> difference, String before, String after) {
    List<String> hunks = Diff.unified(before, after);
    if (hunks.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("--- " + header(difference, "before"));
    lines.add("+++ " + header(difference, "after"));
    lines.addAll(hunks);
    lines.add("");
    return lines;
  }

  private static String header(Map<?, ?> difference, String side) {
    Object header = difference.get(side + "_header");
    return header == null ? side : side + ": " + Python.string(header);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    boolean whole = value instanceof Map || value instanceof List;
    return whole ? Json.indented(value) + "\n" : Python.string(value);
  }

  private static Optional<Map<String, Object>> of(Step step) {
    if (!(step instanceof Step.Write write)) {
      return Optional.empty();
    }
    Content before = write.before().orElse(Content.of(""));
    Content after = write.after();
    boolean shown =
        !before.isSecret()
            && !after.isSecret()
            && before.size() + (long) after.size() <= LONGEST
            && !before.equals(after);
    if (!shown || before.text().isEmpty() || after.text().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("before", before.lenientText());
    difference.put("after", after.lenientText());
    difference.put("before_header", write.path().text());
    difference.put("after_header", write.path().text());
    return Optional.of(difference);
  }
}
