package dev.runner.template.value;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.List;

/// Tests of the collection `community.general`.
public final class CommunityTests {
  private static final int LONGEST = 253;

  private CommunityTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    return switch (call.name()) {
      case "ansible_type" -> TypeNames.test(call);
      case "fqdn_valid" -> isDomain(call);
      default -> throw call.unknown();
    };
  }

  /// Whether it is a name as RFC 1035 and RFC 3696 want it.
  private static boolean isDomain(Call call) {
    Bound bound = call.bind("min_labels?", "allow_underscores?");
    if (!Text.isText(call.value())) {
      throw PythonException.type("fqdn_valid needs text, not " + Python.typeName(call.value()));
    }
    String name = call.text();
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    String characters = bound.flag("allow_underscores", false) ? "[-_a-zA-Z0-9]" : "[-a-zA-Z0-9]";
    List<String> labels = List.of(bare.split("\\.", -1));
    return bare.length() <= LONGEST
        && labels.size() >= bound.integer("min_labels", 1)
        && labels.stream()
            .allMatch(
                label ->
                    label.matches(characters + "{1,63}")
                        && !label.startsWith("-")
                        && !label.endsWith("-"));
  }
}
