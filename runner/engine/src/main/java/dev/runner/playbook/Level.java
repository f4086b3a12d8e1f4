package dev.runner.playbook;

import java.util.Locale;

/// What a keyword can belong to.
public enum Level {
  PLAY("a play"),
  ROLE("a role"),
  BLOCK("a block"),
  TASK("a task"),
  HANDLER("a handler"),
  /// What an include adds to the tasks that it brings; it has no keywords of its own.
  INCLUDE("an include");

  private final String phrase;

  Level(String phrase) {
    this.phrase = phrase;
  }

  /// For messages: `a play`.
  public String phrase() {
    return phrase;
  }

  /// For messages in the words of Ansible: `Play`.
  String title() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
