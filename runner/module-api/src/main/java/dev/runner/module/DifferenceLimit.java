package dev.runner.module;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large files may be for their difference to be told.
///
/// @param bytes the size of the largest one
public record DifferenceLimit(long bytes) {
  /// None but those of [Showing] and [Difference] themselves.
  public static final DifferenceLimit NONE = new DifferenceLimit(Long.MAX_VALUE);

  private record Sizes(boolean before, boolean after) {}

  private Sizes larger(Step step) {
    return switch (step) {
      case Step.Write write ->
          new Sizes(
              write.before().filter(old -> old.size() > bytes).isPresent(),
              write.after().size() > bytes);
      case Step.Upload upload -> new Sizes(false, size(upload.source()) > bytes);
      default -> new Sizes(false, false);
    };
  }

  private static long size(ControlFile file) {
    try {
      return file.size();
    } catch (IOException e) {
      return 0; // who reads it tells of it
    }
  }

  /// What a step changes, as [Showing#diff] has it; for a larger file that it is left out.
  public String shown(Step step) {
    Sizes larger = larger(step);
    List<String> lines = new ArrayList<>();
    if (larger.before()) {
      lines.add("diff skipped: destination file size is greater than " + bytes);
    }
    if (larger.after()) {
      lines.add("diff skipped: source file size is greater than " + bytes);
    }
    return lines.isEmpty() ? Showing.diff(step) : String.join("\n", lines);
  }

  /// The changes of content that these steps make, as [Difference#of] has them; of a larger file
  /// the limit (`src_larger`, `dst_larger`).
  public List<Map<String, Object>> registered(List<Step> steps) {
    return steps.stream().flatMap(step -> registered(step).stream()).toList();
  }

  private Optional<Map<String, Object>> registered(Step step) {
    Sizes larger = larger(step);
    if (!larger.before() && !larger.after()) {
      return Difference.of(List.of(step)).stream().findFirst();
    }
    Map<String, Object> difference = new LinkedHashMap<>();
    if (larger.before()) {
      difference.put("dst_larger", bytes);
    }
    if (larger.after()) {
      difference.put("src_larger", bytes);
    }
    if (step instanceof Step.Write write) {
      String path = write.path().text();
      if (!larger.before()) {
        text(write.before().orElse(Content.of("")))
            .ifPresent(text -> difference.put("before", text));
        write.before().ifPresent(old -> difference.put("before_header", path));
      }
      if (!larger.after()) {
        text(write.after()).ifPresent(text -> difference.put("after", text));
        difference.put("after_header", path);
      }
    }
    return Optional.of(difference);
  }

  private static Optional<String> text(Content content) {
    return content.isSecret() ? Optional.empty() : content.text();
  }
}
