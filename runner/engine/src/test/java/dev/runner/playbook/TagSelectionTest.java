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
          all      | -        | -          | true
          all      | -        | a          | true
          all      | -        | never      | false
          all      | -        | never,a    | false
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
          all      | always   | always     | false
          a        | always   | always     | false
          all      | tagged   | a          | false
          all      | tagged   | -          | true
          all      | untagged | -          | false
          all      | all      | a          | false
          all      | all      | always     | true
          -        | -        | a          | false
          -        | -        | -          | false
          -        | -        | always     | true
          """)
  void selects(String only, String skip, String tags, boolean runs) {
    assertEquals(runs, new TagSelection(set(only), set(skip)).selects(set(tags)));
  }

  private static Set<String> set(String words) {
    return words == null ? Set.of() : Arrays.stream(words.split(",")).collect(Collectors.toSet());
  }
}
