package dev.runner.modules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Requirements as users write them in a list: conditions may be divided from their package by a
/// comma, and so may packages.
final class PipNames {
  private static final Pattern CONDITION = Pattern.compile("\\s*(?:>=|<=|>|<|==|!=|~=).*");

  private PipNames() {}

  /// One item for each package.
  static List<String> of(List<String> written) {
    List<String> names = new ArrayList<>();
    boolean brackets = false;
    for (String part : String.join(",", written).split(",")) {
      if (brackets || (CONDITION.matcher(part).matches() && !names.isEmpty())) {
        names.set(names.size() - 1, names.getLast() + "," + part);
      } else {
        names.add(part);
      }
      brackets = (part.contains("[") || brackets) && !part.contains("]");
    }
    return names.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  /// A package with the version that another parameter asks for.
  static String with(String name, String version) {
    return Character.isDigit(version.charAt(0)) ? name + "==" + version : name + version;
  }
}
