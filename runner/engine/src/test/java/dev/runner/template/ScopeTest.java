package dev.runner.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.inventory.Expressions;
import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  private static final Templates TEMPLATES =
      new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), Path.of("/")));

  private final Map<String, Object> variables = new HashMap<>();

  private static Text trusted(String text) {
    return Text.of(text, Marks.TRUSTED);
  }

  private Scope scope() {
    return TEMPLATES.scope(RawVariables.of(variables));
  }

  private boolean holds(String condition) {
    return scope().condition(trusted(condition));
  }

  @Test
  void rendersVariablesWhenTheyAreUsed() {
    variables.put("a", trusted("{{ b }}1"));
    variables.put("b", trusted("{{ c }}"));
    variables.put("c", trusted("x"));
    variables.put("broken", trusted("{{ nope }}"));
    assertEquals(trusted("x1"), scope().value(trusted("{{ a }}")));
    assertEquals(trusted("d"), scope().value(trusted("{{ broken | default('d') }}")));
    assertFalse(holds("broken is defined"));
    assertInstanceOf(Undefined.class, scope().valueOrUndefined(trusted("{{ broken }}")));
    TemplateException e =
        assertThrows(TemplateException.class, () -> scope().value(trusted("{{ broken }}")));
    assertTrue(e.isUndefined());
  }

  @Test
  void leavesOutWhatIsOmitted() {
    assertEquals(
        Map.of("a", 1L),
        scope().parameters(Map.of("a", 1L, "b", trusted("{{ nope | default(omit) }}"))));
    assertEquals(List.of(1L), scope().value(List.of(1L, trusted("{{ nope | default(omit) }}"))));
  }

  @Test
  void tellsCircles() {
    variables.put("a", trusted("{{ b }}"));
    variables.put("b", trusted("{{ a }}"));
    TemplateException e =
        assertThrows(TemplateException.class, () -> scope().value(trusted("{{ a }}")));
    assertTrue(e.sentence().contains("circle"), e.sentence());
  }

  @Test
  void conditionsAreExpressionsOrWholeTemplates() {
    variables.put("x", 1L);
    variables.put("y", Text.trusted("x == 1", new Origin("play.yml", 1, 1)));
    variables.put("from_host", "x == 1");
    assertTrue(holds("x == 1"));
    assertTrue(holds("{{ x == 1 }}"));
    assertTrue(holds("{{ y }}"));
    assertThrows(TemplateException.class, () -> holds("y"));
    assertThrows(TemplateException.class, () -> holds("x"));
    assertThrows(TemplateException.class, () -> holds("{{ x }}"));
    assertThrows(TemplateException.class, () -> holds("{{ x }} == 1"));
    assertThrows(TemplateException.class, () -> holds("{{ from_host }}"));
    assertThrows(TemplateException.class, () -> holds("{{ 'x == 1' }}"));
    assertThrows(TemplateException.class, () -> scope().condition("x == 1"));
  }

  @Test
  void hostsSpeakForThemselves() {
    variables.put("name", trusted("me"));
    variables.put(
        "hostvars",
        Map.of("other", Map.of("name", trusted("it"), "greeting", trusted("I am {{ name }}"))));
    assertEquals(trusted("I am it"), scope().value(trusted("{{ hostvars.other.greeting }}")));
    assertEquals(trusted("I am it"), scope().value(trusted("{{ hostvars['other']['greeting'] }}")));
    assertFalse(holds("hostvars.nobody is defined"));
  }

  @Test
  void loopsOverLookups() {
    variables.put("users", List.of(trusted("a"), List.of(trusted("b"))));
    assertEquals(
        List.of(trusted("a"), trusted("b")),
        TEMPLATES.loop("items", trusted("{{ users }}"), scope()));
    assertEquals(
        List.of(Map.of("key", "k", "value", 1L)), TEMPLATES.loop("dict", Map.of("k", 1L), scope()));
    assertEquals(List.of("1", "2"), TEMPLATES.loop("sequence", trusted("end=2"), scope()));
  }

  @Test
  void knowsUnknownNames() {
    TemplateException e =
        assertThrows(
            TemplateException.class, () -> scope().value(trusted("{{ lookup('dcit', {}) }}")));
    assertTrue(e.sentence().contains("'dict'"), e.sentence());
  }

  @Test
  void evaluatesForInventories() {
    Map<String, Object> host = Map.of("a", trusted("x"));
    Expressions expressions = TEMPLATES.expressions();
    assertEquals("xy", expressions.render("{{ a }}y", host));
    assertThrows(Expressions.Mistake.class, () -> expressions.render("{{ nope }}", host));
    assertEquals(true, expressions.evaluate("a == 'x'", host));
    assertThrows(Expressions.Mistake.class, () -> expressions.evaluate("nope", host));
  }

  @Test
  void boundsRegularExpressions() {
    variables.put("text", trusted("a".repeat(40)));
    TemplateException e =
        assertThrows(
            TemplateException.class,
            () -> scope().value(trusted("{{ text | regex_search('^((a|aa)+)\\1b') }}")));
    assertTrue(e.sentence().contains("too many steps"), e.sentence());
  }

  @Test
  void sharesNoTrustWithCommands() {
    Text out = (Text) scope().value(trusted("{{ lookup('pipe', 'echo \"{{ 1 }}\"') }}"));
    assertFalse(out.marks().trusted());
  }
}
