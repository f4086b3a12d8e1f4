package dev.runner.module;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a module answers: the whole of what it wants, as data.
public sealed interface Plan extends Answer {

  /// The host is already so.
  ///
  /// @param because why nothing is to be done, a phrase for the report
  /// @param values what `register` gets besides the common keys
  /// @param warnings sentences
  /// @param settles keys of obligations that this state shows to be paid
  record Unchanged(
      String because, Map<String, Object> values, List<String> warnings, List<String> settles)
      implements Plan {
    public Unchanged {
      values = Ordered.copy(values);
      warnings = List.copyOf(warnings);
      settles = List.copyOf(settles);
    }

    /// The same with another registered value.
    public Unchanged with(String name, Object value) {
      return new Unchanged(because, plus(values, name, value), warnings, settles);
    }

    /// The same with more registered values.
    public Unchanged withAll(Map<String, ?> added) {
      return new Unchanged(because, plusAll(values, added), warnings, settles);
    }

    /// The same with one more warning.
    public Unchanged warning(String sentence) {
      return warnings(List.of(sentence));
    }

    /// The same with more warnings.
    public Unchanged warnings(List<String> sentences) {
      return new Unchanged(because, values, plusAll(warnings, sentences), settles);
    }

    /// The same, and nothing is owed under this key any more.
    public Unchanged settling(String obligation) {
      return new Unchanged(because, values, warnings, plus(settles, obligation));
    }
  }

  /// Steps to apply, in this order, until one fails.
  ///
  /// @param steps at least one
  /// @param after looks at what they did; by default the task is then changed
  /// @param predicted what `register` gets in check mode, as far as it can be known beforehand;
  ///   also the start of what it gets after applying
  /// @param warnings sentences
  /// @param owes obligations that are recorded before the first step
  /// @param settles keys of obligations that are paid once `after` has answered without failure
  /// @param expected what `after` will answer as far as can be known beforehand; check mode goes on
  ///   with it, so that these steps by themselves are no change there
  /// @param holds keys of obligations that mustn't be paid before it is known what these steps came
  ///   to: where the run is interrupted meanwhile, they stay owed
  record Changes(
      List<Step> steps,
      After after,
      Map<String, Object> predicted,
      List<String> warnings,
      List<Obligation> owes,
      List<String> settles,
      Optional<Plan> expected,
      List<String> holds)
      implements Plan {
    public Changes {
      steps = List.copyOf(steps);
      predicted = Ordered.copy(predicted);
      warnings = List.copyOf(warnings);
      owes = List.copyOf(owes);
      settles = List.copyOf(settles);
      holds = List.copyOf(holds);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("a plan of changes has at least one step");
      }
    }

    /// The same with a step before the others.
    public Changes preceded(Step first) {
      List<Step> all = new ArrayList<>(List.of(first));
      all.addAll(steps);
      return with(all, after);
    }

    /// The same with another look at what the steps did.
    public Changes after(After then) {
      return with(steps, then);
    }

    /// The same with other steps, and another look at what they did.
    public Changes with(List<Step> other, After then) {
      return new Changes(other, then, predicted, warnings, owes, settles, expected, holds);
    }

    /// The same with another registered value that is known beforehand.
    public Changes predicting(String name, Object value) {
      return new Changes(
          steps, after, plus(predicted, name, value), warnings, owes, settles, expected, holds);
    }

    /// The same with more registered values that are known beforehand.
    public Changes predictingAll(Map<String, ?> added) {
      return new Changes(
          steps, after, plusAll(predicted, added), warnings, owes, settles, expected, holds);
    }

    /// The same, where this is expected to follow.
    public Changes expecting(Plan next) {
      return new Changes(
          steps, after, predicted, warnings, owes, settles, Optional.of(next), holds);
    }

    /// The same with one more warning.
    public Changes warning(String sentence) {
      return warnings(List.of(sentence));
    }

    /// The same with more warnings.
    public Changes warnings(List<String> sentences) {
      return new Changes(
          steps, after, predicted, plusAll(warnings, sentences), owes, settles, expected, holds);
    }

    /// The same, with something owed from the first step on.
    public Changes owing(Obligation obligation) {
      return new Changes(
          steps, after, predicted, warnings, plus(owes, obligation), settles, expected, holds);
    }

    /// The same, and nothing is owed under this key once it is done.
    public Changes settling(String obligation) {
      return new Changes(
          steps, after, predicted, warnings, owes, plus(settles, obligation), expected, holds);
    }

