package dev.runner.template;

import dev.runner.jinja.Language;
import dev.runner.source.CollectionRoutes;
import dev.runner.source.DidYouMean;
import dev.runner.source.PythonPlugins;
import dev.runner.template.call.LookupCall;
import dev.runner.template.file.FileLookups;
import dev.runner.template.list.ListLookups;
import dev.runner.template.world.WorldLookups;
import dev.runner.values.PythonException;
import java.util.Arrays;
import java.util.List;

/// The lookups of Ansible by their names.
final class Lookups {
  private static final String FILES =
      "csvfile file fileglob filetree first_found ini unvault password";
  private static final String LISTS =
      "dependent dict indexed_items items list merge_variables nested random_choice random_string"
          + " sequence subelements together flattened cartesian";
  private static final String WORLD = "config env inventory_hostnames lines pipe url varnames vars";
  private static final String TEMPLATE = "template";

  private Lookups() {}

  /// The items that a lookup finds.
  ///
  /// @throws PythonException if there is no such lookup, or it fails
  static List<Object> run(LookupCall call) {
    if (call.name().equals(TEMPLATE)) {
      return TemplateLookup.run(call);
    }
    return switch (family(call.name())) {
      case 'f' -> FileLookups.run(call);
      case 'l' -> ListLookups.run(call);
      case 'w' -> WorldLookups.run(call);
      default -> throw missing(call);
    };
  }

  /// What is told of a lookup that isn't there, in the words of the plug-ins' loader.
  private static PythonException missing(LookupCall call) {
    String sentence =
        call.rendering().language() == Language.ANSIBLE_2_14
            ? "lookup plugin (%s) not found"
            : "The lookup plugin '%s' was not found.";
    return PythonException.of(
        PythonException.Kind.PLUGIN, sentence.formatted(call.name()) + hint(call));
  }

  /// The name that a lookup goes by now.
  ///
  /// @throws PythonException if its collection says that it is gone, or leads nowhere
  static String target(CollectionRoutes routes, String name) {
    return exists(name)
        ? name
        : RoutedNames.route(routes, CollectionRoutes.Kind.LOOKUP, name)
            .map(CollectionRoutes.Route::target)
            .orElse(name);
  }

  /// Whether there is a lookup of this name.
  static boolean exists(String name) {
    return bare(name).equals(TEMPLATE) || family(bare(name)) != 0;
  }

  private static char family(String name) {
    String word = " " + name + " ";
    return (" " + FILES + " ").contains(word)
        ? 'f'
        : (" " + LISTS + " ").contains(word) ? 'l' : (" " + WORLD + " ").contains(word) ? 'w' : 0;
  }

  private static String hint(LookupCall call) {
    String hint =
        PythonPlugins.hint("lookup", call.name(), call.path().directories())
            .map(sentence -> "(" + sentence + ")")
            .orElseGet(
                () ->
                    DidYouMean.hint(
                        bare(call.name()),
                        Arrays.asList(
                            (TEMPLATE + " " + FILES + " " + LISTS + " " + WORLD).split(" "))));
    return hint.isEmpty() ? "" : " " + hint;
  }

  /// The name without the collection.
  static String bare(String name) {
    for (String collection : List.of("ansible.builtin.", "ansible.legacy.", "community.general.")) {
      if (name.startsWith(collection)) {
        return name.substring(collection.length());
      }
    }
    return name;
  }
}
