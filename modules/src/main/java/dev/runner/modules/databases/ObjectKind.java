package dev.runner.modules.databases;

import java.util.Locale;

/// The kinds of objects that privileges are on.
public enum ObjectKind {
  TABLE('r'),
  SEQUENCE('s'),
  FUNCTION('f'),
  PROCEDURE('f'),
  DATABASE('d'),
  SCHEMA('n'),
  LANGUAGE('l'),
  TABLESPACE('t'),
  GROUP(' '),
  DEFAULT_PRIVS(' '),
  FOREIGN_DATA_WRAPPER('F'),
  FOREIGN_SERVER('S'),
  TYPE('T'),
  PARAMETER('p');

  private final char kind;

  ObjectKind(char kind) {
    this.kind = kind;
  }

  /// The letter that `acldefault` has for it.
  char kind() {
    return kind;
  }

  boolean isRoutine() {
    return this == FUNCTION || this == PROCEDURE;
  }

  /// Whether it is in a schema of which all can be meant.
  boolean isListed() {
    return isRoutine() || this == TABLE || this == SEQUENCE;
  }

  boolean isInSchema() {
    return isListed() || this == TYPE || this == DEFAULT_PRIVS;
  }

  /// How a statement calls it, with the blank behind; empty where it doesn't.
  String keyword() {
    return this == DEFAULT_PRIVS ? "" : name().replace('_', ' ') + " ";
  }

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
