package dev.runner.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The end of a task whose steps were applied, said after looking at what they did.
///
/// @param changed whether the state of the host is another than before
/// @param failed whether the task failed, although the steps may have been applied
/// @param message a sentence on what was done, or on what went wrong
/// @param values what `register` gets besides the common keys
/// @param warnings sentences
/// @param held keys of obligations that must stay owed (a server that must not be started now), see
///   [Obligation]
public record Finished(
    boolean changed,
    boolean failed,
    String message,
    Map<String, Object> values,
    List<String> warnings,
    List<String> held)
    implements Answer {

  public Finished {
    values = Ordered.copy(values);
    warnings = List.copyOf(warnings);
    held = List.copyOf(held);
  }

  /// Something changed.
  public static Finished changed(String message) {
    return new Finished(true, false, message, Map.of(), List.of(), List.of());
  }

  /// Steps ran, and the host is as before.
  public static Finished unchanged(String message) {
    return new Finished(false, false, message, Map.of(), List.of(), List.of());
  }

  /// The steps didn't lead to what was asked for; what they changed stays changed.
  public static Finished failed(String message) {
    return new Finished(true, true, message, Map.of(), List.of(), List.of());
  }

  /// The same with another registered value.
  public Finished with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Finished(changed, failed, message, more, warnings, held);
  }

  /// The same with more registered values.
  public Finished withAll(Map<String, ?> added) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.putAll(added);
    return new Finished(changed, failed, message, more, warnings, held);
  }

  /// The same with one more warning.
  public Finished warning(String sentence) {
    List<String> more = new ArrayList<>(warnings);
    more.add(sentence);
    return new Finished(changed, failed, message, values, more, held);
  }

  /// The same, and what is owed under this key stays owed: nobody pays it when the run ends.
  public Finished holding(String obligation) {
    List<String> more = new ArrayList<>(held);
    more.add(obligation);
    return new Finished(changed, failed, message, values, warnings, more);
  }

  /// The same outcome, said to have changed the host or not.
  public Finished changedWhen(boolean really) {
    return new Finished(really, failed, message, values, warnings, held);
  }
}
