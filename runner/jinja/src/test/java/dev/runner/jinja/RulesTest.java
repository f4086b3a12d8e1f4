package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the originals have no answers for: marks, unknown values, bounds, the places of mistakes.
class RulesTest {
  private static final Environment ANSIBLE = Environment.builder().build();
  private static final Unknown UNKNOWN = new Unknown("the task before was not applied");
  private static final Variables VARIABLES =
      Variables.of(
          Map.of(
              "host", "from the host",
              "user", Text.of("from the user", Marks.TRUSTED),
              "written", Text.of("from the user", Marks.trustedAt(new Origin("play.yml", 3, 4))),
              "password", Text.secret("hunter2"),
              "list", List.of("from the host"),
              "dict", Map.of("port", 80L, "name", "x"),
              "unknown", UNKNOWN,
              "holder", Map.of("known", 1L, "unknown", UNKNOWN)));

  private static Object value(String template) {
    return ANSIBLE.template(template, "here").value(VARIABLES);
  }

  private static JinjaException mistake(String template) {
    return assertThrows(JinjaException.class, () -> value(template));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ written }}",
        "{{ [written] | first }}",
        "{{ written ~ 1 }}",
        "{{ written + 'x' }}",
        "{{ written | upper }}",
        "{{ written.upper() }}",
        "{{ '%s' % written }}",
        "{{ written[1:] }}",
      })
  void keepsTrustWhereAllTextIsTrusted(String template) {
    assertTrue(Text.marksOf(value(template)).trusted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a {{ written }}",
        "{{ written }}{{ written }}",
        "{{ 'literal' }}",
        "{{ ['literal'] }}",
        "{{ 'lit' ~ 'eral' }}",
        "{% set x %}{{ user }}!{% endset %}{{ x }}",
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(user) }}"
      })
  void trustsNothingThatATemplateMade(String template) {
    Object value = value(template);
    assertFalse(Text.marksOf(value instanceof List<?> list ? list.get(0) : value).trusted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ host }}",
        "a {{ host }}",
        "{{ host ~ user }}",
        "{{ user + host }}",
        "{{ host | upper }}",
        "{{ host.upper() }}",
        "{{ 'a'.replace('a', host) }}",
        "{{ '%s' % host }}",
        "{{ '%s' % (host,) }}",
        "{{ '{}'.format(host) }}",
        "{{ host[1:] }}",
        "{{ list[0] }}",
        "{{ list | first }}",
        "{{ list | join }}",
        "{{ dict.get('name') }}",
        "{{ dict.values() | first }}",
        "{{ 'a ' ~ list }}",
        "{{ host * 2 }}",
        "{{ [user, host] | join(' ') }}",
        "{% set x %}{{ host }}!{% endset %}{{ x }}",
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(host) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(host) }}",
        "{% filter upper %}{{ host }}{% endfilter %}",
        "{% for c in host %}{{ c }}{% endfor %}",
        "{{ user | default(host) }}{{ host }}"
      })
  void neverTrustsWhatCameFromAHost(String template) {
    assertFalse(Text.marksOf(value(template)).trusted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ password }}",
        "a {{ password }}",
        "{{ password ~ user }}",
        "{{ password | upper }}",
        "{{ password.lower() }}",
        "{{ password[0] }}",
        "{{ 'x'.replace('x', password) }}",
        "{{ [password] | join }}",
        "{{ 'x' ~ [password] }}",
        "{% macro m(a) %}{{ a }}!{% endmacro %}{{ m(password) }}",
        "{% for c in password %}{{ c }}{% endfor %}"
      })
  void keepsSecrets(String template) {
    assertTrue(Text.marksOf(value(template)).secret());
    assertEquals("********", value(template).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ unknown }}",
        "a {{ unknown }}",
        "{{ unknown + 1 }}",
        "{{ unknown == 1 }}",
        "{{ not unknown }}",
        "{{ unknown.a.b }}",
        "{{ unknown | upper }}",
        "{{ [unknown] }}",
        "{{ holder }}",
        "{{ holder.unknown ~ 'x' }}",
        "{{ 1 if unknown else 2 }}",
        "{% if unknown %}a{% endif %}",
        "{% for x in unknown %}{% endfor %}",
        "{{ range(unknown) }}",
        "{{ {'a': 1}[unknown] }}"
      })
  void spreadsWhatIsUnknown(String template) {
    assertEquals(UNKNOWN, value(template));
    if (!template.startsWith("{{ [") && !template.equals("{{ holder }}")) {
      assertThrows(
          UnknownException.class, () -> ANSIBLE.template(template + "!", "here").render(VARIABLES));
    }
  }

  @Test
  void knowsWhatDoesNotDependOnTheUnknown() {
    assertEquals(1L, value("{{ holder.known }}"));
    assertEquals(false, value("{{ false and unknown }}"));
    assertThrows(
        UnknownException.class, () -> ANSIBLE.expression("unknown", "c").condition(VARIABLES));
    assertEquals(UNKNOWN, ANSIBLE.expression("unknown.x", "c").evaluate(VARIABLES));
  }

  @Test
  void resolvesItemsOnlyWhenTheyAreTaken() {
    List<String> resolved = new ArrayList<>();
    Object lazy =
        Lazy.of(
            List.of(Text.of("a", Marks.TRUSTED), Text.of("b", Marks.TRUSTED)),
            text -> {
              resolved.add(text.value());
              return text;
            });
    Variables variables = Variables.of(Map.of("lazy", lazy));
    assertEquals("b", ANSIBLE.template("{{ lazy[1] }}", "t").value(variables).toString());
    assertEquals(2L, ANSIBLE.template("{{ lazy | length }}", "t").value(variables));
    assertEquals(List.of("b"), resolved);
  }

  @Test
  void keepsWhatAVariantParsed() {
    Loader files = (name, from, variables) -> new Loader.Source(name, "[{{ 1 + 1 }}]");
    Environment variant = ANSIBLE.with(Syntax.JINJA, files);
    assertSame(variant, ANSIBLE.with(Syntax.JINJA, files));
    assertSame(variant.template("x {{ 1 }}", "t"), variant.template("x {{ 1 }}", "t"));
    assertEquals("[2]", variant.template("{% include 'a' %}", "t").render(VARIABLES).toString());
    assertNotSame(variant, ANSIBLE.with(Syntax.ANSIBLE_FILE, files));
    assertNotSame(variant, ANSIBLE.with(Syntax.JINJA, Loader.NONE));
  }

  @Test
  void saysWhereAMistakeIs() {
    JinjaException e = mistake("a\n  b {{ 1 + dict.prot }} c");
    assertEquals(JinjaException.Kind.UNDEFINED, e.kind());
    assertEquals(new JinjaException.Place("here", 2, 8, "1 + dict.prot"), e.place());
    assertEquals("port", e.nearest());
    assertEquals("prot", assertInstanceOf(Undefined.class, e.undefined()).name());
    assertTrue(e.getMessage().startsWith("here:2:8: "), e.getMessage());
  }

  @Test
  void findsTheNearestName() {
    assertEquals("password", mistake("{{ pasword }}").nearest());
    assertEquals("upper", mistake("{{ 1 | uper }}").nearest());
    assertEquals("local_name", mistake("{% set local_name = 1 %}{{ local_nam }}").nearest());
    assertNull(mistake("{{ zebra }}").nearest());
  }

  @Test
  void namesTheMistakesOfSyntax() {
    assertEquals(7, mistake("{{ 1 +* 2 }}").place().column());
    assertTrue(mistake("{% if true %}").sentence().contains("endif"));
    assertTrue(mistake("{% if true %}{% wat %}").sentence().contains("endif"));
    assertEquals(2, mistake("x\n{{ 'a }}").place().line());
  }

  @Test
  void boundsDepth() {
    assertEquals(
        JinjaException.Kind.BOUND,
        mistake("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").kind());
    Environment circle =
        Environment.builder()
            .loader((name, from, variables) -> new Loader.Source(name, "{% include 'a' %}"))
            .build();
    JinjaException e =
        assertThrows(
            JinjaException.class,
            () -> circle.template("{% include 'a' %}", "t").value(Variables.NONE));
    assertEquals(JinjaException.Kind.BOUND, e.kind());
    Map<String, String> pairs =
        Map.of("(", ")", "[", "]", "-", "", "not ", "", "{1:", "}", "f(", ")", "a[", "]");
    pairs.forEach(
        (open, close) -> {
          String nested = open.repeat(100_000) + "1" + close.repeat(100_000);
          assertEquals(JinjaException.Kind.BOUND, mistake("{{ " + nested + " }}").kind(), open);
        });
    assertEquals(
        JinjaException.Kind.BOUND, mistake("{{ 1" + " + 1".repeat(100_000) + " }}").kind());
    assertEquals(JinjaException.Kind.BOUND, mistake("{% if true %}".repeat(10_000)).kind());
  }

  @Test
  void boundsOutput() {
    Environment small = Environment.builder().bounds(new Bounds(200, 1000, 1000)).build();
    JinjaException e =
        assertThrows(
            JinjaException.class,
            () ->
                small
                    .template("{% for i in range(1000) %}{{ i }}{% endfor %}", "t")
                    .value(Variables.NONE));
    assertEquals(JinjaException.Kind.BOUND, e.kind());
    assertThrows(
        JinjaException.class, () -> small.template("{{ range(1001) }}", "t").value(Variables.NONE));
  }

  @Test
  void escapesHtml() {
    Environment html = Environment.builder().language(Language.JINJA).autoescape(true).build();
    Variables variables = Variables.of(Map.of("x", "<&>"));
    assertEquals(
        "<b>&lt;&amp;&gt;</b><i>",
        html.template("<b>{{ x }}</b>{{ '<i>' | safe }}", "t").render(variables).value());
    assertEquals(
        "&lt;&amp;&gt;<i>",
        html.template("{{ x ~ ('<i>' | safe) }}", "t").render(variables).value());
    assertEquals(
        "<&>",
        html.template("{% autoescape false %}{{ x }}{% endautoescape %}", "t")
            .render(variables)
            .value());
  }

  @Test
  void callsOnlyWhatIsRegistered() {
    for (String template :
        List.of(
            "{{ user.getClass() }}",
            "{{ ''.__class__ }}",
            "{{ dict.__init__() }}",
            "{{ list.stream() }}",
            "{{ 5() }}")) {
      mistake(template);
    }
  }

  @Test
  void refusesUnknownFiltersInBranchesAtTheOldLevelOnly() {
    String template = "{{ 1 if true else (2 | nofilter) }}";
    assertEquals(1L, value(template));
    Environment old = Environment.builder().language(Language.ANSIBLE_2_14).build();
    assertThrows(JinjaException.class, () -> old.template(template, "t"));
  }

  @Test
  void conditionsMustBeBooleanAtTheNewLevelOnly() {
    assertThrows(
        JinjaException.class, () -> ANSIBLE.expression("dict.port", "c").condition(VARIABLES));
    Environment old = Environment.builder().language(Language.ANSIBLE_2_14).build();
    assertTrue(old.expression("dict.port", "c").condition(VARIABLES));
  }

  @Test
  void isSharedByThreads() throws Exception {
    Template template =
        ANSIBLE.template("{% for i in range(50) %}{{ i }}{{ user }}{% endfor %}", "t");
    Object expected = template.value(VARIABLES);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> renderings = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        renderings.add(() -> template.value(VARIABLES));
      }
      for (Future<Object> each : threads.invokeAll(renderings)) {
        assertEquals(expected, each.get());
      }
    }
  }
}
