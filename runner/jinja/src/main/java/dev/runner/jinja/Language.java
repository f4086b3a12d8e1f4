package dev.runner.jinja;

/// Whose rules apply where Jinja2 itself and the versions of Ansible differ.
public enum Language {
  /// Jinja2 alone: undefined values print as nothing unless the environment is strict.
  JINJA,
  /// ansible-core 2.14 to 2.18: text is read back as a literal, conditions needn't be boolean.
  ANSIBLE_2_14,
  /// ansible-core 2.19 and later: types are kept, conditions are boolean.
  ANSIBLE_2_19;

  /// Whether it is one of Ansible's.
  public boolean isAnsible() {
    return this != JINJA;
  }

  /// Whether it is the language of ansible-core before 2.19.
  public boolean isBefore219() {
    return this == ANSIBLE_2_14;
  }
}
