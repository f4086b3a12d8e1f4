package dev.runner.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
