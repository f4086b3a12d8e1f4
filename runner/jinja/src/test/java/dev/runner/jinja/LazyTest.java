package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LazyTest {
  @Test
  void aMappingIsEqualToAPlainOneAndHashedLikeIt() {
    Map<String, Object> plain = Map.of("p", 1L, "q", List.of(Map.of("r", 2L)));
    Object lazy = Lazy.of(plain, text -> text);
    assertEquals(plain.hashCode(), lazy.hashCode());
    assertEquals(plain, lazy);
    assertEquals(lazy, plain);
    assertEquals(plain.entrySet(), ((Map<?, ?>) lazy).entrySet());
  }
}
