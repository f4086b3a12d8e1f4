package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values into statements where `%s` and `%(name)s` stand, as the database libraries of Python
/// do.
final class Placeholders {
  private static final Pattern HOLDER = Pattern.compile("%(?:\\((\\w+)\\)s|s|%)");

  private Placeholders() {}

  /// @param written how a value is written in SQL
  static List<String> filled(
      List<String> statements,
      List<Value> positional,
      Map<String, Value> named,
      Function<Object, String> written) {
    if (positional.isEmpty() && named.isEmpty()) {
      return statements;
    }
    List<String> filled = new ArrayList<>();
    for (String statement : statements) {
      StringBuilder text = new StringBuilder();
      Matcher holder = HOLDER.matcher(statement);
      int next = 0;
      while (holder.find()) {
        String value;
        if (holder.group().equals("%%")) {
          value = "%";
        } else if (holder.group(1) != null) {
          value = written.apply(named(named, holder.group(1)).value());
        } else if (next == positional.size()) {
          throw new BadParameter(
              "positional_args", "a statement has more places than there are values");
        } else {
          value = written.apply(positional.get(next++).value());
        }
        holder.appendReplacement(text, Matcher.quoteReplacement(value));
      }
      filled.add(holder.appendTail(text).toString());
    }
    return filled;
  }

  private static Value named(Map<String, Value> named, String name) {
    Value value = named.get(name);
    if (value == null) {
      throw new BadParameter("named_args", "there is no value for the name " + name);
    }
    return value;
  }
}
