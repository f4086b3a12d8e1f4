package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The answer has the shape that Sentry's reference shows for "List a Project's Error Events".
class SentryEventsTest {
  @Test
  void theNewestEventIsToldAsPythonWould() {
    Map<String, Object> found =
        SentryEvents.newest(
                """
                [{"title": "ValueError: out", "dateCreated": "2026-11-26T10:00:00Z",
                  "entries": [
                    {"type": "exception", "data": {"values": [{"type": "ValueError", "value": "out",
                      "stacktrace": {"frames": [
                        {"filename": "shore/views.py", "absPath": "/srv/shore/views.py", "lineNo": 7,
                         "function": "home", "context": [[6, "def home():"], [7, "    return tide()"]]}]}}]}},
                    {"type": "request", "data": {"url": "https://shore.example/tides"}}]},
                 {"title": "older"}]
                """)
            .orElseThrow();
    assertEquals("ValueError: out", found.get("error"));
    assertEquals("https://shore.example/tides", found.get("url"));
    assertEquals(
        """
        Traceback (most recent call last):
          File "/srv/shore/views.py", line 7, in home
            return tide()
        ValueError: out""",
        found.get("traceback"));
  }

  @Test
  void aProjectWithoutEventsHasNone() {
    assertTrue(SentryEvents.newest("[]").isEmpty());
  }
}
