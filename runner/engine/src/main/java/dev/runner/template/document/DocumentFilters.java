package dev.runner.template.document;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Bound;
import dev.runner.jinja.Language;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
import dev.runner.template.call.Call;
import dev.runner.template.yaml.CanonicalYaml;
import dev.runner.template.yaml.YamlStyle;
import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Date;
import dev.runner.values.DateTime;
import dev.runner.values.Json;
import dev.runner.values.JsonDump;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters from and to JSON and YAML.
public final class DocumentFilters {
  private DocumentFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "to_json" -> json(call, null, false);
      case "to_nice_json" -> json(call, 4L, true);
      case "to_yaml" -> yaml(call, null, 2);
      case "to_nice_yaml" -> yaml(call, false, 4);
      case "from_json" -> fromJson(call);
      case "from_yaml" -> fromYaml(call);
      case "from_yaml_all" -> fromYamlAll(call);
      default -> throw call.unknown();
    };
  }

  /// Applies `to_yaml` or `to_nice_yaml` of the collection `community.general`: they can leave
  /// secrets out.
  public static Object applyRedacting(Call call) {
    Map<String, Object> named = new LinkedHashMap<>(call.arguments().named());
    @Nullable Object redacts = named.remove("redact_sensitive_values");
    boolean hides = redacts != null && Python.truth(redacts);
    Call plain =
        new Call(
            call.name(),
            hides ? Redacted.of(call.value()) : call.value(),
            new Arguments(call.arguments().positional(), named),
            call.rendering(),
            call.ports());
    return yaml(plain, call.name().equals("to_yaml") ? null : false, 2);
  }

  private static Object json(Call call, @Nullable Object indent, boolean sort) {
    Bound bound =
        call.bind(
            "profile?",
            "vault_to_text?",
            "preprocess_unsafe?",
            "allow_nan?",
            "check_circular?",
            "ensure_ascii?",
            "indent?",
            "separators?",
            "skipkeys?",
            "sort_keys?");
    Object by = indent == null ? bound.optional("indent") : bound.value("indent", indent);
    String step = by == null || by == None.NONE ? null : step(by);
    List<Object> separators =
        bound.optional("separators") == null ? List.of() : Python.list(bound.value("separators"));
    return new JsonDump(
            step,
            separators.size() == 2 ? Python.string(separators.get(0)) : step == null ? ", " : ",",
            separators.size() == 2 ? Python.string(separators.get(1)) : ": ",
            bound.flag("sort_keys", sort),
            bound.flag("ensure_ascii", true),
            bound.flag("skipkeys", false),
            bound.flag("allow_nan", true),
            DocumentFilters::json)
        .of(call.value());
  }

  /// What Ansible writes for a value that JSON has no word for.
  private static Object json(Object value) {
    return switch (value) {
      case DateTime time -> time.isoformat("T");
      case Date date -> date.toString();
      case List<?> view -> new ArrayList<>(view);
      case Undefined undefined -> throw PythonException.undefined(undefined);
      default -> JsonDump.refused(value);
    };
  }

  private static String step(Object indent) {
    return Text.isText(indent)
        ? Python.string(indent)
        : " ".repeat(Math.clamp(Numbers.toLong(indent), 0, 100));
  }

  private static Object yaml(Call call, @Nullable Boolean flow, int indent) {
    Bound bound =
        call.bind(
            "indent?",
            "sort_keys?",
            "default_style?",
            "canonical?",
            "width?",
            "line_break?",
            "encoding?",
            "explicit_start?",
            "explicit_end?",
            "default_flow_style?",
            "vault_behavior?");
    Object width = bound.optional("width");
    String quotes = bound.optional("default_style") == null ? "" : bound.text("default_style");
    Boolean style = flow;
    if (bound.has("default_flow_style")) {
      Object value = bound.optional("default_flow_style");
      style = value == null ? null : (Boolean) Python.truth(value);
    }
    boolean narrow = bound.optional("indent") == null;
    boolean canonical = bound.flag("canonical", false);
    YamlStyle written =
        new YamlStyle(
            style,
            narrow ? indent : bound.integer("indent"),
            width == null ? 80 : width(width),
            bound.flag("sort_keys", true),
            quotes.isEmpty() ? (char) 0 : quotes.charAt(0),
            bound.flag("explicit_start", false),
            bound.flag("explicit_end", false),
            true);
    return Vaulted.of(bound.optionalText("vault_behavior"))
        .written(
            call.value(),
            value ->
                canonical ? CanonicalYaml.write(value, written) : YamlWriter.write(value, written));
  }

  private static int width(Object width) {
    double columns = Numbers.toDouble(width);
    return columns > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) columns;
  }

  private static Object fromJson(Call call) {
    call.bind("profile?");
    if (!Text.isText(call.value())) {
      throw PythonException.type("from_json reads text, not " + Python.typeName(call.value()));
    }
    try {
      Object read = Json.parse(call.text());
      if (call.rendering().language() == Language.ANSIBLE_2_19
          && !call.ports().isOff("MODULE_STRICT_UTF8_RESPONSE")) {
        WholeCharacters.check(read);
      }
      return marked(read, Text.marksOf(call.value()));
    } catch (Json.SyntaxError e) {
      throw PythonException.value(String.valueOf(e.getMessage()));
    }
  }

  /// What isn't text comes out as it went in, as Ansible does.
  private static Object fromYaml(Call call) {
    call.bind0();
    return Text.isText(call.value())
        ? document(call.text(), Text.marksOf(call.value()))
        : call.value();
  }

  private static Object fromYamlAll(Call call) {
    call.bind0();
    if (!Text.isText(call.value())) {
      return call.value() == None.NONE ? List.of() : call.value();
    }
    List<Object> documents = new ArrayList<>();
    for (String part : Documents.split(call.text())) {
      documents.add(document(part, Text.marksOf(call.value())));
    }
    return documents;
  }

  private static Object document(String text, Marks marks) {
    Diagnostics diagnostics = new Diagnostics();
    Yaml tree = YamlParser.parse("<text>", text, diagnostics).orElse(null);
    if (tree == null || !diagnostics.errors().isEmpty()) {
      throw PythonException.value(
          diagnostics.errors().isEmpty()
              ? "this isn't YAML"
              : diagnostics.errors().getFirst().sentence());
    }
    return marked(tree.toValue(Opener.CLOSED), marks);
  }

  /// What is read from a text is as trusted, and as secret, as the text.
  static Object marked(Object value, Marks marks) {
    return switch (value) {
      case String text -> Texts.of(text, marks);
      case Text text -> Texts.of(text.value(), marks);
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(marked(item, marks)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, marked(item, marks)));
        yield copy;
      }
      default -> value;
    };
  }
}
