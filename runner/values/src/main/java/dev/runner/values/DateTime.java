package dev.runner.values;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Python's `datetime.datetime` without a time zone, or with a fixed offset.
///
/// @param offset null if it has none
public record DateTime(LocalDateTime time, @Nullable ZoneOffset offset)
    implements TimeValue, Comparable<DateTime> {

  /// A time without a zone.
  public DateTime(LocalDateTime time) {
    this(time.truncatedTo(ChronoUnit.MICROS), null);
  }

  /// A time with its zone's offset.
  public static DateTime of(ZonedDateTime time) {
    return new DateTime(time.toLocalDateTime().truncatedTo(ChronoUnit.MICROS), time.getOffset());
  }

  @Override
  public String typeName() {
    return "datetime";
  }

  @Override
  public String repr() {
    StringBuilder out = new StringBuilder("datetime.datetime(");
    out.append(time.getYear()).append(", ").append(time.getMonthValue());
    out.append(", ").append(time.getDayOfMonth());
    out.append(", ").append(time.getHour()).append(", ").append(time.getMinute());
    int micros = time.getNano() / 1000;
    if (time.getSecond() != 0 || micros != 0) {
      out.append(", ").append(time.getSecond());
    }
    if (micros != 0) {
      out.append(", ").append(micros);
    }
    return out.append(offset == null ? "" : ", tzinfo=" + zoneRepr(offset)).append(')').toString();
  }

  private static String zoneRepr(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC)
        ? "datetime.timezone.utc"
        : "datetime.timezone(%s)"
            .formatted(new TimeDelta(Duration.ofSeconds(offset.getTotalSeconds())).repr());
  }

  /// The moment; a time without a zone is one of the system's.
  public ZonedDateTime zoned() {
    return time.atZone(offset == null ? java.time.ZoneId.systemDefault() : offset);
  }

  /// Seconds since 1970, UTC.
  public double timestamp() {
    Duration since = Duration.between(Instant.EPOCH, zoned().toInstant());
    return since.toSeconds() + since.toNanosPart() / 1e9;
  }

  @Override
  public String iso() {
    return isoformat("T");
  }

  /// As ISO 8601 writes it, with a separator of date and time.
  public String isoformat(String separator) {
    return time.toLocalDate() + separator + clock(time) + zone();
  }

  private String zone() {
    if (offset == null) {
      return "";
    }
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }

  /// The time of day: `03:04:05.123000`.
  public String clock() {
    return clock(time);
  }

  private static String clock(LocalDateTime time) {
    String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    return time.getNano() == 0 ? seconds : seconds + ".%06d".formatted(time.getNano() / 1000);
  }

  @Override
  public @Nullable Object binary(char operator, Object other, boolean left) {
    if (operator == '-' && left && other instanceof DateTime earlier) {
      boolean naive = bothNaive(earlier, "can't subtract");
      return new TimeDelta(
          naive
              ? Duration.between(earlier.time, time)
              : Duration.between(earlier.zoned(), zoned()));
    }
    if (other instanceof TimeDelta delta && (operator == '+' || (operator == '-' && left))) {
      return new DateTime(
          operator == '+' ? time.plus(delta.length()) : time.minus(delta.length()), offset);
    }
    return null;
  }

  private boolean bothNaive(DateTime other, String refusal) {
    if ((offset == null) != (other.offset == null)) {
      throw PythonException.type(refusal + " offset-naive and offset-aware datetimes");
    }
    return offset == null;
  }

  /// The same moment, whatever the zone.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DateTime that
        && (offset == null) == (that.offset == null)
        && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return offset == null ? time.hashCode() : zoned().toInstant().hashCode();
  }

  @Override
  public int compareTo(DateTime other) {
    return bothNaive(other, "can't compare")
        ? time.compareTo(other.time)
        : zoned().toInstant().compareTo(other.zoned().toInstant());
  }

  @Override
  public String toString() {
    return time.toLocalDate() + " " + clock(time) + zone();
  }
}
