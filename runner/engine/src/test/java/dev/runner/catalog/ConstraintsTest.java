package dev.runner.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.module.Constraint;
import dev.runner.module.Constraint.Kind;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import dev.runner.values.Unknown;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {
  @Describe(summary = "Something.", since = "0.1", example = "- thing:")
  @Constraint(
      value = Kind.EXCLUSIVE,
      names = {"text", "file"})
  @Constraint(value = Kind.NEEDED, names = "zone", when = "text")
  @Constraint(value = Kind.NEEDED, names = "file", when = "force", is = "True")
  @Constraint(
      value = Kind.ONE_NEEDED,
      names = {"text", "zone"},
      when = "state",
      is = "there")
  @Constraint(
      value = Kind.ONE_OF,
      names = {"text", "file", "zone"})
  @Constraint(
      value = Kind.TOGETHER,
      names = {"file", "zone"})
  record Thing(
      @Param(value = "A text.", aliases = "words") Optional<String> text,
      @Param("A file.") Optional<String> file,
      @Param("A zone.") Optional<String> zone,
      @Param(value = "Whether.", byDefault = "false") boolean force,
      @Param(value = "How.", byDefault = "there") String state)
      implements TaskModule {
    @Override
    public Plan plan(Probe host) {
      return Plan.unchanged("so it is");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          words=a file=b      ; parameters are mutually exclusive: text|file
          words=a file=?      ; missing parameter(s) required by 'text': zone
          file=b              ; parameters are required together: file, zone
          zone=c state=       ; parameters are required together: file, zone
          force=yes           ; one of the following is required: text, file, zone
          words=? force=true  ; force is True but all of the following are missing: file
          words=a zone=?      ;
          words=?             ;
          zone=c file=d       ;
          zone=?              ;
          words=~             ;
          words=a zone=~ file=? ; missing parameter(s) required by 'text': zone
          """)
  void tellsTheFirstThatDoesNotHold(String given, String expected) {
    Constraints constraints =
        new Constraints(ModuleType.of(Thing.class, "ansible.builtin"), values(given));
    String told =
        constraints.exclusion().or(constraints::demand).map(Binding.Mistake::told).orElse(null);
    assertEquals(expected, told);
  }

  private static Map<String, Object> values(String given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String pair : given.split(" ")) {
      String[] parts = pair.split("=", 2);
      Object value =
          switch (parts[1]) {
            case "?" -> new Unknown("later");
            case "~" -> None.NONE;
            default -> parts[1];
          };
      values.put(parts[0], value);
    }
    return values;
  }
}
