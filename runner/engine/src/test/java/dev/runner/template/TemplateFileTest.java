package dev.runner.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateFileTest {
  @TempDir Path here;
  private Templates templates;
  private final Map<String, Object> variables = new HashMap<>();

  TemplateFileTest() {
    templates =
        new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), Path.of("/")));
  }

  @BeforeEach
  void directories() throws IOException {
    Files.createDirectories(here.resolve("role/templates"));
    Files.createDirectories(here.resolve("role/files"));
    templates = new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), here));
    variables.put("ansible_search_path", List.of(here.resolve("role").toString()));
    variables.put("playbook_dir", here.toString());
    variables.put("name", trusted("Ann"));
  }

  private static Text trusted(String text) {
    return Text.of(text, Marks.TRUSTED);
  }

  private String rendered(String file, String content, Map<String, Object> parameters)
      throws IOException {
    Path path = here.resolve("role/templates").resolve(file);
    Files.writeString(path, content);
    return templates.render(path, file, parameters, scope()).value();
  }

  private Scope scope() {
    return templates.scope(RawVariables.of(variables));
  }

  @Test
  void keepsTheNewlinesAtTheEnd() throws IOException {
    assertEquals("Ann\n", rendered("a.j2", "{{ name }}\n", Map.of()));
    assertEquals("Ann", rendered("b.j2", "{{ name }}", Map.of()));
    assertEquals("Ann\n\n", rendered("c.j2", "{{ name }}\n\n", Map.of()));
    assertEquals("x\n", rendered("d.j2", "x\n{% if false %}{% endif %}\n", Map.of()));
  }

  @Test
  void trimsBlocksUnlessToldOtherwise() throws IOException {
    String text = "{% if true %}\n  {% if true %}\na\n  {% endif %}\n{% endif %}\n";
    assertEquals("  a\n  \n", rendered("a.j2", text, Map.of()));
    assertEquals("a\n", rendered("b.j2", text, Map.of("lstrip_blocks", true)));
    assertEquals("\n  \na\n  \n", rendered("c.j2", text, Map.of("trim_blocks", false)));
  }

  @Test
  void readsTheHeader() throws IOException {
    String header =
        "#jinja2: variable_start_string: '[%', variable_end_string: '%]', trim_blocks: False\n";
    assertEquals("Ann {{ x }}\n", rendered("a.j2", header + "[% name %] {{ x }}\n", Map.of()));
    TemplateException e =
        assertThrows(
            TemplateException.class, () -> rendered("b.j2", "#jinja2: nope: True\n", Map.of()));
    assertTrue(e.sentence().contains("'nope'"), e.sentence());
    TemplateException bare =
        assertThrows(
            TemplateException.class,
            () -> rendered("b.j2", "#jinja2: trim_blocks=True\n", Map.of()));
    assertTrue(bare.sentence().contains("Missing key-value separator"), bare.sentence());
  }

  @Test
  void takesDelimitersAndNewlinesFromTheTask() throws IOException {
    assertEquals(
        "Ann\r\n",
        rendered(
            "a.j2",
            "<< name >>\n",
            Map.of(
                "variable_start_string", "<<",
                "variable_end_string", ">>",
                "newline_sequence", "\\r\\n")));
  }

  @Test
  void findsIncludesOnTheSearchPath() throws IOException {
    Files.writeString(here.resolve("role/templates/part.j2"), "part of {{ name }}\n");
    Files.writeString(here.resolve("outer.j2"), "from the playbook\n");
    assertEquals(
        "part of Annfrom the playbook\n",
        rendered("a.j2", "{% include 'part.j2' %}\n{% include 'outer.j2' %}\n", Map.of()));
  }

  @Test
  void knowsWhereItIs() throws IOException {
    assertEquals(
        "Ansible managed /etc/x a.j2\n",
        rendered(
            "a.j2",
            "{{ ansible_managed }} {{ template_destpath }} {{ template_path | basename }}\n",
            Map.of("dest", trusted("/etc/x"))));
    assertTrue(rendered("b.j2", "{{ template_run_date.year }}", Map.of()).matches("20[0-9]{2}"));
    assertFalse(rendered("c.j2", "{{ template_uid }}", Map.of()).isEmpty());
  }

  @Test
  void tellsWhoManagesItInTheWordsOfTheSetting() throws IOException {
    Ports ports = Ports.local(ControlFiles.disk(), here);
    templates =
        new Templates(
            Language.ANSIBLE_2_19,
            new Ports(
                ports.files(),
                ports.disk(),
                ports.clock(),
                ports.random(),
                ports.environment(),
                ports.vault(),
                ports.programs(),
                ports.web(),
                ports.names(),
                ports.settings(),
                ports.here(),
                "web0",
                "{file} of %Y on {host} {{{{ 1 + 1 }}}}"));
    Path file = here.resolve("%n{{ 1 % 0 }}.j2");
    Files.writeString(file, "{{ ansible_managed }}\n");
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.fromMillis(1_500_000_000_000L));
    assertEquals(
        file + " of 2017 on web0 2\n", templates.render(file, "x.j2", Map.of(), scope()).value());
  }

  @Test
  void saysWhatIsUndefinedAndWhere() {
    TemplateException e =
        assertThrows(TemplateException.class, () -> rendered("a.j2", "x\n{{ nmae }}\n", Map.of()));
    assertTrue(e.isUndefined());
    assertTrue(e.hint().contains("'name'"), e.hint());
  }

  @Test
  void rendersMustache() throws IOException {
    variables.put("hosts", List.of(Map.of("ip", "1.2.3.4"), Map.of("ip", "<5>")));
    assertEquals(
        "Ann 1.2.3.4 <5> \n",
        rendered("a.mustache", "{{name}} {{#hosts}}{{ip}} {{/hosts}}\n", Map.of()));
    assertEquals(
        "none\n",
        rendered("b.mustache", "{{^nobody}}none{{/nobody}}{{#nobody}}x{{/nobody}}\n", Map.of()));
    Files.writeString(here.resolve("role/templates/part.mustache"), "part of {{name}}\n");
    assertEquals("part of Ann\n", rendered("c.mustache", "{{> part}}", Map.of()));
  }

  @Test
  void mustacheEscapesNothingAndTrustsNobody() throws IOException {
    variables.put("out", "{{name}} & <b>");
    variables.put("nested", trusted("{{ name }}!"));
    assertEquals("{{name}} & <b> Ann!\n", rendered("a.mustache", "{{out}} {{nested}}\n", Map.of()));
  }

  @Test
  void mustacheMissesNames() {
    TemplateException e =
        assertThrows(
            TemplateException.class, () -> rendered("a.mustache", "x\n{{nmae}}\n", Map.of()));
    assertTrue(e.isUndefined());
    assertEquals("did you mean 'name'?", e.hint());
    assertEquals(2, e.origin().orElseThrow().line());
  }

  @Test
  void secretsTaintFiles() throws IOException {
    variables.put("password", Text.of("hunter2", Marks.TRUSTED.asSecret()));
    Path path = here.resolve("role/templates/a.j2");
    Files.writeString(path, "p={{ password }}\n");
    assertTrue(templates.render(path, "a.j2", Map.of(), scope()).isSecret());
    Path mustache = here.resolve("role/templates/a.mustache");
    Files.writeString(mustache, "p={{password}}\n");
    assertTrue(templates.render(mustache, "a", Map.of(), scope()).isSecret());
  }

  @Test
  void whatFilesHoldIsNoTemplate() throws IOException {
    Files.writeString(here.resolve("role/files/note"), "{{ name }}\n");
    Text read = (Text) scope().value(trusted("{{ lookup('file', 'note') }}"));
    assertEquals("{{ name }}", read.value());
    assertFalse(read.marks().trusted());
    variables.put("note", trusted("{{ lookup('file', 'note') }}"));
    assertEquals("{{ name }}", ((Text) scope().value(trusted("{{ note }}"))).value());
  }

  @Test
  void looksUpTemplatesCsvAndIni() throws IOException {
    Files.writeString(
        here.resolve("role/templates/t.j2"), "hello {{ name }} {{ extra | default('-') }}\n");
    Files.writeString(here.resolve("role/files/u.csv"), "ann,1,x\n\"b,o\",2,\"y \"\"z\"\"\"\n");
    Files.writeString(here.resolve("role/files/c.ini"), "[main]\nUser = ann\nhome = /h/%(user)s\n");
    assertEquals("hello Ann -\n", value("{{ lookup('template', 't.j2') }}"));
    assertEquals(
        "hello Ann e\n", value("{{ lookup('template', 't.j2', template_vars={'extra': 'e'}) }}"));
    assertEquals("1", value("{{ lookup('csvfile', 'ann file=u.csv delimiter=,') }}"));
    assertEquals("y \"z\"", value("{{ lookup('csvfile', 'b,o file=u.csv delimiter=, col=2') }}"));
    Files.writeString(here.resolve("role/templates/one.j2"), "{{ [1, 2] }}\n");
    assertEquals("list", value("{{ lookup('template', 'one.j2') | type_debug }}"));
    Files.writeString(here.resolve("role/templates/none.j2"), "{# nothing #}\n");
    assertEquals("y", value("{{ 'y' if lookup('template', 'none.j2') is none else 'n' }}"));
    assertEquals("/h/ann", value("{{ lookup('ini', 'home section=main file=c.ini') }}"));
    assertEquals(
        "d", value("{{ lookup('ini', 'no', section='main', file='c.ini', default='d') }}"));
    assertEquals(
        here.resolve("role/files/u.csv").toString(),
        value("{{ lookup('first_found', 'no.csv', 'u.csv') }}"));
    assertEquals(
        "c.ini,u.csv", value("{{ query('fileglob', '*') | map('basename') | join(',') }}"));
  }

  @Test
  void keepsPasswordsInFiles() {
    String term = "{{ lookup('password', 'secret/ann length=12 chars=digits') }}";
    String first = value(term);
    assertTrue(first.matches("[0-9]{12}"));
    assertEquals(first, value(term));
    assertTrue(Files.isRegularFile(here.resolve("secret/ann")));
    assertTrue(((Text) scope().value(trusted(term))).isSecret());
  }

  @Test
  void addsSaltToPasswordsThatHaveNone() throws IOException {
    Path file = Files.writeString(here.resolve("old"), "secret\n");
    String hash = value("{{ lookup('password', 'old encrypt=bcrypt ident=2a') }}");
    assertTrue(hash.startsWith("$2a$"), hash);
    String kept = Files.readString(file);
    assertTrue(kept.matches("secret salt=\\S{22} ident=2a\n"), kept);
    assertEquals(hash, value("{{ lookup('password', 'old encrypt=bcrypt') }}"));
    assertEquals("secret", value("{{ lookup('password', 'old') }}"));
    assertThrows(
        TemplateException.class,
        () -> value("{{ lookup('password', 'old encrypt=bcrypt ident=2b') }}"));
  }

  private String value(String template) {
    Object value = scope().value(trusted(template));
    return value instanceof Text text ? text.value() : (String) value;
  }
}
