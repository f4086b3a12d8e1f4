package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Logs are as Apache 2.2 with mod_wsgi 3 and Apache 2.4 with mod_wsgi 4 write them.
class TracebacksTest {
  @Test
  void theLastOneIsCutOutWholeAndWithoutApachesFields() {
    String log =
        """
        [Mon Oct 06 13:00:01 2014] [error] [client 10.0.0.1] Traceback (most recent call last):
        [Mon Oct 06 13:00:01 2014] [error] [client 10.0.0.1]   File "a.py", line 1, in <module>
        [Mon Oct 06 13:00:01 2014] [error] [client 10.0.0.1] KeyError: 'old'
        [Mon Oct 06 13:05:00 2014] [error] [client 10.0.0.1] File does not exist: /var/www/favicon.ico
        [Mon Oct 06 13:07:01 2014] [error] [client 10.0.0.1] Traceback (most recent call last):
        [Mon Oct 06 13:07:01 2014] [error] [client 10.0.0.1]   File "views.py", line 7, in home
        [Mon Oct 06 13:07:01 2014] [error] [client 10.0.0.1]     return tide(x)
        [Mon Oct 06 13:07:01 2014] [error] [client 10.0.0.1] ValueError: out: of range
        [Mon Oct 06 13:09:00 2014] [notice] caught SIGTERM, shutting down
        """;
    Tracebacks.Traceback found = Tracebacks.last(log.lines().toList()).orElseThrow();
    assertEquals("Mon Oct 06 13:07:01 2014", found.when());
    assertEquals("ValueError: out: of range", found.error());
    assertEquals(
        """
        Traceback (most recent call last):
          File "views.py", line 7, in home
            return tide(x)
        ValueError: out: of range""",
        found.text());
  }

  @Test
  void whatCausedItBelongsToIt() {
    String log =
        """
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5] Traceback (most recent call last):
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5]   File "x.py", line 1, in f
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5] KeyError: 1
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5]\s
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5] During handling of the above exception, another exception occurred:
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5]\s
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5] Traceback (most recent call last):
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5]   File "y.py", line 2, in g
        [Thu Nov 26 10:00:00.1 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:5] django.db.utils.OperationalError: (2006, 'gone')
        """;
    Tracebacks.Traceback found = Tracebacks.last(log.lines().toList()).orElseThrow();
    assertEquals("django.db.utils.OperationalError: (2006, 'gone')", found.error());
    assertTrue(found.text().startsWith("Traceback (most recent call last):\n  File \"x.py\""));
    assertTrue(found.text().endsWith("(2006, 'gone')"));
  }

  @Test
  void aLogWithoutOneHasNone() {
    assertTrue(Tracebacks.last("nothing here\n".lines().toList()).isEmpty());
  }
}
