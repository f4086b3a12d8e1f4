package dev.runner.catalog;

import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Map;

/// The outcome of binding: a module, or all that is wrong with the parameters.
public sealed interface Binding {
  /// What the result of a task begins with that lacks a parameter.
  String MISSING = "missing required arguments: ";

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

  /// What a mistake is about.
  enum Kind {
    /// A value that doesn't fit, or a parameter that isn't there.
    UNFIT,
    /// A parameter that has to be given.
    MISSING,
    /// Text where a mapping of parameters is wanted.
    NO_TEXT,
    /// A file of the control machine that isn't there.
    NO_FILE
  }

  /// One mistake.
  ///
  /// @param kind what it is about
  /// @param parameter its name, as given or as missing
  /// @param sentence what is wrong
  /// @param hint what to do; may be empty
  /// @param told what a task's result says, in the words that scripts around Ansible look for
  /// @param values what else the result has for scripts
  record Mistake(
      Kind kind,
      String parameter,
      String sentence,
      String hint,
      String told,
      Map<String, Object> values) {

    /// One that says no more than this.
    static Mistake of(Kind kind, String parameter, String sentence, String hint) {
      return new Mistake(kind, parameter, sentence, hint, sentence, Map.of());
    }
  }
}
