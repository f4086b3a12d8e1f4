package dev.runner.catalog;

import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Map;

/// The outcome of binding: a module, or all that is wrong with the parameters.
public sealed interface Binding {
  /// What ends the sentence about text that stands where a mapping of parameters is wanted.
  String NO_TEXT = " does not support raw params.";

  /// What the result of a task begins with that lacks a parameter.
  String MISSING = "missing required arguments: ";

  /// What the sentence about a file of the control machine begins with that isn't there.
  String NO_FILE = "Could not find or access ";

  /// The module's record.
  ///
  /// @param warnings sentences about how it was given
  record Bound(TaskModule module, List<String> warnings) implements Binding {
    public Bound {
      warnings = List.copyOf(warnings);
    }
  }

  /// Why there is none.
  record Wrong(List<Mistake> mistakes) implements Binding {
    public Wrong {
      mistakes = List.copyOf(mistakes);
    }
  }

  /// One mistake.
  ///
  /// @param parameter its name, as given or as missing
  /// @param sentence what is wrong
  /// @param hint what to do; may be empty
  /// @param told what a task's result says, in the words that scripts around Ansible look for
  /// @param values what else the result has for scripts
  record Mistake(
      String parameter, String sentence, String hint, String told, Map<String, Object> values) {

    /// One that says no more than this.
    static Mistake of(String parameter, String sentence, String hint, String told) {
      return new Mistake(parameter, sentence, hint, told, Map.of());
    }
  }
}
