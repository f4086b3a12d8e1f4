package dev.runner.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Condition;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.Expression;
import dev.runner.module.HostPython;
import dev.runner.module.Param;
import dev.runner.module.Rendered;
import dev.runner.values.Text;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final Materials NONE = holding(Map.of());

  private static Materials holding(Map<String, Object> variables) {
    return new Materials() {
      @Override
      public Map<String, Object> variables(Collection<String> names) {
        Map<String, Object> found = new HashMap<>(variables);
        found.keySet().retainAll(names);
        return found;
      }

      @Override
      public ControlFile file(String parameter, String name) {
        throw new AssertionError(name);
      }

      @Override
      public Rendered template(String parameter, String name, Map<String, Object> parameters) {
        throw new AssertionError(name);
      }

      @Override
      public Condition condition(Object raw) {
        throw new AssertionError(raw);
      }

      @Override
      public Expression expression(Object raw) {
        throw new AssertionError(raw);
      }
    };
  }

  private enum Answer {
    YES,
    NO,
    MAYBE
  }

  private static Object convert(Class<?> type, Object value) {
    return new Conversion(Map.of(), NONE).convert("it", type, value);
  }

  @Test
  void contentOfAMappingHoldsItsSecretsAndHidesThem() {
    Object given = Map.of("password", List.of(Text.secret("hunter22")));
    Content content = assertInstanceOf(Content.class, convert(Content.class, given));
    assertEquals("{\"password\": [\"hunter22\"]}", content.lenientText());
    assertTrue(content.isSecret());
    Text text = assertInstanceOf(Text.class, convert(Text.class, given));
    assertTrue(text.isSecret());
    assertEquals("********", text.toString());
  }

  private record Rule(
      @Param("Where it leads.") String port,
      @Param(value = "What it answers.", byDefault = "maybe") Answer answer,
      @Param(value = "How often.", byDefault = "1") int times) {}

  private record Rules(
      @Param("All of them.") List<Rule> rules,
      @Param("Others.") Map<String, String> others,
      @Param("How long.") Duration pause,
      @Param("What is said.") List<Answer> said) {}

  private static String told(String component, Object value) {
    for (RecordComponent each : Rules.class.getRecordComponents()) {
      if (each.getName().equals(component)) {
        Unfit unfit =
            assertThrows(
                Unfit.class,
                () ->
                    new Conversion(Map.of(), NONE)
                        .convert(component, each.getGenericType(), value));
        return unfit.mistake(component).told();
      }
    }
    throw new AssertionError(component);
  }

  @Test
  void aResultTellsWhereInAParameterAValueDoesntFit() {
    String pairs = "dictionary requested, could not parse JSON or key=value";
    assertEquals(
        "missing required arguments: port found in rules", told("rules", List.of(Map.of())));
    assertEquals(
        "value of answer must be one of: yes, no, maybe, got: often found in rules",
        told("rules", List.of(Map.of("port", "1", "answer", "often"))));
    assertEquals(
        "argument 'times' is of type str found in 'rules'. and we were unable to convert to int:"
            + " \"'z'\" cannot be converted to an int",
        told("rules", List.of(Map.of("port", "1", "times", "z"))));
    assertEquals(
        "Elements value for option 'rules' is of type str and we were unable to convert to dict: "
            + pairs,
        told("rules", List.of("x")));
    assertEquals(
        "argument 'others' is of type str and we were unable to convert to dict: " + pairs,
        told("others", "x"));
    assertEquals(
        "argument 'others' is of type list and we were unable to convert to dict: <class 'list'>"
            + " cannot be converted to a dict",
        told("others", List.of("x")));
    assertEquals(
        "argument 'others' is of type str and we were unable to convert to dict: unable to evaluate"
            + " string in the \"key=value\" format as dictionary",
        told("others", "a = b"));
    assertEquals(
        "argument 'pause' is of type str and we were unable to convert to int: \"'x'\" cannot be"
            + " converted to an int",
        told("pause", "x"));
    assertEquals(
        "value of said must be one or more of: yes, no, maybe. Got no match for: x",
        told("said", List.of("no", "x")));
  }

  @Test
  void textOfPairsIsAMapping() throws ReflectiveOperationException {
    Type type = Rules.class.getDeclaredMethod("others").getGenericReturnType();
    Map.of(
            "a=1 b=2", Map.of("a", "1", "b", "2"),
            "a=b,c=d", Map.of("a", "b", "c", "d"),
            "a=\"1, 2\", b=x=y", Map.of("a", "1, 2", "b", "x=y"),
            "{\"a\": \"1\"}", Map.of("a", "1"))
        .forEach(
            (text, wanted) ->
                assertEquals(wanted, new Conversion(Map.of(), NONE).convert("it", type, text)));
  }

  @Test
  void thePythonOfAHostIsTheOneThatATaskNamesOrElseItsVariable() {
    Map<String, String> programs =
        Map.of("/venv/bin/python", "/venv/bin/python", "auto_silent", "python3", "", "python3");
    programs.forEach(
        (variable, program) ->
            assertEquals(
                new HostPython(program),
                new Conversion(Map.of(), holding(Map.of("ansible_python_interpreter", variable)))
                    .convert("python", HostPython.class, "auto")));
    assertEquals(new HostPython("python3"), convert(HostPython.class, "auto"));
    assertEquals(new HostPython("/opt/python"), convert(HostPython.class, "/opt/python"));
  }

  @Test
  void yamlsYesAndNoAreChoicesToo() {
    assertEquals(Answer.YES, convert(Answer.class, true));
    assertEquals(Answer.NO, convert(Answer.class, false));
    assertEquals(Answer.MAYBE, convert(Answer.class, "maybe"));
    assertThrows(Unfit.class, () -> convert(Answer.class, "perhaps"));
  }
}
