package dev.runner.module;

/// The Python of a host: the one that a task names, or else that of `ansible_python_interpreter`.
///
/// @param program a path, or a name that the host finds; `python3` where nobody names one
public record HostPython(String program) {
  /// What nobody names a Python by: it is to be found then.
  public static final String AUTO = "auto";

  private static final String FOUND = "python3";

  /// Whether it is the host's own, which nobody named.
  public boolean isFound() {
    return program.equals(FOUND);
  }

  /// The one of a name: of `auto`, and its variants such as `auto_silent`, it is the host's own.
  public static HostPython of(String name) {
    return new HostPython(name.isBlank() || name.startsWith(AUTO) ? FOUND : name);
  }
}
