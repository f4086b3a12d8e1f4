package dev.runner.report.json;

import dev.runner.event.EventJson;
import dev.runner.event.EventSink;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Each event as a line of JSON when it happens, for programs that look on.
public final class JsonLinesReport implements EventSink {
  private final Consumer<String> lines;
  private final InstantSource clock;

  /// @param lines takes each line
  /// @param clock for the time of each event
  public JsonLinesReport(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public void accept(RunEvent event) {
    Map<String, Object> line = new LinkedHashMap<>(EventJson.of(event));
    line.put("at", clock.instant().toString());
    lines.accept(Json.line(line));
  }
}
