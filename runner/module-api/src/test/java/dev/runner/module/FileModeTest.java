package dev.runner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clauses as Ansible reads them, and as each `chmod` does what they say.
class FileModeTest {
  @ParameterizedTest
  @CsvSource({
    "0444, o+t, 1444",
    "1444, o-t, 0444",
    "1444, o=r, 0444",
    "0444, u+t, 0444",
    "0444, a+t, 1444",
    "0755, g+s, 2755",
    "2755, g=rx, 0755",
    "6755, a=rx, 0555",
    "0644, u+x-w, 0544",
    "0640, o=g, 0644",
  })
  void clausesAreAppliedToEachOfThoseTheyName(String before, String clauses, String after) {
    for (boolean directory : new boolean[] {false, true}) {
      assertEquals(
          Integer.parseInt(after, 8),
          FileMode.parse(clauses).applyTo(Integer.parseInt(before, 8), directory, 022));
    }
  }

  @Test
  void whatIsLeftOutIsTheUmasksWithoutNames() {
    assertEquals(0755, FileMode.parse("+x").applyTo(0644, false, 022));
    assertEquals(0744, FileMode.parse("+rwx").applyTo(0644, false, 033));
    assertEquals(0777, FileMode.parse("a+rwx").applyTo(0644, false, 022));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "644 00644",
        "u+x,g-w u+x,g-w",
        "g=rx g-s,g=rx",
        "=rx ug-s,a-t,=rx",
        "o+t o+t,a+t",
        "o-t o-t,a-t",
        "uo=rt u-s,a-t,uo=rt,a+t",
      })
  void eachChmodUnderstandsThem(String written, String portable) {
    assertEquals(portable, FileMode.parse(written).forChmod());
  }

  @Test
  void otherTextIsNoMode() {
    assertThrows(IllegalArgumentException.class, () -> FileMode.parse("u=rq"));
    assertThrows(IllegalArgumentException.class, () -> FileMode.parse("0888"));
    assertThrows(IllegalArgumentException.class, () -> FileMode.parse("oa=r"));
  }
}
