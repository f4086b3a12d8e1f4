package dev.runner.modules.databases;

import dev.runner.module.Param;

/// Whether a dump tells the position in the binary log.
public enum BinlogPosition {
  @Param(name = "0", value = "No.")
  NONE(0),
  @Param(name = "1", value = "As a statement.")
  STATEMENT(1),
  @Param(name = "2", value = "In words.")
  WORDS(2);

  private final int number;

  BinlogPosition(int number) {
    this.number = number;
  }

  /// As the program that dumps takes it.
  int number() {
    return number;
  }
}
