package dev.runner.execute.program;

import dev.runner.module.Answer;
import dev.runner.module.Effect;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.source.TypedJson;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a program said: the first line that begins a JSON object, to the last that ends it. What it
/// wrote after that is told in a warning, for it may be its complaint.
final class ProgramResult {
  private final String name;
  private final boolean job;

  /// @param name of the module
  /// @param job whether what it wrote to standard error is a part of it
  ProgramResult(String name, boolean job) {
    this.name = name;
    this.job = job;
  }

  Answer of(Output output) {
    String text = output.stdout().lenientText();
    int start = start(text);
    int end = text.lastIndexOf('}');
    if (start < 0 || end < start) {
      return unread(output, "No start of json char found");
    }
    try {
      return Json.parse(text.substring(start, end + 1)) instanceof Map<?, ?> map
          ? answer(complete(map, output), text.substring(end + 1).strip())
          : unread(output, "it is no mapping");
    } catch (Json.SyntaxError e) {
      return unread(output, String.valueOf(e.getMessage()));
    }
  }

  private Map<?, ?> complete(Map<?, ?> said, Output output) {
    String complaint = output.stderr().lenientText();
    if (!job || complaint.isEmpty() || said.containsKey("stderr")) {
      return said;
    }
    Map<Object, Object> all = new LinkedHashMap<>(said);
    all.put("stderr", complaint);
    return all;
  }

  /// Programs may write other lines before.
  private static int start(String text) {
    int at = 0;
    for (String line : text.split("\n", -1)) {
      if (line.stripLeading().startsWith("{")) {
        return at + line.indexOf('{');
      }
      at += line.length() + 1;
    }
    return -1;
  }

  private static Answer unread(Output output, String why) {
    return Finished.failed("Module result deserialization failed: " + why)
        .with("module_stdout", output.stdout().lenientText())
        .with("module_stderr", output.stderr().lenientText())
        .with("rc", (long) output.exit());
  }

  /// @param rest what the program wrote after it
  private Answer answer(Map<?, ?> said, String rest) {
    Map<String, Object> values = new LinkedHashMap<>();
    said.forEach((key, value) -> values.put(key.toString(), TypedJson.read(value)));
    values.keySet().removeIf(key -> key.startsWith("_ansible_"));
    boolean failed = isFailed(values);
    boolean changed = truth(values, "changed");
    if (values.get("exception") instanceof Map<?, ?> event) {
      values.put("exception", "(traceback unavailable)");
      values.putIfAbsent("msg", told(event));
    }
    String message = String.valueOf(values.getOrDefault("msg", ""));
    List<String> warnings = texts(values.remove("warnings"));
    if (!rest.isEmpty()) {
      warnings.add("Module invocation had junk after the JSON data: " + rest);
    }
    values.remove("failed");
    values.put("changed", changed);
    if (failed) {
      Finished end = Finished.failed(message.isEmpty() ? name + " failed" : message);
      return warned(end.withAll(values), warnings);
    }
    if (truth(values, "skipped") || values.get("ansible_facts") instanceof Map<?, ?>) {
      return learned(message, values, warnings);
    }
    Finished end = changed ? Finished.changed("") : Finished.unchanged("");
    return warned(end.withAll(values).changedWhen(changed), warnings);
  }

  private static Finished warned(Finished end, List<String> warnings) {
    Finished all = end;
    for (String warning : warnings) {
      all = all.warning(warning);
    }
    return all;
  }

  private static Plan learned(String message, Map<String, Object> values, List<String> warnings) {
    Plan.Learned plan = Plan.learned(message).withAll(values);
    Map<String, Object> facts = new LinkedHashMap<>();
    if (values.get("ansible_facts") instanceof Map<?, ?> told) {
      told.forEach((key, value) -> facts.put(key.toString(), value));
      plan = plan.with(new Effect.Facts(facts));
    }
    for (String warning : warnings) {
      plan = plan.warning(warning);
    }
    return plan;
  }

  private static boolean isFailed(Map<String, Object> values) {
    if (values.containsKey("failed")) {
      return truth(values, "failed");
    }
    Object status = values.get("rc");
    return status != null && status != None.NONE && !Python.string(status).equals("0");
  }

  private static boolean truth(Map<String, Object> values, String key) {
    Object value = values.get(key);
    if (value == null) {
      return false;
    }
    String word = Python.string(value).toLowerCase(java.util.Locale.ROOT);
    return !java.util.Set.of("false", "no", "0", "", "none", "off").contains(word);
  }

  /// From ansible-core 2.19 on a warning is an event with a message.
  private static Object told(Object warning) {
    Object message =
        warning instanceof Map<?, ?> map && map.get("event") instanceof Map<?, ?> event
            ? event.get("msg")
            : null;
    return message == null ? warning : message;
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(Python.string(told(each))));
    }
    return texts;
  }
}
