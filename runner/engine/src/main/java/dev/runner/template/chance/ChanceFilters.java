package dev.runner.template.chance;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.List;
import java.util.Locale;

/// Filters that choose by chance, or repeatably by a seed.
public final class ChanceFilters {
  private ChanceFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "random" -> random(call);
      case "shuffle" -> shuffled(call);
      case "random_mac" -> mac(call);
      default -> throw call.unknown();
    };
  }

  private static PythonRandom source(Call call, Bound bound) {
    Object seed = bound.optional("seed");
    return seed == null ? PythonRandom.unseeded(call.ports().random()) : PythonRandom.seeded(seed);
  }

  private static Object random(Call call) {
    Bound bound = call.bind("start?", "step?", "seed?");
    PythonRandom random = source(call, bound);
    if (Python.isInteger(call.value())) {
      return random.range(
          orElse(bound.optional("start"), 0L), call.value(), orElse(bound.optional("step"), 1L));
    }
    if (!Python.isIterable(call.value())) {
      throw PythonException.type("random can only be used on sequences and integers");
    }
    Object start = bound.optional("start");
    Object step = bound.optional("step");
    if ((start != null && Python.truth(start)) || (step != null && Python.truth(step))) {
      throw PythonException.type("start and step can only be used with integer values");
    }
    return random.choice(Python.list(call.value()));
  }

  private static Object orElse(@org.jspecify.annotations.Nullable Object value, Object byDefault) {
    return value == null || value == None.NONE ? byDefault : value;
  }

  /// What is no list comes out as it went in, as Ansible does.
  private static Object shuffled(Call call) {
    Bound bound = call.bind("seed?");
    if (!Python.isIterable(call.value())) {
      return call.value();
    }
    return source(call, bound).shuffled(Python.list(call.value()));
  }

  /// An address that begins with the given bytes.
  private static Object mac(Call call) {
    Bound bound = call.bind("seed?");
    if (!Text.isText(call.value())) {
      throw PythonException.type(
          "Invalid value type (%s) for random_mac (%s)"
              .formatted(Call.classOf(call.value()), Python.repr(call.value())));
    }
    String prefix = call.text().toLowerCase(Locale.ROOT);
    List<String> given = List.of(prefix.split(":", -1));
    if (given.size() > 5) {
      throw PythonException.value(
          "Invalid value (%s) for random_mac: 5 colon(:) separated items max".formatted(prefix));
    }
    for (String each : given) {
      if (!each.matches("[0-9a-f]{2}")) {
        throw PythonException.value(
            "Invalid value (%s) for random_mac: %s"
                .formatted(prefix, each.isEmpty() ? "empty item" : each + " not hexa byte"));
      }
    }
    String digits = Python.string(source(call, bound).range(0x1000000000L, 0x10000000000L, 1L));
    String hex = Long.toHexString(Long.parseLong(digits));
    StringBuilder out = new StringBuilder(prefix);
    for (int i = 0; i < 6 - given.size(); i++) {
      out.append(':').append(hex, 2 * i, 2 * i + 2);
    }
    return out.toString();
  }
}
