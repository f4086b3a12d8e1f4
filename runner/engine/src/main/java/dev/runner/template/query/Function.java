package dev.runner.template.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The functions of the language, with the types that each argument may have. `any` stands for all
/// types, a plus sign for more arguments of the kind.
enum Function {
  ABS("number"),
  AVG("array-number"),
  CEIL("number"),
  CONTAINS("array|string any"),
  ENDS_WITH("string string"),
  FLOOR("number"),
  JOIN("string array-string"),
  KEYS("object"),
  LENGTH("string|array|object"),
  MAP("expref array"),
  MAX("array-number|array-string"),
  MAX_BY("array expref"),
  MERGE("object+"),
  MIN("array-number|array-string"),
  MIN_BY("array expref"),
  NOT_NULL("any+"),
  REVERSE("array|string"),
  SORT("array-string|array-number"),
  SORT_BY("array expref"),
  STARTS_WITH("string string"),
  SUM("array-number"),
  TO_ARRAY("any"),
  TO_NUMBER("any"),
  TO_STRING("any"),
  TYPE("any"),
  VALUES("object");

  private static final Map<String, Function> BY_NAME = byName();

  private final String signature;

  Function(String signature) {
    this.signature = signature;
  }

  private static Map<String, Function> byName() {
    Map<String, Function> all = new HashMap<>();
    for (Function each : values()) {
      all.put(each.word(), each);
    }
    return Map.copyOf(all);
  }

  /// How queries call it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The function of a name that suits these arguments.
  ///
  /// @throws QueryException if there is none, or it doesn't
  static Function of(String name, List<Object> arguments) {
    Function function = BY_NAME.get(name);
    if (function == null) {
      throw new QueryException("Unknown function: %s()".formatted(name));
    }
    function.check(arguments);
    return function;
  }

  private void check(List<Object> arguments) {
    boolean repeats = signature.endsWith("+");
    String[] parameters = signature.replace("+", "").split(" ");
    int wanted = parameters.length;
    if (repeats ? arguments.size() < wanted : arguments.size() != wanted) {
      throw new QueryException(
          "Expected %s%d argument%s for function %s(), received %d"
              .formatted(
                  repeats ? "at least " : "",
                  wanted,
                  wanted == 1 ? "" : "s",
                  word(),
                  arguments.size()));
    }
    for (int i = 0; i < arguments.size(); i++) {
      String parameter = parameters[Math.min(i, wanted - 1)];
      if (!parameter.equals("any")) {
        Type.check(word(), arguments.get(i), types(parameter));
      }
    }
  }

  private static List<Type> types(String parameter) {
    return Arrays.stream(parameter.split("\\|")).map(Type::named).toList();
  }
}
