package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.template.document.CsvLookup;
import dev.runner.template.version.Versions;
import dev.runner.values.Arithmetic;
import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Filters of the collection `community.general` on lists and dicts.
public final class CommunityFilters {
  private CommunityFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "dict" -> dict(call);
      case "dict_kv" -> pair(call);
      case "groupby_as_dict" -> grouped(call);
      case "counter" -> counted(call);
      case "accumulate" -> accumulated(call);
      case "crc32" -> crc(call);
      case "version_sort" -> sorted(call);
      case "from_csv" -> table(call);
      case "lists_mergeby" -> MergeBy.lists(call);
      default -> lists(call);
    };
  }

  private static Object dict(Call call) {
    call.bind0();
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object each : Python.list(call.value())) {
      List<Object> pair = Python.list(each);
      if (pair.size() != 2) {
        throw PythonException.value("dict needs pairs, and this one has " + pair.size() + " items");
      }
      Dicts.put(result, pair.getFirst(), pair.getLast());
    }
    return result;
  }

  private static Object pair(Call call) {
    Map<Object, Object> result = new LinkedHashMap<>();
    Dicts.put(result, call.bind("key").value("key"), call.value());
    return result;
  }

  private static Object grouped(Call call) {
    Object attribute = call.bind("attribute").value("attribute");
    Map<Object, Object> result = new LinkedHashMap<>();
    int index = 0;
    if (!Call.isSequence(call.value())) {
      throw PythonException.type("Input is not a sequence");
    }
    for (Object item : Python.list(call.value())) {
      if (!(item instanceof Map<?, ?> map)) {
        throw PythonException.type("Sequence element #%d is not a mapping".formatted(index));
      }
      Object key = Dicts.get(map, attribute);
      if (key == null) {
        throw PythonException.of(
            PythonException.Kind.KEY,
            "Attribute not contained in element #%d of sequence".formatted(index));
      }
      if (Dicts.has(result, key)) {
        throw PythonException.value(
            "Multiple sequence entries have attribute value " + Python.repr(key));
      }
      Dicts.put(result, key, item);
      index++;
    }
    return result;
  }

  private static Object counted(Call call) {
    call.bind0();
    if (!Call.isSequence(call.value())) {
      throw PythonException.type(
          "Argument for community.general.counter must be a sequence (string or list). %s is %s"
              .formatted(Python.repr(call.value()), Call.classOf(call.value())));
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object item : Python.list(call.value())) {
      if (item instanceof Map<?, ?> || (item instanceof List<?> && !(item instanceof Tuple))) {
        throw PythonException.type(
            ("community.general.counter needs a sequence with hashable elements (int, float or str)"
                    + " - unhashable type: '%s'")
                .formatted(Python.typeName(item)));
      }
      Object before = Dicts.get(result, item);
      Dicts.put(result, item, before == null ? 1L : Arithmetic.add(before, 1L));
    }
    return result;
  }

  private static Object accumulated(Call call) {
    call.bind0();
    if (!Call.isSequence(call.value())) {
      throw wrongType(call);
    }
    List<Object> sums = new ArrayList<>();
    for (Object item : Python.list(call.value())) {
      sums.add(sums.isEmpty() ? item : Arithmetic.add(sums.getLast(), item));
    }
    return sums;
  }

  private static PythonException wrongType(Call call) {
    return PythonException.type(
        "Invalid value type (%s) for %s (%s)"
            .formatted(Call.classOf(call.value()), call.name(), Python.repr(call.value())));
  }

  /// Rows of text with commas (or what the dialect says) as dicts, named by the first row.
  private static Object table(Call call) {
    Bound bound =
        call.bind("dialect?", "fieldnames?", "delimiter?", "skipinitialspace?", "strict?");
    String dialect = bound.text("dialect", "excel");
    String usual = dialect.equals("excel-tab") ? "\t" : ",";
    String delimiter = bound.optional("delimiter") == null ? usual : bound.text("delimiter");
    if (!List.of("excel", "excel-tab", "unix").contains(dialect)) {
      throw PythonException.value(
          "Dialect '%s' is not supported; there are excel, excel-tab, unix".formatted(dialect));
    }
    if (delimiter.length() != 1) {
      throw PythonException.value(
          "Unable to create custom dialect: \"delimiter\" must be a 1-character string");
    }
    boolean skips =
        bound.optional("skipinitialspace") != null && bound.flag("skipinitialspace", false);
    boolean strict = bound.optional("strict") != null && bound.flag("strict", false);
    List<List<String>> rows = CsvLookup.rows(call.text(), delimiter.charAt(0), skips, strict);
    List<Object> names = new ArrayList<>();
    Object given = bound.optional("fieldnames");
    if (given == null) {
      names.addAll(rows.isEmpty() ? List.of() : rows.removeFirst());
    } else {
      names.addAll(Python.list(given));
    }
    return rows.stream().map(row -> (Object) named(names, row)).toList();
  }

  private static Map<Object, Object> named(List<Object> names, List<String> row) {
    Map<Object, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Dicts.put(result, names.get(i), i < row.size() ? row.get(i) : None.NONE);
    }
    if (row.size() > names.size()) {
      result.put(None.NONE, new ArrayList<Object>(row.subList(names.size(), row.size())));
    }
    return result;
  }

  private static Object crc(Call call) {
    if (!Text.isText(call.value())) {
      throw wrongType(call);
    }
    CRC32 crc = new CRC32();
    crc.update(call.text().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private static Object sorted(Call call) {
    boolean reverse = call.bind("reverse?").flag("reverse", false);
    List<Object> versions = new ArrayList<>(Python.list(call.value()));
    versions.sort((a, b) -> Versions.compare("loose", Python.string(a), Python.string(b)));
    return reverse ? versions.reversed() : versions;
  }

  /// `lists_union` and its like take any number of lists.
  private static Object lists(Call call) {
    Bound bound = call.bind("*lists", "flatten?");
    List<Object> all = new ArrayList<>(List.of(call.value()));
    all.addAll(bound.rest());
    if (bound.flag("flatten", false)) {
      List<Object> flat = new ArrayList<>();
      ListFilters.flatten(all, 1, true, flat);
      all = flat;
    }
    List<Object> result = SetFilters.distinct(Python.list(all.getFirst()));
    for (Object each : all.subList(1, all.size())) {
      List<Object> other = Python.list(each);
      result =
          switch (call.name()) {
            case "lists_union" -> SetFilters.union(result, other);
            case "lists_intersect" -> SetFilters.kept(result, other, true);
            case "lists_difference" -> SetFilters.kept(result, other, false);
            case "lists_symmetric_difference" -> SetFilters.symmetric(result, other);
            default -> throw call.unknown();
          };
    }
    return result;
  }
}
