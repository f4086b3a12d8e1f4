package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `locale_gen` makes of the file of locales.
class LocaleGenTest {
  private static final String FILE = "/etc/locale.gen";
  private static final String TEXT =
      "# This file lists locales\n# de_DE.UTF-8 UTF-8\nen_GB.UTF-8 UTF-8\n";

  private final FakeHost host =
      FakeHost.named("web1")
          .answering(
              "look",
              command -> command.toString().contains("locale -a"),
              Output.of(
                  0,
                  "has C\nhas C.utf8\nhas en_GB.utf8\nmay de_DE.UTF-8 UTF-8\n"
                      + "may en_GB.UTF-8 UTF-8\nmay fr_FR.UTF-8 UTF-8\n",
                  ""))
          .answering(
              "make", command -> command.toString().contains("locale-gen"), Output.of(0, "", ""))
          .file(FILE, TEXT);

  @Test
  void commentsInAndAdds() {
    List<String> both = List.of("de_DE.UTF-8", "fr_FR.UTF-8");
    host.apply(task(LocaleGen.class, "name", both).plan(host));
    assertEquals(
        "# This file lists locales\nde_DE.UTF-8 UTF-8\nen_GB.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n",
        host.text(FILE));
    assertEquals(1, host.ran().size());
  }

  @Test
  void commentsOut() {
    host.apply(task(LocaleGen.class, "name", "en_GB.UTF-8", "state", "absent").plan(host));
    assertEquals(
        "# This file lists locales\n# de_DE.UTF-8 UTF-8\n# en_GB.UTF-8 UTF-8\n", host.text(FILE));
  }

  @Test
  void leavesAloneWhatIsSo() {
    LocaleGen there = task(LocaleGen.class, "name", List.of("en_GB.UTF-8", "C.UTF-8"));
    assertInstanceOf(Plan.Unchanged.class, there.plan(host));
    assertEquals(1, host.roundTrips());
    assertInstanceOf(
        Plan.Unchanged.class,
        task(LocaleGen.class, "name", "de_DE.UTF-8", "state", "absent").plan(host));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(LocaleGen.class, "name", "C.UTF-8", "state", "absent").plan(host));
  }

  @Test
  void refusesWhatCanNotBe() {
    assertInstanceOf(Plan.Refused.class, task(LocaleGen.class, "name", "xx_XX.UTF-8").plan(host));
    FakeHost bare =
        FakeHost.named("web1")
            .answering("look", command -> true, Output.of(0, "", ""))
            .absent(FILE);
    assertInstanceOf(Plan.Refused.class, task(LocaleGen.class, "name", "de_DE.UTF-8").plan(bare));
    assertThrows(BadParameter.class, () -> task(LocaleGen.class, "name", "de DE"));
  }
}
