package dev.runner.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          taks,   tasks
          tsaks,  tasks
          TASKS,  tasks
          tag,    tags
          becme,  become
          when,   when
          zzz,    nothing
          x,      nothing
          """)
  void findsTheNearest(String written, String expected) {
    List<String> known = List.of("tags", "tasks", "become", "when", "handlers");
    assertEquals(expected, DidYouMean.nearest(written, known).orElse("nothing"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          mysql_usr,            mysql_user
          mysq_user,            mysql_user
          mysql_info,           nothing
          community.mysql.infos, nothing
          ignore_eror,          ignore_errors
          """)
  void wordsThatBothBeginWithMakeNothingLikely(String written, String expected) {
    List<String> known = List.of("mysql_db", "mysql_user", "community.mysql.db", "ignore_errors");
    assertEquals(expected, DidYouMean.nearest(written, known).orElse("nothing"));
  }
}
