package dev.runner.modules.python;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An interpreter with the packages that it has.
///
/// @param environment for markers
/// @param packages versions by normalized name
/// @param origins where packages came from that came from no index, by normalized name
/// @param pip its version, such as 20.3.4; empty if there is none
/// @param uv does what pip does, where there is no pip
/// @param trouble why pip can't be asked; empty if it can
record Interpreter(
    RemotePath python,
    Optional<Steward> steward,
    Map<String, String> environment,
    Map<String, String> packages,
    Map<String, PackageOrigin> origins,
    String pip,
    Optional<RemotePath> uv,
    String trouble) {

  private static final Specifiers DRY_RUN = Specifiers.parse(">=22.2").orElseThrow();
  private static final Specifiers DOWNLOAD = Specifiers.parse(">=8").orElseThrow();
  private static final Specifiers CACHE = Specifiers.parse(">=6").orElseThrow();

  /// One of which nothing is known but where it is.
  static Interpreter bare(RemotePath python, Optional<Steward> steward) {
    return bare(python, steward, Optional.empty(), "");
  }

  /// One that can't say what packages it has.
  static Interpreter bare(
      RemotePath python, Optional<Steward> steward, Optional<RemotePath> uv, String trouble) {
    return new Interpreter(python, steward, Map.of(), Map.of(), Map.of(), "", uv, trouble);
  }

  /// The directories of packages that are used in place.
  List<String> inPlace() {
    return origins.values().stream()
        .filter(PackageOrigin::editable)
        .map(PackageOrigin::place)
        .toList();
  }

  /// All packages, a line for each, as pip freezes them.
  String frozen() {
    StringBuilder lines = new StringBuilder();
    packages.forEach(
        (name, version) -> lines.append(name).append("==").append(version).append('\n'));
    return lines.toString();
  }

  /// A question to another program about what belongs to it.
  Command inside(Command command) {
    return steward.isPresent() ? steward.get().asks(command) : command;
  }

  /// A question to it.
  Command asks(Object... words) {
    return asking(Command.of(python).and(words));
  }

  /// The command that puts this question to it.
  Command asking(Command command) {
    return inside(quiet(command).with("PYTHONDONTWRITEBYTECODE", "1"));
  }

  /// A question to its pip.
  Command asksPip(Object... words) {
    return asking(pip(words));
  }

  /// A change by its pip.
  Command actsPip(Object... words) {
    Command command = quiet(pip(words));
    return steward.isPresent() ? steward.get().acts(command) : command;
  }

  /// A change by it.
  Command acts(Object... words) {
    Command command = quiet(Command.of(python).and(words));
    return steward.isPresent() ? steward.get().acts(command) : command;
  }

  /// uv has pip's commands, is told the interpreter, and never asks.
  private Command pip(Object... words) {
    if (uv.isEmpty()) {
      return Command.of(python, "-m", "pip").and(words);
    }
    Object[] rest = Arrays.stream(words).skip(1).filter(word -> !word.equals("-y")).toArray();
    return Command.of(uv.get(), "pip", words[0], "--python", python).and(rest);
  }

  private static Command quiet(Command command) {
    return command
        .with("LC_ALL", "C.UTF-8")
        .with("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        .with("PIP_NO_INPUT", "1")
        .with("PIP_NO_COLOR", "1")
        .with("NO_COLOR", "1");
  }

  /// Whether it can say what it would install: pip can since it has `--dry-run` and `--report`.
  boolean foresees() {
    return uv.isPresent() || DRY_RUN.admit(pip);
  }

  /// Words of pip that fetch packages into a folder of ours and leave nothing elsewhere: before it
  /// had a command for that, it kept a log of failures at home.
  List<Object> fetching(RemotePath folder) {
    List<Object> words = new ArrayList<>();
    words.addAll(
        DOWNLOAD.admit(pip)
            ? List.of("download", "--dest", folder)
            : List.of("install", "--log-file", folder.resolve("pip.log"), "--download", folder));
    words.addAll(List.of("--quiet", "--no-deps"));
    words.addAll(CACHE.admit(pip) ? List.of("--no-cache-dir") : List.of());
    return words;
  }
}
