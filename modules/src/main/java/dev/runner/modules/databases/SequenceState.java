package dev.runner.modules.databases;

import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a PostgreSQL server says of one of its sequences. Numbers are told as text, since they
/// reach as far as the server's.
///
/// @param needed whether something depends on it
/// @param counting how it counts, by the names that results have
record SequenceState(String owner, boolean needed, Map<String, String> counting) {
  private static final List<String> COUNTING =
      List.of("data_type", "increment", "minvalue", "maxvalue", "start", "cycle");

  /// What is told where there is no sequence.
  static final SequenceState NONE =
      new SequenceState(
          "", false, COUNTING.stream().collect(Collectors.toMap(each -> each, each -> "")));

  SequenceState {
    counting = new LinkedHashMap<>(counting);
  }

  /// Asks for one line on who asks, and for one on the sequence if it is there.
  static String question(String schema, String name) {
    return """
    SELECT json_build_object('asking', current_user);
    SELECT json_build_object('owner', pg_get_userbyid(c.relowner), 'data_type', s.data_type,
      'increment', s.increment, 'minvalue', s.minimum_value, 'maxvalue', s.maximum_value,
      'start', s.start_value, 'cycle', s.cycle_option,
      'needed', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass
        AND d.refobjid = c.oid AND d.deptype = 'n'))
    FROM information_schema.sequences s JOIN pg_namespace n ON n.nspname = s.sequence_schema
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.sequence_name
    WHERE s.sequence_schema = %s AND s.sequence_name = %s;
    """
        .formatted(Sql.standardText(schema), Sql.standardText(name));
  }

  /// The role that asks, which will own what it makes.
  static String asking(List<String> answer) {
    return Sql.word((Map<?, ?>) Json.parse(answer.getFirst()), "asking");
  }

  static Optional<SequenceState> read(List<String> answer) {
    return answer.stream().skip(1).findFirst().map(line -> of((Map<?, ?>) Json.parse(line)));
  }

  private static SequenceState of(Map<?, ?> row) {
    Map<String, String> counting = new LinkedHashMap<>();
    COUNTING.forEach(each -> counting.put(each, Sql.word(row, each)));
    return new SequenceState(
        Sql.word(row, "owner"), Boolean.TRUE.equals(row.get("needed")), counting);
  }

  /// What a new one will be like
  /// (<https://www.postgresql.org/docs/current/sql-createsequence.html>).
  static SequenceState made(
      String owner,
      PostgresqlSequence.NumberKind type,
      Optional<Long> increment,
      Optional<Long> minvalue,
      Optional<Long> maxvalue,
      Optional<Long> start,
      boolean cycle) {
    boolean up = increment.orElse(1L) > 0;
    long greatest =
        switch (type) {
          case BIGINT -> Long.MAX_VALUE;
          case INTEGER -> Integer.MAX_VALUE;
          case SMALLINT -> Short.MAX_VALUE;
        };
    long least = minvalue.orElse(up ? 1L : -greatest - 1);
    long most = maxvalue.orElse(up ? greatest : -1L);
    Map<String, String> counting = new LinkedHashMap<>();
    counting.put("data_type", type.name().toLowerCase(Locale.ROOT));
    counting.put("increment", Long.toString(increment.orElse(1L)));
    counting.put("minvalue", Long.toString(least));
    counting.put("maxvalue", Long.toString(most));
    counting.put("start", Long.toString(start.orElse(up ? least : most)));
    counting.put("cycle", cycle ? "YES" : "NO");
    return new SequenceState(owner, false, counting);
  }

  /// What is registered of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(counting);
    values.put("owner", owner);
    return values;
  }
}
