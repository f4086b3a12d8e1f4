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
import dev.runner.module.Rendered;
import dev.runner.values.Text;
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
