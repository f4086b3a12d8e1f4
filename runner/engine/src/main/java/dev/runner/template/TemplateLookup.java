package dev.runner.template;

import dev.runner.jinja.Legacy;
import dev.runner.template.call.Booleans;
import dev.runner.template.call.LookupCall;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The lookup `template`: what a template file renders to.
final class TemplateLookup {
  private static final Set<String> DELIMITERS =
      Set.of(
          "block_start_string",
          "block_end_string",
          "variable_start_string",
          "variable_end_string",
          "comment_start_string",
          "comment_end_string",
          "trim_blocks",
          "lstrip_blocks");

  static List<Object> run(LookupCall call) {
    List<Object> results = new ArrayList<>();
    Scope scope = Scope.of(call.rendering());
    if (call.option("template_vars") instanceof Map<?, ?> vars) {
      Map<String, Object> own = new LinkedHashMap<>();
      vars.forEach((name, value) -> own.put(Python.string(name), value));
      scope = scope.under(own);
    }
    Map<String, Object> parameters = new LinkedHashMap<>(call.options());
    parameters.keySet().retainAll(DELIMITERS);
    for (Object term : call.terms()) {
      String name = LookupCall.text(term);
      Path file =
          call.file(
              "templates",
              name,
              "the template file %s could not be found for the lookup".formatted(name));
      Object made = new TemplateFile(call.ports(), file, name, parameters).value(scope);
      // what a template made is no template again
      results.add(
          made instanceof Text text ? read(call, text.with(text.marks().asUntrusted())) : made);
    }
    return results;
  }

  /// Before ansible-core 2.19 literals were read back, if nobody asked for the text itself.
  private static Object read(LookupCall call, Text made) {
    Object asked = call.option("convert_data");
    boolean reads = asked == null || Booleans.of(asked).orElse(true);
    return call.isFormer() && reads ? Legacy.value(made, null) : made;
  }

  private TemplateLookup() {}
}
