package dev.runner.template.digest;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters `hashids_encode` and `hashids_decode` (collection `community.general`).
public final class HashidFilters {
  private HashidFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    Hashids hashids = hashids(call.bind("salt?", "alphabet?", "min_length?"));
    return switch (call.name()) {
      case "hashids_encode" -> encoded(hashids, call.value());
      case "hashids_decode" -> List.copyOf(hashids.decode(call.text()));
      default -> throw call.unknown();
    };
  }

  private static Hashids hashids(Bound bound) {
    String salt = given(bound, "salt") == null ? "" : bound.text("salt");
    String alphabet = given(bound, "alphabet") == null ? Hashids.ALPHABET : bound.text("alphabet");
    int shortest = given(bound, "min_length") == null ? 0 : bound.integer("min_length");
    try {
      return new Hashids(salt, shortest, alphabet);
    } catch (IllegalArgumentException e) {
      throw PythonException.value(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object given(Bound bound, String name) {
    Object value = bound.optional(name);
    return value != null && Python.truth(value) ? value : null;
  }

  /// One number need not stand in a list; what isn't a number, or is negative, gives no word.
  private static Object encoded(Hashids hashids, Object value) {
    List<?> numbers = value instanceof List<?> list ? list : List.of(value);
    boolean fit =
        !numbers.isEmpty()
            && numbers.stream()
                .allMatch(each -> Python.isInteger(each) && Numbers.big(each).signum() >= 0);
    return fit ? hashids.encode(numbers.stream().map(Numbers::toLong).toList()) : "";
  }
}
