package dev.runner.containers;

import java.util.Arrays;
import java.util.List;

/// A trouble that comes before or during a deploy, brought about by real means.
///
/// @param name as the table of faults has it
/// @param stacks that know the trouble; the usual build has it on the first of them
/// @param season what is to be deployed
/// @param when a shell's condition: once it holds, the trouble comes; empty for at once
/// @param bring what brings it about, as root
/// @param undo what puts it right
/// @param words of the deploy
/// @param end how the host must be afterwards
/// @param says what the deploy must say of it
record Fault(
    String name,
    List<Stack> stacks,
    String season,
    String when,
    String bring,
    String undo,
    List<String> words,
    End end,
    List<String> says) {

  /// How a host is left.
  enum End {
    UNTOUCHED("untouched: no file differs, server up, no message", true),
    BACK("back: old code, packages and database, server up, message down", true),
    MESSAGE_ALONE_STAYS(
        "back: old code, packages and database, server up; the message stays up, for there is no room to"
            + " take it down",
        true),
    MESSAGE_STAYS(
        "back as far as there is room: the message stays up, for there is none to take it down",
        true),
    HELD("held: server down, message up", true),
    HELD_FOR_A_PERSON("held: server down, message up, until a person has decided", false);

    private final String words;
    private final boolean passes;

    End(String words, boolean passes) {
      this.words = words;
      this.passes = passes;
    }

    String words() {
      return words;
    }

    /// Whether the same command deploys, once the cause is put right.
    boolean passes() {
      return passes;
    }
  }

  /// What is found before anybody notices.
  static Fault before(String name, String bring, String undo, String... says) {
    return new Fault(
        name,
        List.of(Stack.MODERN, Stack.CLASSIC),
        "autumn",
        "",
        bring,
        undo,
        List.of(),
        End.UNTOUCHED,
        List.of(says));
  }

  /// What comes when a condition holds.
  static Fault during(
      String name, String when, String bring, String undo, End end, String... says) {
    return new Fault(
        name,
        List.of(Stack.CLASSIC, Stack.MODERN),
        "autumn",
        when,
        bring,
        undo,
        List.of(),
        end,
        List.of(says));
  }

  /// What lies in the season itself.
  static Fault of(String name, String season, End end, String... says) {
    return during(name, "", "true", "true", end, says).deploying(season);
  }

  Fault deploying(String other) {
    return new Fault(name, stacks, other, when, bring, undo, words, end, says);
  }

  Fault with(String... more) {
    return new Fault(name, stacks, season, when, bring, undo, List.of(more), end, says);
  }

  Fault on(Stack... those) {
    return new Fault(name, Arrays.asList(those), season, when, bring, undo, words, end, says);
  }

  /// Its place in the table: by end state, then by name.
  String key() {
    return "%d %s ".formatted(end.ordinal(), name);
  }

  @Override
  public String toString() {
    return name;
  }
}
