package dev.runner.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The plan of the house: which package may know which, who alone uses a library, how types are
/// named. `docs/adr/0001-libraries.md` says why a library is there.
class HouseRulesTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runner");

  /// Each package of the engine, and what it may know besides the JDK, annotations and libraries of
  /// its own.
  private static final Map<String, List<String>> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("values", List.of()),
              Map.entry("module", List.of("values")),
              Map.entry("jinja", List.of("values")),
              Map.entry("source", List.of("values")),
              Map.entry("playbook", List.of("source", "values")),
              Map.entry("configuration", List.of("source", "values")),
              Map.entry("inventory", List.of("source", "values")),
              Map.entry("vault", List.of("source", "values")),
              Map.entry("variables", List.of("playbook", "inventory", "vault", "source", "values")),
              Map.entry(
                  "template",
                  List.of(
                      "variables", "jinja", "inventory", "vault", "source", "module", "values")),
              Map.entry("catalog", List.of("module", "source", "values")),
              Map.entry("strategy", List.of("playbook", "inventory")),
              Map.entry("event", List.of("module", "values")),
              Map.entry("journal", List.of("event", "values")),
              Map.entry("transport", List.of("module", "values")),
              Map.entry("become", List.of("transport", "module", "values")),
              Map.entry(
                  "execute",
                  List.of(
                      "become",
                      "catalog",
                      "event",
                      "inventory",
                      "jinja",
                      "journal",
                      "module",
                      "playbook",
                      "source",
                      "strategy",
                      "template",
                      "transport",
                      "values",
                      "variables",
                      "vault")),
              Map.entry("report", List.of("event", "values")),
              Map.entry("modules", List.of("module", "values"))));

  /// Libraries and the one package that may use each.
  private static final Map<String, String> SOLE_USERS =
      new TreeMap<>(
          Map.of(
              "org.yaml.snakeyaml..", "dev.runner.source..",
              "org.apache.sshd..", "dev.runner.transport.ssh..",
              "com.github.mustachejava..", "dev.runner.template..",
              "org.jline..", "dev.runner.report.console..",
              "picocli..", "dev.runner.cli.."));

  private static final Pattern VAGUE =
      Pattern.compile("(Manager|Helper|Utils?|Impl|Context|Data|Info|Processor|Abstract|Base)");

  @Test
  void seesTheWholeHouse() {
    for (String name : ARROWS.keySet()) {
      assertTrue(
          HOUSE.stream().anyMatch(type -> room(type).equals(name)),
          "no class of dev.runner." + name + " was found: the rules below would hold for nothing");
    }
  }

  @Test
  void arrowsPointOneWay() {
    ARROWS.forEach(
        (room, allowed) -> {
          List<String> known = new ArrayList<>(allowed);
          known.add(room);
          noClasses()
              .that(isIn(room))
              .should()
              .dependOnClassesThat(
                  DescribedPredicate.describe(
                      "are in a part of the house that '%s' does not know".formatted(room),
                      type -> ofTheHouse(type) && !known.contains(room(type))))
              .check(HOUSE);
        });
  }

  @Test
  void everyRoomIsOnThePlan() {
    classes()
        .should(
            new ArchCondition<JavaClass>("stand in a package of the plan") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean known = room(type).equals("cli") || ARROWS.containsKey(room(type));
                events.add(new SimpleConditionEvent(type, known, type.getName()));
              }
            })
        .check(HOUSE);
  }

  @Test
  void eachLibraryHasOneUser() {
    SOLE_USERS.forEach(
        (library, user) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE));
  }

  @Test
  void theFoundationsNeedTheJdkAlone() {
    for (String foundation : List.of("values", "module", "jinja", "modules")) {
      classes()
          .that(isIn(foundation))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "javax.xml..",
              "org.w3c.dom..",
              "org.xml.sax..",
              "org.jspecify.annotations..",
              "dev.runner..")
          .check(HOUSE);
    }
  }

  @Test
  void packagesOfModulesDoNotGoInCircles() {
    slices().matching("dev.runner.modules.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void roomsOfARunDoNotGoInCircles() {
    slices().matching("dev.runner.execute.(*)..").should().beFreeOfCycles().check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.runner.execute.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.runner.execute")
        .check(HOUSE);
  }

  @Test
  void onlyTheTransportRevealsSecrets() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.runner.report..", "dev.runner.event..", "dev.runner.journal..")
        .or(isIn("modules"))
        .should()
        .callMethod("dev.runner.values.Secret", "reveal")
        .check(HOUSE);
  }

  @Test
  void nothingIsAmbient() {
    fields()
        .that()
        .areStatic()
        .should(
            new ArchCondition<JavaField>("be final and no thread-local") {
              @Override
              public void check(JavaField field, ConditionEvents events) {
                boolean good =
                    field.getModifiers().contains(JavaModifier.FINAL)
                        && !field.getRawType().isAssignableTo(ThreadLocal.class);
                events.add(new SimpleConditionEvent(field, good, field.getFullName()));
              }
            })
        .check(HOUSE);
  }

  @Test
  void onlyTheCommandItselfReadsTheProcessInput() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.runner.cli.Main")
        .should()
        .accessField(System.class, "in")
        .check(HOUSE);
  }

  /// Modules have the names that their users know.
  @Test
  void typesSayWhatTheyAre() {
    List<String> vague =
        HOUSE.stream()
            .filter(type -> !type.isAssignableTo("dev.runner.module.TaskModule"))
            .map(JavaClass::getSimpleName)
            .filter(name -> Arrays.stream(words(name)).anyMatch(VAGUE.asMatchPredicate()))
            .toList();
    assertTrue(vague.isEmpty(), "names that say nothing: " + vague);
    assertFalse(HOUSE.isEmpty());
  }

  private static String[] words(String name) {
    return name.split("(?<=[a-z0-9])(?=[A-Z])");
  }

  private static DescribedPredicate<JavaClass> isIn(String room) {
    return DescribedPredicate.describe(
        "are in '%s'".formatted(room), type -> room(type).equals(room));
  }

  private static boolean ofTheHouse(JavaClass type) {
    return type.getPackageName().startsWith("dev.runner.");
  }

  /// The first package below `dev.runner`.
  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 2 && parts[0].equals("dev") && parts[1].equals("runner") ? parts[2] : "";
  }
}
