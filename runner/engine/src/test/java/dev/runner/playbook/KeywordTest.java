package dev.runner.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeywordTest {

  @ParameterizedTest
  @EnumSource(Level.class)
  void everyKeywordIsDescribedAndSorted(Level level) {
    List<String> names = Keyword.names(level);
    assertEquals(names.stream().sorted().toList(), names);
    assertEquals(level != Level.INCLUDE, !names.isEmpty());
    for (Keyword keyword : Keyword.all()) {
      assertTrue(keyword.text().matches("[A-Z].*\\."), keyword.name());
    }
  }
}
