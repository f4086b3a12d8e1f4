package dev.runner.event;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Events as plain values, for journals and reports: the type under `event`, then the components by
/// name; times in ISO 8601, durations in seconds.
public final class EventJson {
  /// A component of a record: what it is called, and how it is read.
  private record Part(String name, Method accessor) {}

  /// Looked up once for each type, since there are many events.
  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .map(each -> new Part(snake(each.getName()), each.getAccessor()))
              .toList();
        }
      };

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return snake(type.getSimpleName());
        }
      };

  private EventJson() {}

  /// The event as a mapping.
  public static Map<String, Object> of(RunEvent event) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", NAMES.get(event.getClass()));
    components(event, map);
    return map;
  }

  private static void components(Object record, Map<String, Object> map) {
    for (Part part : PARTS.get(record.getClass())) {
      try {
        map.put(part.name(), plain(part.accessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(record.getClass() + " can't be read", e);
      }
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Instant instant -> instant.toString();
      case Duration duration -> duration.toNanos() / 1e9;
      case Enum<?> constant
          when constant.getDeclaringClass().getPackage() == RunEvent.class.getPackage() ->
          constant.name().toLowerCase(Locale.ROOT);
      case Integer number -> number.longValue();
      case Record inner -> {
        Map<String, Object> map = new LinkedHashMap<>();
        components(inner, map);
        yield map;
      }
      case List<?> list -> list.stream().map(EventJson::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key.toString(), plain(each)));
        yield copy;
      }
      default -> value;
    };
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
