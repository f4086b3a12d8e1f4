package dev.runner.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSelectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # --tags | --skip-tags | tags of the task | runs
          -        | -        | -          | true
          -        | -        | a          | true
          -        | -        | never      | false
          -        | -        | never,a    | false
          a        | -        | never,a    | true
          never    | -        | never      | true
          a        | -        | -          | false
          a        | -        | a,b        | true
          a        | -        | always     | true
          tagged   | -        | b          | true
          tagged   | -        | -          | false
          tagged   | -        | never      | false
          untagged | -        | -          | true
          untagged | -        | b          | false
          all      | a        | a          | false
          -        | always   | always     | false
          a        | always   | always     | false
          -        | tagged   | a          | false
          -        | tagged   | -          | true
          -        | untagged | -          | false
          -        | all      | a          | false
          -        | all      | always     | true
          """)
  void selects(String only, String skip, String tags, boolean runs) {
    assertEquals(runs, new TagSelection(set(only), set(skip)).selects(set(tags)));
  }

  private static Set<String> set(String words) {
    return words == null ? Set.of() : Arrays.stream(words.split(",")).collect(Collectors.toSet());
  }
}
