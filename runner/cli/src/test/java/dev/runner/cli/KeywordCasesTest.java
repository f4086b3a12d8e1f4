package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.playbook.Keyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each keyword of the language is used in a case of a whole run, whose outcome depends on it.
class KeywordCasesTest {

  /// Shown by no run on the control machine alone: the user who logs in. It is tried on real hosts.
  private static final List<String> ELSEWHERE = List.of("remote_user");

  @Test
  void eachKeywordHasACase() throws Exception {
    String all = cases();
    List<String> lacking = new ArrayList<>();
    for (Keyword keyword : Keyword.all()) {
      Pattern use = Pattern.compile("(^|[\\s{,-])" + keyword.name() + ":", Pattern.MULTILINE);
      if (!ELSEWHERE.contains(keyword.name()) && !use.matcher(all).find()) {
        lacking.add(keyword.name());
      }
    }
    assertTrue(lacking.isEmpty(), () -> "keywords without a case: " + lacking);
  }

  private String cases() throws Exception {
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("cases")).toURI());
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.append(read(file));
      }
    }
    return all.toString();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
