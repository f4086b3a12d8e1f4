package dev.runner.modules.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Sentences about arguments that don't fit, as scripts around Ansible know them.
class ArgumentCheckTest {

  private static Map<String, Object> map(String json) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) Json.parse(json)).forEach((key, value) -> map.put(key.toString(), value));
    return map;
  }

  private static List<String> errors(String spec, String arguments) {
    return new ArgumentCheck().errors(map(spec), map(arguments));
  }

  private static void one(String error, String type, String value) {
    String sentence = "argument 'x' is of type " + error;
    assertEquals(
        List.of(sentence), errors("{\"x\": %s}".formatted(type), "{\"x\": %s}".formatted(value)));
  }

  private static void fits(String type, String value) {
    assertEquals(List.of(), errors("{\"x\": %s}".formatted(type), "{\"x\": %s}".formatted(value)));
  }

  @Test
  void typesAreConverted() {
    fits("{\"type\": \"int\"}", "\"-4\"");
    fits("{\"type\": \"int\"}", "4.0");
    fits("{\"type\": \"int\"}", "null");
    fits("{\"type\": \"float\"}", "\"1e3\"");
    fits("{\"type\": \"bool\"}", "\"Yes\"");
    fits("{\"type\": \"dict\"}", "\"a=1, b='x y'\"");
    fits("{\"type\": \"dict\"}", "\"{\\\"a\\\": 1}\"");
    fits("{\"type\": \"list\", \"elements\": \"int\"}", "\"1,2\"");
    fits("{\"type\": \"bytes\"}", "\"1.5 MB\"");
    fits("{\"type\": \"bits\"}", "\"1Mb\"");
    fits("{\"type\": \"json\"}", "[1]");
    fits("{\"type\": \"raw\", \"required\": true}", "null");
    fits("{}", "5");
  }

  @Test
  void whatDoesNotFitIsTold() {
    one(
        "str and we were unable to convert to int: \"'4.5'\" cannot be converted to an int",
        "{\"type\": \"int\"}",
        "\"4.5\"");
    one(
        "NoneType and we were unable to convert to int: \"None\" cannot be converted to an int",
        "{\"type\": \"int\", \"required\": true}",
        "null");
    one(
        "dict and we were unable to convert to list: <class 'dict'> cannot be converted to a list",
        "{\"type\": \"list\"}",
        "{}");
    one(
        "str and we were unable to convert to dict: dictionary requested, could not parse JSON or key=value",
        "{\"type\": \"dict\"}",
        "\"no\"");
    one(
        "str and we were unable to convert to bytes: <class 'str'> cannot be converted to a Byte value",
        "{\"type\": \"bytes\"}",
        "\"1Mb\"");
    one(
        "str and we were unable to convert to float: <class 'str'> cannot be converted to a float",
        "{\"type\": \"float\"}",
        "\"x\"");
  }

  @Test
  void whatIsMissingOrStrayIsTold() {
    assertEquals(
        List.of("missing required arguments: a, b", "c. Supported parameters include: a, b (z)."),
        errors(
            "{\"b\": {\"required\": true}, \"a\": {\"required\": true, \"aliases\": [\"z\"]}}",
            "{\"c\": 1}"));
    assertEquals(
        List.of(), errors("{\"a\": {\"required\": true, \"aliases\": [\"z\"]}}", "{\"z\": 1}"));
  }

  @Test
  void choicesHoldForEachOfAList() {
    assertEquals(
        List.of("value of x must be one or more of: 1, 2. Got no match for: 3"),
        errors("{\"x\": {\"type\": \"list\", \"choices\": [1, 2]}}", "{\"x\": [1, 3]}"));
    assertEquals(
        List.of("value of x must be one of: a, got: b"),
        errors("{\"x\": {\"choices\": [\"a\"], \"default\": \"b\"}}", "{}"));
  }

  @Test
  void suboptionsHaveRules() {
    String spec =
        """
        {"d": {"type": "list", "elements": "dict",
               "mutually_exclusive": [["a", "b"]],
               "required_together": [["c", "e"]],
               "required_one_of": [["a", "b"]],
               "required_if": [["a", 1, ["e"]]],
               "required_by": {"b": ["e"]},
               "options": {"a": {"type": "int"}, "b": {}, "c": {}, "e": {}}}}""";
    assertEquals(
        List.of("parameters are mutually exclusive: a|b found in d"),
        errors(spec, "{\"d\": [{\"a\": 2, \"b\": null}]}"));
    assertEquals(
        List.of(
            "parameters are required together: c, e found in d",
            "a is 1 but all of the following are missing: e found in d"),
        errors(spec, "{\"d\": [{\"a\": \"1\", \"c\": 1}]}"));
    assertEquals(
        List.of("one of the following is required: a, b found in d"),
        errors(spec, "{\"d\": [{}]}"));
    assertEquals(
        List.of("missing parameter(s) required by 'b': e found in d"),
        errors(spec, "{\"d\": [{\"b\": 1}]}"));
    assertEquals(
        List.of("d.x. Supported parameters include: a, b, c, e."),
        errors(spec, "{\"d\": [{\"a\": 2, \"x\": 1}]}"));
    assertEquals(
        List.of(
            "Elements value for option 'd' is of type int and we were unable to convert to dict: <class 'int'> cannot be converted to a dict"),
        errors(spec, "{\"d\": [1]}"));
  }

  @Test
  void secretsAreNotShown() {
    Map<String, Object> secret = Map.of("x", Text.secret("hush"));
    assertEquals(
        List.of("value of x must be one of: a, got: ********"),
        new ArgumentCheck().errors(map("{\"x\": {\"choices\": [\"a\"]}}"), secret));
    assertEquals(
        List.of(
            "argument 'x' is of type str and we were unable to convert to int: \"********\" cannot be converted to an int"),
        new ArgumentCheck().errors(map("{\"x\": {\"type\": \"int\"}}"), secret));
    assertEquals(None.NONE, map("{\"x\": null}").get("x"));
  }
}
