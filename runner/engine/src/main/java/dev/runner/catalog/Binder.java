package dev.runner.catalog;

import dev.runner.module.BadParameter;
import dev.runner.module.TaskModule;
import dev.runner.values.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Makes a module's record from the values of a task's parameters.
public final class Binder {
  private final BiFunction<String, List<String>, Optional<String>> nearest;
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();

  /// @param nearest the candidate that a misspelt name probably means
  public Binder(BiFunction<String, List<String>, Optional<String>> nearest) {
    this.nearest = nearest;
  }

  /// Binds parameters that are rendered already.
  public Binding bind(ModuleType module, Map<String, Object> given, Materials materials) {
    Attempt attempt = new Attempt(module, given, new Conversion(given, materials));
    return attempt.bind();
  }

  /// What is wrong with parameters before all of them are rendered: names, what is missing, values
  /// that are literal. What holds for several parameters together is looked at only if all are
  /// literal.
  ///
  /// @param given without those that are open
  /// @param open the names of parameters whose values aren't known yet
  public List<Binding.Mistake> check(
      ModuleType module, Map<String, Object> given, Set<String> open, Materials materials) {
    Map<String, Object> all = new LinkedHashMap<>(given);
    open.forEach(name -> all.put(name, OPEN));
    Attempt attempt = new Attempt(module, all, new Conversion(given, materials));
    return attempt.bind() instanceof Binding.Wrong wrong ? wrong.mistakes() : List.of();
  }

  /// The name of text after the name of a module.
  private static final String FREE_FORM = "_raw_params";

  /// Modules that Ansible carries out itself have options.
  private static final Set<String> OPTIONS =
      Set.of("fail", "group_by", "reboot", "set_stats", "wait_for_connection");

  /// What `command` takes, and what Ansible's `shell`, which is a `command`, refuses by itself.
  private static final Set<String> NOT_OF_SHELL = Set.of("expand_argument_vars");

  private static final Object OPEN = new Unknown("rendered later");

  private final class Attempt {
    private final ModuleType module;
    private final Map<String, Object> given;
    private final Conversion conversion;
    private final List<Binding.Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> used = new LinkedHashSet<>();

    Attempt(ModuleType module, Map<String, Object> given, Conversion conversion) {
      this.module = module;
      this.given = given;
      this.conversion = conversion;
    }

    Binding bind() {
      Map<String, Object> plain = new LinkedHashMap<>();
      Map<String, Map<String, Object>> spread = new LinkedHashMap<>();
      boolean open = given.containsValue(OPEN);
      Constraints constraints = new Constraints(module, given);
      constraints.exclusion().ifPresent(mistakes::add);
      if (!mistakes.isEmpty()) {
        return new Binding.Wrong(mistakes);
      }
      for (Parameter parameter : module.parameters()) {
        if (parameter.rest()) {
          continue;
        }
        Object value = value(parameter);
        if (value != null) {
          parameter
              .spread()
              .map(name -> spread.computeIfAbsent(name, key -> new LinkedHashMap<>()))
              .orElse(plain)
              .put(parameter.name(), value);
        }
      }
      rest(plain);
      if (mistakes.isEmpty()) {
        constraints.demand().ifPresent(mistakes::add);
      }
      if (!mistakes.isEmpty() || open) {
        return new Binding.Wrong(mistakes);
      }
      return construct(plain, spread);
    }

    private @Nullable Object value(Parameter parameter) {
      List<String> present = present(parameter);
      used.addAll(present);
      if (present.size() > 1) {
        warnings.add(
            "Both option %s and its alias %s are set."
                .formatted(parameter.name(), present.getLast()));
      }
      try {
        if (present.isEmpty()) {
          return missing(parameter);
        }
        Object raw = given.getOrDefault(present.getLast(), dev.runner.values.None.NONE);
        if (raw.equals(OPEN)) {
          return null;
        }
        return conversion.convert(parameter, parameter.name(), raw);
      } catch (Unfit e) {
        mistakes.add(e.mistake(parameter.name()));
      } catch (BadParameter e) {
        mistake(e, e.parameter().isEmpty() ? parameter.name() : e.parameter());
      } catch (IllegalArgumentException e) {
        mistake(parameter.name(), message(e));
      }
      return null;
    }

