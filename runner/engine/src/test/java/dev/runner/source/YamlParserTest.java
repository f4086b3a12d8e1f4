package dev.runner.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlParserTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Object value(String text) {
    return parse(text).orElseThrow().toValue(Opener.CLOSED);
  }

  private Optional<Yaml> parse(String text) {
    return YamlParser.parse("a.yml", text, diagnostics);
  }

  private String mistakes(String text) {
    parse(text);
    return diagnostics.render();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: 1                                  | {'a': 1}
          {a: [1, '2', "3"], 5: x, true: y}     | {'a': [1, '2', '3'], 5: 'x', True: 'y'}
          !!str 5                               | '5'
          !!binary "aGVs bG8="                  | 'hello'
          !!float 5                             | 5.0
          ! 5                                   | '5'
          {b: &x {p: 1, q: 2}, c: {<<: *x, q: 3}} | {'b': {'p': 1, 'q': 2}, 'c': {'p': 1, 'q': 3}}
          {<<: [{a: 1}, {a: 2, b: 2}], c: 3}    | {'a': 1, 'b': 2, 'c': 3}
          [&a x, *a]                            | ['x', 'x']
          {"a": 1, "b": [null, true, 1.5]}      | {'a': 1, 'b': [None, True, 1.5]}
          """)
  void reads(String text, String expected) {
    assertEquals(expected, Python.repr(value(text)));
    assertEquals("", diagnostics.render());
  }

  /// What libyaml takes, though YAML 1.1 doesn't have it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [hel?o, a?, a ?b, a? b, ?c]           | ['hel?o', 'a?', 'a ?b', 'a? b', {'c': None}]
          {u: http://x/?y=1&z, a?b: c}          | {'u': 'http://x/?y=1&z', 'a?b': 'c'}
          {a: [b?], c: 'd?', ? e : "f?\\/"}     | {'a': ['b?'], 'c': 'd?', 'e': 'f?/'}
          a:\t"\\/\\\\/"                        | {'a': '/\\\\/'}
          [a?, '\\/', \\/, "\\/"]               | ['a?', '\\\\/', '\\\\/', '/']
          """)
  void readsWhatLibyamlDoes(String text, String expected) {
    assertEquals(expected, Python.repr(value(text)));
    assertEquals("", diagnostics.render());
  }

  @Test
  void whatIsToldBeforeSuchAPlaceIsToldOnce() {
    assertEquals("{'a': 2, 'b': ['c?', '?d']}", Python.repr(value("a: 1\na: 2\nb: [c?, '?d']\n")));
    assertEquals(1, diagnostics.all().size());
  }

  @Test
  void tabsOnALineOfTheirOwnAreNothing() {
    assertEquals("{'a': 'b', 'c': 1}", Python.repr(value("a: b\n\t\nc: 1\n  \t\n")));
    assertEquals("", diagnostics.render());
  }

  @Test
  void nothingAtAllIsNull() {
    assertEquals("None", Python.repr(value("# only a comment\n")));
  }

  @Test
  void textIsTrustedAndKnowsItsPlace() {
    Text text = (Text) ((Map<?, ?>) value("k:\n  - x\nt: |\n  line\n")).get("t");
    assertEquals("line\n", text.value());
    assertTrue(text.marks().trusted());
    assertEquals(new Origin("a.yml", 3, 4), text.marks().origin());
  }

  @Test
  void unsafeTextIsNoTemplateWhereverItStands() {
    Map<?, ?> map = (Map<?, ?>) value("a: !unsafe '{{ x }}'\nb: !unsafe\n  c: '{{ y }}'\n");
    assertFalse(((Text) map.get("a")).marks().trusted());
    assertFalse(((Text) ((Map<?, ?>) map.get("b")).get("c")).marks().trusted());
  }

  @Test
  void encryptedTextIsSecretOrUndefined() {
    Yaml tree = parse("!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  00\n").orElseThrow();
    assertInstanceOf(Undefined.class, tree.toValue(Opener.CLOSED));
    Text opened = (Text) tree.toValue((envelope, at) -> "plain " + envelope.lines().count());
    assertEquals("plain 2", opened.value());
    assertTrue(opened.isSecret());
  }

  @Test
  void jsonMayBeIndentedByTabs() {
    assertEquals("{'a': [1]}", Python.repr(value("{\n\t\"a\": [\n\t\t1\n\t]\n}\n")));
    assertEquals("", diagnostics.render());
  }

  @Test
  void aKeyThatStandsTwiceIsAWarningWithBothPlaces() {
    assertEquals("{'a': 2, 'b': 0}", Python.repr(value("a: 1\nb: 0\na: 2\n")));
    assertEquals(
        """
        a.yml:3:1: warning: Found duplicate mapping key 'a'; what line 1 says is ignored
            a: 2
            ^\
        """,
        diagnostics.render());
  }

  @Test
  void aTemplateWithoutQuotesIsExplained() {
    assertEquals(
        """
        a.yml:2:6: YAML parsing failed: This may be an issue with missing quotes around a template block.
              b: {{ x }}
                 ^
          a value that begins with '{{' must stand in quotes: "{{ … }}\"\
        """,
        mistakes("a:\n  b: {{ x }}\n"));
  }

  @Test
  void aTabIsExplained() {
    assertEquals(
        """
        a.yml:2:1: YAML parsing failed: Tabs are usually invalid in YAML.
             b: 1
            ^
          indent with spaces: YAML doesn't allow tabs\
        """,
        mistakes("a:\n\tb: 1\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          [a]\\n]                | 2:1  | Did not find expected <document start>.
          - a\\n  b: c           | 2:4  | Mapping values are not allowed in this context.
          a: b: c               | 1:5  | Colons in unquoted values must be followed by a non-space character.
          a: "x" in y           | 1:4  | Values starting with a quote must end with the same quote.
          a: "x" or "y"         | 1:4  | Values starting with a quote must end with the same quote, and not contain that quote.
          a: "x\\n              | 2:1  | While scanning a quoted scalar found unexpected end of stream.
          a: "x\\q"            | 1:7  | While parsing a quoted scalar found unknown escape character.
          a: "x\\x4"           | 1:8  | While parsing a quoted scalar did not find expected hexdecimal number.
          a: [1, 2\\n           | 2:1  | While parsing a flow sequence did not find expected ',' or ']'.
          {"a" 1}               | 1:6  | While parsing a flow mapping did not find expected ',' or '}'.
          a: 1\\n- b            | 2:1  | While parsing a block mapping did not find expected key.
          - a\\nb: c            | 2:1  | While parsing a block collection did not find expected '-' indicator.
          a: @x                 | 1:4  | While scanning for the next token found character that cannot start any token.
          a: >x\\n  b           | 1:5  | While scanning a block scalar did not find expected comment or line break.
          a: [                  | 1:5  | While parsing a flow node did not find expected node content.
          %YAML 3.0\\n---\\na: 1 | 1:1  | Found incompatible YAML document.
          ? [1]\\n: 2           | 1:3  | While constructing a mapping found unhashable key.
          """)
  void whatTheParserFindsIsToldInItsUsualWords(String text, String place, String words) {
    String said = mistakes(text.replace("\\n", "\n"));
    assertEquals(
        "a.yml:%s: YAML parsing failed: %s".formatted(place, words),
        said.lines().findFirst().orElse(""));
  }

  @Test
  void controlCharactersAreNamedWithTheirPlace() {
    assertTrue(
        mistakes("a: 1\nb: \u0001\n")
            .startsWith(
                "a.yml:2:4: YAML parsing failed: unacceptable character #x0001: control"
                    + " characters"));
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertEquals(
        """
        a.yml:2:1: YAML parsing failed: Expected a single document in the stream but found another document.
            ---
            ^
          only one is read: remove the '---'\
        """,
        mistakes("a: 1\n---\nb: 2\n"));
  }

  @Test
  void tagsWithoutMeaningAreNamed() {
    assertEquals(
        """
        a.yml:1:4: YAML parsing failed: Could not determine a constructor for the tag '!valut'.
            a: !valut x
               ^
          did you mean '!vault'?\
        """,
        mistakes("a: !valut x\n"));
  }

  @Test
  void bytesThatAreNoTextAreNamed() {
    assertTrue(mistakes("a: !!binary /w==\n").contains("are no text in UTF-8"));
  }

  @Test
  void bytesThatAreNoBase64AreNamed() {
    assertTrue(mistakes("a: !!binary a\n").contains("is no Base64"));
  }

  @Test
  void anAliasOfNothingIsNamed() {
    assertEquals(
        """
        a.yml:1:12: YAML parsing failed: Found undefined alias.
            [&basic 1, *basis]
                       ^
          there is no anchor '&basis' before it, or it stands inside of its own; did you mean 'basic'?\
        """,
        mistakes("[&basic 1, *basis]\n"));
    assertTrue(new YamlParserTest().mistakes("&a [*a]").contains("inside of it"));
  }

  @Test
  void aliasesCantExplode() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ",").repeat(9))
          .append("]\n");
    }
    String told = mistakes(bomb.toString());
    assertTrue(told.contains("the document stands for more than 5000000 values"), told);
  }

  @Test
  void depthIsBounded() {
    assertTrue(mistakes("[".repeat(1000)).contains("nested more than 200 levels deep"));
  }

  @Property(tries = 500)
  void anythingIsReadOrExplained(
      @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String text) {
    Diagnostics told = new Diagnostics();
    Optional<Yaml> tree = YamlParser.parse("f", text.replace('~', '\n'), told);
    assertTrue(tree.isPresent() || told.hasErrors());
  }
}
