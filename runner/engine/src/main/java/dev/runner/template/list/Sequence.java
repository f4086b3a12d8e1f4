package dev.runner.template.list;

import dev.runner.template.call.LookupCall;
import dev.runner.values.Arithmetic;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lookup `sequence`: `start=1 end=9 stride=2 format=host%02d`, or `1-9/2:host%02d`.
public final class Sequence {
  private static final int MOST = 10_000_000;
  private static final Set<String> NAMES = Set.of("start", "end", "stride", "format", "count");
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(0x[0-9a-fA-F]+|[0-9]+)-)?(0x[0-9a-fA-F]+|[0-9]+)(?:/(-?[0-9]+))?(?::(.+))?");

  private final LookupCall call;
  private final Map<String, Object> settings = new HashMap<>();

  private Sequence(LookupCall call) {
    this.call = call;
  }

  static List<Object> items(LookupCall call) {
    List<Object> all = new ArrayList<>();
    boolean named = call.terms().isEmpty() && !call.options().isEmpty();
    for (Object term : named ? List.<Object>of("") : call.terms()) {
      Sequence sequence = new Sequence(call);
      call.options().forEach(sequence.settings::put);
      sequence.read(LookupCall.text(term).strip());
      all.addAll(sequence.run());
    }
    return all;
  }

  private void read(String term) {
    Matcher brief = SHORT.matcher(term);
    if (brief.matches()) {
      put("start", brief.group(1));
      put("end", brief.group(2));
      put("stride", brief.group(3));
      put("format", brief.group(4));
      return;
    }
    for (String word : term.isEmpty() ? new String[0] : term.split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw call.wrong(
            "'%s' has an invalid value: it is neither 'name=value' nor 'start-end/stride:format'"
                .formatted(word));
      }
      put(word.substring(0, equals), word.substring(equals + 1));
    }
    List<String> junk = settings.keySet().stream().filter(name -> !NAMES.contains(name)).toList();
    if (!junk.isEmpty()) {
      throw call.wrong(
          "unrecognized arguments to with_sequence: %s"
              .formatted(Python.repr(new ArrayList<Object>(junk))));
    }
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  private @Nullable Long number(String name) {
    Object value = settings.get(name);
    if (value == null) {
      return null;
    }
    Object number = Text.isText(value) ? NumberText.whole(Python.string(value), 0) : value;
    if (Text.isText(value) && number == null) {
      number = NumberText.whole(Python.string(value), 10);
    }
    if (number == null || !Python.isInteger(number)) {
      throw call.wrong(
          "'%s' has an invalid value: %s is no whole number".formatted(name, Python.string(value)));
    }
    return Numbers.toLong(number);
  }

  private List<Object> run() {
    long start = orElse(number("start"), 1);
    long stride = orElse(number("stride"), 1);
    Long count = number("count");
    Long end = number("end");
    if (count == null && end == null) {
      throw call.wrong("must specify count or end in with_sequence");
    }
    if (count != null && end != null) {
      throw call.wrong("can't specify both count and end in with_sequence");
    }
    if (count != null && count == 0) {
      return List.of();
    }
    long last = end != null ? end : last(start, orElse(count, 1), stride);
    if (stride > 0 && last < start) {
      throw call.wrong("to count backwards make stride negative");
    }
    if (stride < 0 && last > start) {
      throw call.wrong("to count forward don't make stride negative");
    }
    return numbers(start, last, stride);
  }

  /// Where a count ends; downwards, as Ansible has it, one below where one number too many would
  /// stand: with a stride of -1 that makes two too many.
  private static long last(long start, long count, long stride) {
    return stride < 0 ? start + count * stride - 1 : start + (count - 1) * stride;
  }

  private static long orElse(@Nullable Long number, long byDefault) {
    return number == null ? byDefault : number;
  }

  private List<Object> numbers(long start, long last, long stride) {
    if (stride == 0) {
      return List.of();
    }
    if ((last - start) / stride > MOST) {
      throw call.wrong("it would have more than %d items".formatted(MOST));
    }
    String format = Python.string(settings.getOrDefault("format", "%d"));
    if (!format.contains("%")) {
      throw call.wrong("bad formatting string: " + format);
    }
    List<Object> items = new ArrayList<>();
    for (long i = start; stride > 0 ? i <= last : i >= last; i += stride) {
      items.add(format.equals("%d") ? Long.toString(i) : Arithmetic.modulo(format, i));
    }
    return items;
  }
}
