package dev.runner.catalog;

import dev.runner.module.Describe;
import dev.runner.module.Describe.Returned;
import dev.runner.module.Needs;
import dev.runner.module.ParameterRule;
import dev.runner.module.TaskModule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A module as its record declares it: names, parameters, description.
///
/// @param name short: `git_rebase`
/// @param collection `ansible.builtin`, `runner.deploy`
/// @param aliases other names, short or with a collection
/// @param parameters in the order of the record's components
/// @param returns the names of the values that it tells
/// @param rules what parameters have to hold together
public record ModuleType(
    String name,
    String collection,
    List<String> aliases,
    Class<? extends TaskModule> type,
    Describe describe,
    List<String> needs,
    List<Parameter> parameters,
    Set<String> returns,
    List<ParameterRule> rules) {

  /// Reads the declaration.
  ///
  /// @throws IllegalArgumentException if the class is no record or isn't described: a mistake of
  ///   the module's author
  public static ModuleType of(Class<? extends TaskModule> type, String collection) {
    Describe describe = type.getAnnotation(Describe.class);
    if (!type.isRecord() || describe == null) {
      throw new IllegalArgumentException(
          type.getName() + " is no module: it must be a record with @Describe");
    }
    Needs needs = type.getAnnotation(Needs.class);
    List<Parameter> parameters = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      parameters.addAll(Parameter.of(component));
    }
    return new ModuleType(
        snake(type.getSimpleName()),
        describe.collection().isEmpty() ? collection : describe.collection(),
        List.of(describe.aliases()),
        type,
        describe,
        needs == null ? List.of() : List.of(needs.value()),
        List.copyOf(parameters),
        Arrays.stream(describe.returns()).map(Returned::name).collect(Collectors.toSet()),
        ParameterRule.of(type));
  }

  /// The programs that a task of this module runs on the host beyond the usual utilities.
  public List<String> needs(TaskModule bound) {
    return Stream.concat(needs.stream(), bound.alsoNeeds().stream()).distinct().toList();
  }

  /// The name with its collection.
  public String qualifiedName() {
    return collection + "." + name;
  }

  /// Whether a parameter of this name is one of those that the module takes under any name: a
  /// variable of the user's, whatever its value.
  public boolean isFree(String parameter) {
    return parameters.stream().anyMatch(Parameter::rest)
        && parameters.stream()
            .noneMatch(each -> each.name().equals(parameter) || each.aliases().contains(parameter));
  }

  /// `GitRebase` is `git_rebase`, `onDirty` is `on_dirty`.
  static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (i > 0 && isIn(letter, 'A', 'Z') && endsWord(name.charAt(i - 1))) {
        snake.append('_');
      }
      snake.append(letter);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean endsWord(char letter) {
    return isIn(letter, 'a', 'z') || isIn(letter, '0', '9');
  }

  private static boolean isIn(char letter, char first, char last) {
    return letter >= first && letter <= last;
  }
}
