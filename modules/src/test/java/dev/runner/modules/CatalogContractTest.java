package dev.runner.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Catalog;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every module of the catalog owes its users in words.
class CatalogContractTest {
  private static final List<Catalog> CATALOGS = List.of(new BuiltinModules(), new DeployModules());

  private static final Set<Constraint.Kind> DEPENDING =
      Set.of(Constraint.Kind.NEEDED, Constraint.Kind.ONE_NEEDED);

  private static Stream<Class<? extends TaskModule>> modules() {
    return CATALOGS.stream().flatMap(catalog -> catalog.modules().stream());
  }

  private static String name(Class<?> module) {
    return snake(module.getSimpleName());
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private interface Rule {
    void holds(Class<? extends TaskModule> module, Describe describe);
  }

  private static Stream<DynamicTest> each(Rule rule) {
    return modules()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    name(module),
                    () -> {
                      Describe describe = module.getAnnotation(Describe.class);
                      assertNotNull(describe, module + " has no @Describe");
                      rule.holds(module, describe);
                    }));
  }

  /// A sentence begins with a capital letter (or a name in code) and ends with a full stop.
  private static void assertSentence(String text, String where) {
    assertTrue(text.matches("(?s)(\\p{Lu}|`|\\d|~).*[.]"), where + " is no sentence: " + text);
    assertFalse(text.contains("\n") || text.contains("  "), where + ": " + text);
  }

  @Test
  void theCatalogsAreFound() {
    Set<Class<?>> found =
        ServiceLoader.load(Catalog.class).stream()
            .map(ServiceLoader.Provider::type)
            .collect(Collectors.toSet());
    CATALOGS.forEach(catalog -> assertTrue(found.contains(catalog.getClass()), found::toString));
    Catalog builtin = CATALOGS.getFirst();
    assertTrue(builtin.factsGatherer().filter(builtin.modules()::contains).isPresent());
  }

  @Test
  void namesAndAliasesAreUnique() {
    Set<String> names = new HashSet<>();
    for (Class<? extends TaskModule> module : modules().toList()) {
      assertTrue(names.add(name(module)), name(module));
      for (String alias : module.getAnnotation(Describe.class).aliases()) {
        assertTrue(names.add(alias), alias);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> modulesAreRecordsThatAreDescribed() {
    return each(
        (module, describe) -> {
          assertTrue(module.isRecord());
          assertSentence(describe.summary(), "the summary");
          assertTrue(describe.since().matches("\\d+\\.\\d+(\\.\\d+)?"), describe.since());
          assertTrue(
              describe.description().isEmpty() || describe.description().strip().endsWith("."));
          assertTrue(describe.roundTrips() >= 0);
        });
  }

  @TestFactory
  Stream<DynamicTest> examplesAreNamedTasksOfTheModule() {
    return each(
        (module, describe) -> {
          assertTrue(describe.example().startsWith("- name: "), describe.example());
          assertTrue(
              describe
                  .example()
                  .lines()
                  .anyMatch(line -> line.startsWith("  " + name(module) + ":")),
              describe.example());
        });
  }

  @TestFactory
  Stream<DynamicTest> parametersAreSentences() {
    return each(
        (module, describe) -> {
          Set<String> names = new HashSet<>();
          for (RecordComponent component : parameters(module)) {
            Param param = component.getAnnotation(Param.class);
            String name = parameter(component);
            assertTrue(names.add(name), "twice: " + name);
            assertSentence(param.value(), "the text of " + name);
            for (String alias : param.aliases()) {
              assertTrue(names.add(alias), "twice: " + alias);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> constraintsAreAboutParametersAndTheirValues() {
    return each(
        (module, describe) -> {
          Map<String, RecordComponent> parameters = new HashMap<>();
          parameters(module).forEach(component -> parameters.put(parameter(component), component));
          for (Constraint each : module.getAnnotationsByType(Constraint.class)) {
            List<String> names = new ArrayList<>(List.of(each.names()));
            boolean depends = !each.when().isEmpty();
            if (depends) {
              names.add(each.when());
            }
            assertTrue(parameters.keySet().containsAll(names), each::toString);
            assertEquals(DEPENDING.contains(each.value()), depends, each::toString);
            assertTrue(
                each.is().isEmpty() || takes(parameters.get(each.when()), each.is()),
                each::toString);
          }
        });
  }

  private static boolean takes(RecordComponent component, String value) {
    Class<?> type = inner(component);
    if (type.isEnum()) {
      return Stream.of(type.getFields())
          .filter(Field::isEnumConstant)
          .anyMatch(constant -> choice(constant).equals(value));
    }
    boolean truth = type == boolean.class || type == Boolean.class;
    return !truth || List.of("True", "False").contains(value);
  }

  private static String choice(Field constant) {
    Param param = constant.getAnnotation(Param.class);
    return param == null || param.name().isEmpty()
        ? constant.getName().toLowerCase(Locale.ROOT)
        : param.name();
  }

  private static String parameter(RecordComponent component) {
    Param param = component.getAnnotation(Param.class);
    return param.name().isEmpty() ? snake(component.getName()) : param.name();
  }

  private static List<RecordComponent> parameters(Class<?> record) {
    List<RecordComponent> all = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.isAnnotationPresent(Spread.class)) {
        all.addAll(
            Stream.of(component.getType().getRecordComponents())
                .filter(inner -> inner.isAnnotationPresent(Param.class))
                .toList());
      } else {
        assertTrue(component.isAnnotationPresent(Param.class), component + " has no @Param");
        all.add(component);
      }
    }
    return all;
  }

  /// Records of suboptions are described as modules are.
  @TestFactory
  Stream<DynamicTest> suboptionsAreSentences() {
    return each(
        (module, describe) ->
            parameters(module).stream()
                .map(CatalogContractTest::inner)
                .filter(type -> type.isRecord() && type.getName().startsWith("dev.runner.modules"))
                .flatMap(type -> parameters(type).stream())
                .forEach(
                    component ->
                        assertSentence(
                            component.getAnnotation(Param.class).value(), component.toString())));
  }

  private static Class<?> inner(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
            && type.getActualTypeArguments()[0] instanceof Class<?> argument
        ? argument
        : component.getType();
  }

  @TestFactory
  Stream<DynamicTest> returnedValuesAreSentences() {
    return each(
        (module, describe) -> {
          Set<String> names = new HashSet<>();
          for (Describe.Returned returned : describe.returns()) {
            assertTrue(returned.name().matches("[A-Za-z][A-Za-z0-9_]*"), returned.name());
            assertTrue(names.add(returned.name()), "twice: " + returned.name());
            assertSentence(returned.value(), returned.name());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> neededProgramsAreNames() {
    return each(
        (module, describe) -> {
          Needs needs = module.getAnnotation(Needs.class);
          if (needs != null) {
            assertTrue(needs.value().length > 0);
            Stream.of(needs.value())
                .forEach(program -> assertEquals(program.strip().split("[\\s/]")[0], program));
          }
        });
  }
}
