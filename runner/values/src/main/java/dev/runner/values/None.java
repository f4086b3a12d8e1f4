package dev.runner.values;

/// Python's `None`, YAML's and JSON's null: a value that is there and says nothing.
public enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
