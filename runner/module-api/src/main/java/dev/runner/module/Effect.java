package dev.runner.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that the engine is to remember after a task.
public sealed interface Effect {

  /// Variables of the host, as `set_fact` sets them.
  ///
  /// @param cacheable whether later runs are to know them too
  record Variables(Map<String, Object> values, boolean cacheable) implements Effect {
    public Variables {
      values = ordered(values);
    }
  }

  /// Variables of the host, as `include_vars` sets them.
  record IncludedVariables(Map<String, Object> values) implements Effect {
    public IncludedVariables {
      values = ordered(values);
    }
  }

  /// Files of variables, in YAML or JSON, that the engine reads as `include_vars` does: the later
  /// wins.
  ///
  /// @param name the variable that gets all of them as a mapping; otherwise each is a variable
  /// @param merges whether mappings are merged with what the variable holds, instead of replacing
  ///   it
  record VariableFiles(List<ControlFile> files, Optional<String> name, boolean merges)
      implements Effect {
    public VariableFiles {
      files = List.copyOf(files);
    }
  }

  /// Facts of the host: entries of `ansible_facts`.
  record Facts(Map<String, Object> values) implements Effect {
    public Facts {
      values = ordered(values);
    }
  }

  /// Another host in the inventory of this run.
  record NewHost(String name, List<String> groups, Map<String, Object> variables)
      implements Effect {
    public NewHost {
      groups = List.copyOf(groups);
      variables = ordered(variables);
    }
  }

  /// The host becomes a member of a group, which is made if need be.
  record Grouped(String group, List<String> parents) implements Effect {
    public Grouped {
      parents = List.copyOf(parents);
    }
  }

  /// Figures for the end of the run.
  ///
  /// @param perHost for this host only
  /// @param aggregate added to what is there (numbers, lists, maps) instead of replacing it
  record Stats(Map<String, Object> values, boolean perHost, boolean aggregate) implements Effect {
    public Stats {
      values = ordered(values);
    }
  }

  private static Map<String, Object> ordered(Map<String, Object> values) {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
