package dev.runner.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void isWhatTheCallbackOfAnsiblePrints() {
    StringBuilder printed = new StringBuilder();
    JsonReport report =
        new JsonReport(printed::append, Path.of("/srv"), InstantSource.fixed(Instant.EPOCH));
    RunEvent.Task task = new RunEvent.Task("t", "say", "debug", "", "site.yml:4:7", false);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("msg", "é☃");
    item.put("failed", false);
    item.put("item", 1L);
    report.accept(
        new RunEvent.PlayStarted("all", "all", List.of("a"), "site.yml:1:3", true, false));
    report.accept(new RunEvent.TaskStarted(task, List.of("a"), false));
    report.accept(
        new RunEvent.TaskFinished(
            "a", task, Outcome.of(Outcome.Kind.OK, "").showing(Map.of("results", List.of(item)))));
    report.accept(new RunEvent.RunFinished(Instant.EPOCH, Duration.ZERO, Map.of(), Map.of(), 0));
    assertEquals(
        """
        {
            "custom_stats": {},
            "global_custom_stats": {},
            "plays": [
                {
                    "play": {
                        "duration": {
                            "end": "1970-01-01T00:00:00Z",
                            "start": "1970-01-01T00:00:00Z"
                        },
                        "id": "p1",
                        "name": "all",
                        "path": "/srv/site.yml:1"
                    },
                    "tasks": [
                        {
                            "hosts": {
                                "a": {
                                    "action": "debug",
                                    "results": [
                                        {
                                            "item": 1,
                                            "msg": "\\u00e9\\u2603"
                                        }
                                    ]
                                }
                            },
                            "task": {
                                "duration": {
                                    "end": "1970-01-01T00:00:00Z",
                                    "start": "1970-01-01T00:00:00Z"
                                },
                                "id": "t",
                                "name": "say",
                                "path": "/srv/site.yml:4"
                            }
                        }
                    ]
                }
            ],
            "stats": {}
        }""",
        printed.toString());
  }
}
