package dev.runner.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.source.DiagnosticException;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeFormTest {
  private static final Origin AT = new Origin("a.yml", 1, 5);

  private static String parsed(String text, boolean command) {
    return Python.repr(FreeForm.parse(Text.trusted(text, AT), command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          src=a dest=b                     | {'src': 'a', 'dest': 'b'}
          dest="/my dir/x" mode=0644       | {'dest': '/my dir/x', 'mode': '0644'}
          msg='it is "so"'                 | {'msg': 'it is "so"'}
          msg={{ f('a b') }} y=1          | {'msg': "{{ f('a b') }}", 'y': '1'}
          msg="a\\tb"                      | {'msg': 'a\\tb'}
          a=b=c                            | {'a': 'b=c'}
          web x=1                          | {'x': '1', '_raw_params': 'web'}
          """)
  void pairs(String text, String expected) {
    assertEquals(expected, parsed(text.replace("\\\\", "\\"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ls -l "a b" | {'_raw_params': 'ls -l "a b"'}
          echo a=b    | {'_raw_params': 'echo a=b'}
          echo '{"a":{"b":"c"}}' | {'_raw_params': 'echo \\'{"a":{"b":"c"}}\\''}
          echo '{"a":{"b":{{ 1 }}}}' x | {'_raw_params': 'echo \\'{"a":{"b":{{ 1 }}}}\\' x'}
          echo {{{ 'a b' }}} x%} chdir=/y | {'chdir': '/y', '_raw_params': "echo {{{ 'a b' }}} x%}"}
          make all creates=/x chdir="/a b" && ls | {'creates': '/x', 'chdir': '/a b', '_raw_params': 'make all && ls'}
          """)
  void commands(String text, String expected) {
    assertEquals(expected, parsed(text, true));
  }

  @Test
  void aLineThatGoesOnIsOne() {
    assertEquals("{'_raw_params': 'echo a  b'}", parsed("echo a \\\n b", true));
    assertEquals("{'_raw_params': \"echo 'a \\\\\\n b'\"}", parsed("echo 'a \\\n b'", true));
  }

  private static final String UNSPLIT =
      "failed at splitting arguments, either an unbalanced jinja2 block or quotes";

  @Test
  void whatIsntClosedIsExplained() {
    assertEquals(
        "a.yml:1:5: %s: a=\"x\n  a quote isn't closed".formatted(UNSPLIT),
        assertThrows(DiagnosticException.class, () -> parsed("a=\"x", false)).getMessage());
    assertEquals(
        "a.yml:1:5: %s: a={{ x\n  a template mark isn't closed".formatted(UNSPLIT),
        assertThrows(DiagnosticException.class, () -> parsed("a={{ x", false)).getMessage());
    assertEquals(
        "a.yml:1:5: 'x' is no 'name=value'\n  give 'name=value' words, JSON or YAML in braces, or @file",
        assertThrows(DiagnosticException.class, () -> FreeForm.pairs("a=1 x", AT)).getMessage());
  }
}
