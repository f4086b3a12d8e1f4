package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Filters that return parts of containers: each part keeps its own marks.
class PartsKeepMarksTest {
  private static final Environment ENVIRONMENT = Environment.builder().build();

  private final Text trusted = Text.of("b", Marks.TRUSTED);
  private final Text untrusted = Text.of("c", Marks.NONE);
  private final Text secret = Text.of("a", Marks.TRUSTED.asSecret());
  private final List<Object> mixed = List.of(trusted, untrusted, secret, "d");

  private static Object filter(String name, Object value, Object... arguments) {
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    return rendering.filter(name, value, Arguments.of(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "sort", "unique", "reverse", "select"})
  void listsKeepThemByItem(String filter) {
    for (Object item : (List<?>) filter(filter, mixed)) {
      assertOwn(item);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "min", "max", "random"})
  void picksKeepThem(String filter) {
    assertOwn(filter(filter, mixed));
  }

  @Test
  void batchesAndSlicesKeepThem() {
    for (String filter : List.of("batch", "slice")) {
      for (Object part : (List<?>) filter(filter, mixed, 2L)) {
        ((List<?>) part).forEach(PartsKeepMarksTest::assertOwn);
      }
    }
  }

  @Test
  void mappedTextGetsThoseOfItsItem() {
    List<?> upper = (List<?>) filter("map", mixed, "upper");
    assertEquals(trusted.marks(), Text.marksOf(upper.get(0)));
    assertEquals(Marks.NONE, Text.marksOf(upper.get(1)));
    assertTrue(Text.marksOf(upper.get(2)).secret());
    assertEquals(Marks.NONE, Text.marksOf(upper.get(3)));
  }

  @Test
  void groupsAndPairsKeepThem() {
    List<Object> people = new ArrayList<>();
    for (Object name : mixed) {
      people.add(new LinkedHashMap<Object, Object>(Map.of("name", name)));
    }
    for (Object group : (List<?>) filter("groupby", people, "name")) {
      assertOwn(((List<?>) group).getFirst());
    }
    Map<Object, Object> dict = new LinkedHashMap<>(Map.of("x", secret, "y", trusted));
    for (String filter : List.of("dictsort", "items")) {
      for (Object pair : (List<?>) filter(filter, dict)) {
        assertOwn(((List<?>) pair).getLast());
      }
    }
  }

  @Test
  void joiningAnAttributeTakesNothingElseIn() {
    Map<String, Object> user = Map.of("name", trusted, "password", secret);
    Object names =
        filter(
            "join",
            List.of(user, user),
            Text.of(",", Marks.TRUSTED),
            Text.of("name", Marks.TRUSTED));
    assertEquals("b,b", Python.string(names));
    assertFalse(Text.marksOf(names).secret());
    assertTrue(Text.marksOf(names).trusted());
  }

  @Test
  void methodsThatTakeItemsOutKeepThem() {
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    List<Object> list = new ArrayList<>(mixed);
    Object pop = rendering.item(list, "pop");
    for (int i = 0; i < mixed.size(); i++) {
      assertOwn(rendering.call(pop, Arguments.NONE));
    }
    assertTrue(list.isEmpty());
    Map<String, Object> dict = Map.of("k", "d");
    Object get = Access.attribute(rendering, dict, "get");
    assertOwn(rendering.call(get, Arguments.of(Text.of("k", Marks.TRUSTED))));
  }

  private static void assertOwn(Object item) {
    Marks expected =
        switch (Python.string(item)) {
          case "a" -> Marks.TRUSTED.asSecret();
          case "b" -> Marks.TRUSTED;
          default -> Marks.NONE;
        };
    assertEquals(expected, Text.marksOf(item), Python.string(item));
  }
}