    /// The same, where what is owed under these keys stays owed unless `after` gets to answer.
    public Changes holding(List<String> keys) {
      return new Changes(steps, after, predicted, warnings, owes, settles, expected, keys);
    }
  }

  /// Nothing is to be changed: this was found out, or is to be known from now on.
  ///
  /// @param because a phrase for the report
  /// @param values what `register` gets besides the common keys
  /// @param effects what the engine is to remember
  /// @param warnings sentences
  record Learned(
      String because, Map<String, Object> values, List<Effect> effects, List<String> warnings)
      implements Plan {
    public Learned {
      values = Ordered.copy(values);
      effects = List.copyOf(effects);
      warnings = List.copyOf(warnings);
    }

    /// The same with another registered value.
    public Learned with(String name, Object value) {
      return new Learned(because, plus(values, name, value), effects, warnings);
    }

    /// The same with more registered values.
    public Learned withAll(Map<String, ?> added) {
      return new Learned(because, plusAll(values, added), effects, warnings);
    }

    /// The same with another effect.
    public Learned with(Effect effect) {
      return new Learned(because, values, plus(effects, effect), warnings);
    }

    /// The same with one more warning.
    public Learned warning(String sentence) {
      return warnings(List.of(sentence));
    }

    /// The same with more warnings.
    public Learned warnings(List<String> sentences) {
      return new Learned(because, values, effects, plusAll(warnings, sentences));
    }
  }

  /// Wait until the host says yes; it is polled on the host, in one script.
  ///
  /// @param what what is waited for, a phrase: "the run flag /srv/site/flag to go away"
  /// @param until the question
  /// @param interval from one look to the next
  /// @param deadline after that long the task fails
  /// @param then what follows when the host said yes; by default ok, unchanged
  /// @param otherwise what follows when the time is over; by default the task fails
  record Await(
      String what,
      Until until,
      Duration interval,
      Duration deadline,
      Then then,
      Optional<Then> otherwise)
      implements Plan {

    /// The same with something else to follow.
    public Await then(Then next) {
      return new Await(what, until, interval, deadline, next, otherwise);
    }

    /// The same with something to follow when the time is over.
    public Await otherwise(Then next) {
      return new Await(what, until, interval, deadline, then, Optional.of(next));
    }
  }

  /// Cannot or must not.
  ///
  /// @param because the cause, a sentence
  /// @param remedy what to do about it, a sentence; empty if there is nothing to be said
  /// @param values what `register` gets besides the common keys
  record Refused(String because, String remedy, Map<String, Object> values) implements Plan {
    public Refused {
      values = Ordered.copy(values);
    }

    /// The same with another registered value.
    public Refused with(String name, Object value) {
      return new Refused(because, remedy, plus(values, name, value));
    }

    /// The same, for what this question was answered: `msg` is all that it was told of the failure,
    /// and `cmd`, `rc`, `stdout` and `stderr` are registered as those of a command that failed.
    public Refused toldBy(Command question, Output answer) {
      return saying(answer.err().strip())
          .with("cmd", question.toString())
          .with("rc", (long) answer.exit())
          .with("stdout", answer.out())
          .with("stderr", answer.err());
    }

    private Refused saying(String words) {
      return words.isEmpty() ? this : with("msg", words);
    }
  }

  /// The same plan; of a refusal what to do about it is registered too, as `remedy`, for playbooks
  /// that hand it on.
  default Plan withRemedy() {
    return this instanceof Refused refused && !refused.remedy().isEmpty()
        ? refused.with("remedy", refused.remedy())
        : this;
  }

  /// Cannot be known before something else is applied. Only sensible in check mode, or after a
  /// scratch prediction.
  ///
  /// @param because a sentence
  /// @param values what can be said all the same
  record Unknown(String because, Map<String, Object> values) implements Plan {
    public Unknown {
      values = Ordered.copy(values);
    }
  }

  /// Looks at what steps did. May ask the host again, and may answer with further changes.
  @FunctionalInterface
  interface After {
    Answer look(Outputs outputs, Probe now);
  }

  /// What follows a wait.
  @FunctionalInterface
  interface Then {
    Answer look(Probe now);
  }

  /// The host is already so.
  static Unchanged unchanged(String because) {
    return new Unchanged(because, Map.of(), List.of(), List.of());
  }

  /// Apply these steps; if none fails, the task is changed.
  static Changes changes(Step... steps) {
    return changes(List.of(steps));
  }

  /// Apply these steps; if none fails, the task is changed.
  static Changes changes(List<? extends Step> steps) {
    return new Changes(
        List.copyOf(steps),
        (outputs, now) -> Finished.changed(""),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /// Nothing to change.
  static Learned learned(String because) {
    return new Learned(because, Map.of(), List.of(), List.of());
  }

  /// Wait for this.
  static Await await(String what, Until until, Duration interval, Duration deadline) {
    return new Await(what, until, interval, deadline, now -> unchanged(what), Optional.empty());
  }

  /// Cannot or must not.
  static Refused refuse(String because, String remedy) {
    return new Refused(because, remedy, Map.of());
  }

  /// The host hasn't got a program without which the task can't be done.
  static Refused lacks(String program, String remedy) {
    return lacks(List.of(program), remedy);
  }

  /// The host hasn't got programs without which the task can't be done.
  static Refused lacks(List<String> programs, String remedy) {
    return refuse(
        "Failed to find required executable \"%s\" on the host"
            .formatted(String.join("\", \"", programs)),
        remedy);
  }

  /// Cannot be known yet.
  static Unknown unknown(String because) {
    return new Unknown(because, Map.of());
  }

  private static Map<String, Object> plus(Map<String, Object> map, String name, Object value) {
    return plusAll(map, Map.of(name, value));
  }

  private static Map<String, Object> plusAll(Map<String, Object> map, Map<String, ?> added) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.putAll(added);
    return more;
  }

  private static <T> List<T> plus(List<T> list, T item) {
    return plusAll(list, List.of(item));
  }

  private static <T> List<T> plusAll(List<T> list, List<T> items) {
    List<T> more = new ArrayList<>(list);
    more.addAll(items);
    return more;
  }
}