    private List<String> present(Parameter parameter) {
      List<String> present = new ArrayList<>(1);
      if (given.containsKey(parameter.name())) {
        present.add(parameter.name());
      }
      for (String alias : parameter.aliases()) {
        if (given.containsKey(alias)) {
          present.add(alias);
        }
      }
      return present;
    }

    private @Nullable Object missing(Parameter parameter) {
      if (parameter.tellsGiven()) {
        return null;
      }
      if (parameter.byDefault().isPresent()) {
        return conversion.fromText(parameter.name(), parameter.type(), parameter.byDefault().get());
      }
      if (parameter.required()) {
        mistakes.add(
            Binding.Mistake.of(
                Binding.Kind.MISSING,
                parameter.name(),
                Binding.MISSING + parameter.name(),
                parameter.text()));
      }
      return null;
    }

    private void rest(Map<String, Object> plain) {
      Map<String, Object> left = new LinkedHashMap<>(given);
      left.keySet().removeAll(used);
      Optional<Parameter> taker = module.parameters().stream().filter(Parameter::rest).findFirst();
      if (taker.isPresent() && left.containsValue(OPEN)) {
        return;
      }
      if (taker.isPresent()) {
        plain.put(
            taker.get().name(), conversion.convert(taker.get().name(), taker.get().type(), left));
        return;
      }
      if (left.isEmpty()) {
        return;
      }
      List<String> known =
          module.parameters().stream()
              .flatMap(
                  p ->
                      java.util.stream.Stream.concat(
                          java.util.stream.Stream.of(p.name()), p.aliases().stream()))
              .toList();
      left.values().removeIf(OPEN::equals); // may be left out once they are rendered
      if (left.isEmpty()) {
        return;
      }
      boolean free = left.containsKey(FREE_FORM);
      Binding.Kind kind = free ? Binding.Kind.NO_TEXT : Binding.Kind.UNFIT;
      String told =
          free
              ? "Action '%s' does not support raw params.".formatted(module.qualifiedName())
              : unsupported(left.keySet());
      for (String name : left.keySet()) {
        String hint = nearest.apply(name, known).map("did you mean '%s'?"::formatted).orElse("");
        mistakes.add(Binding.Mistake.of(kind, name, told, hint));
      }
    }

    private String unsupported(Set<String> strays) {
      if (module.name().equals("shell") && strays.equals(NOT_OF_SHELL)) {
        return "Unsupported parameters for (shell) module: " + String.join(", ", strays);
      }
      Set<String> names = new TreeSet<>();
      Set<String> aliases = new TreeSet<>();
      for (Parameter parameter : module.parameters()) {
        names.add(parameter.name());
        aliases.addAll(parameter.aliases());
      }
      if (module.name().equals("include_vars")) {
        return "%s is not a valid option in include_vars".formatted(strays.iterator().next());
      }
      if (OPTIONS.contains(module.name())) {
        return "Invalid options for %s: %s".formatted(module.name(), String.join(",", strays));
      }
      return "Unsupported parameters for (%s) module: %s. Supported parameters include: %s%s."
          .formatted(
              module.name(),
              String.join(", ", new TreeSet<>(strays)),
              String.join(", ", names),
              aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")");
    }

    private Binding construct(Map<String, Object> plain, Map<String, Map<String, Object>> spread) {
      try {
        RecordShape shape = shape(module.type());
        for (RecordShape.Component component : shape.components()) {
          if (component.spread()) {
            plain.put(
                component.name(),
                shape(component.type()).construct(spread.getOrDefault(component.own(), Map.of())));
          }
        }
        TaskModule bound = (TaskModule) shape.construct(plain);
        return new Binding.Bound(
            conversion.isOpen() ? new HostPaths(bound, Binder.this::shape) : bound, warnings);
      } catch (BadParameter e) {
        mistake(e, e.parameter());
      } catch (IllegalArgumentException e) {
        mistake("", message(e));
      }
      return new Binding.Wrong(mistakes);
    }

    private void mistake(String parameter, String sentence) {
      mistakes.add(Binding.Mistake.of(Binding.Kind.UNFIT, parameter, sentence, ""));
    }

    private void mistake(BadParameter wrong, String parameter) {
      Binding.Kind kind = wrong.lacksFile() ? Binding.Kind.NO_FILE : Binding.Kind.UNFIT;
      mistakes.add(Binding.Mistake.of(kind, parameter, message(wrong), ""));
    }
  }

  private RecordShape shape(Class<?> type) {
    return shapes.computeIfAbsent(type, RecordShape::of);
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
