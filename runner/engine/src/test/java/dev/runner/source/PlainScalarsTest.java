package dev.runner.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.values.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected values are PyYAML's.
class PlainScalarsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yes     | True
          No      | False
          ON      | True
          off     | False
          y       | text
          n       | text
          TRUE    | True
          tRUE    | text
          ~       | None
          Null    | None
          ''      | None
          0644    | 420
          0o644   | text
          08      | text
          -0      | 0
          +1      | 1
          1_000   | 1000
          0_      | 0
          0x1F    | 31
          0xfg    | text
          0b101   | 5
          0b2     | text
          0b_     | text
          1:30    | 90
          -1:30   | -90
          190:20:30 | 685230
          1:60    | text
          1:30.5  | 90.5
          1.      | 1.0
          .5      | 0.5
          -.5     | text
          09.5    | 9.5
          1e3     | text
          1e+3    | text
          1.0e3   | text
          1.5e+3  | 1500.0
          -1.5E-3 | -0.0015
          1_0.5_0 | 10.5
          .inf    | inf
          -.INF   | -inf
          .nan    | nan
          1.2.3   | text
          12345678901234567890 | 12345678901234567890
          2024-01-02 | datetime.date(2024, 1, 2)
          2024-1-2   | text
          2024-02-30 | text
          2024-01-02 03:04:05 | datetime.datetime(2024, 1, 2, 3, 4, 5)
          2024-1-2T3:04:05Z | datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
          2024-01-02t03:04:05.5 | datetime.datetime(2024, 1, 2, 3, 4, 5, 500000)
          2024-01-02T03:04:05.1234567 | datetime.datetime(2024, 1, 2, 3, 4, 5, 123456)
          2024-01-02 03:04:05 -5 | datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400)))
          2024-01-02T03:04   | text
          """)
  void resolvesAsPyYaml(String written, String expected) {
    String text = written == null ? "" : written;
    assertEquals(expected, PlainScalars.resolve(text).map(Python::repr).orElse("text"));
  }
}
