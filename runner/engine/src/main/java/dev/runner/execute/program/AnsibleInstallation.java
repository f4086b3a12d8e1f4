package dev.runner.execute.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds an Ansible of the user's on the control machine, for the library that its Python modules
/// build on.
public final class AnsibleInstallation {
  private static final long SECONDS = 20;
  private static final String ASK =
      "import os, ansible.module_utils as m; print(os.path.dirname(m.__file__))";

  private static final Pattern VERSION =
      Pattern.compile("(?m)^__version__ = ['\"]([0-9]+[.][0-9]+[^'\"]*)['\"]");

  /// What Python calls the folder of packages; the second is Debian's
  /// (https://wiki.debian.org/Python).
  private static final List<String> PACKAGES = List.of("site-packages", "dist-packages");

  private AnsibleInstallation() {}

  /// The package `ansible.module_utils`: of the folder that `RUNNER_ANSIBLE` names (an environment
  /// of Python, the folder that holds `ansible`, or `ansible` itself), or of the first `ansible` on
  /// the path that is written in Python, or of `python3`.
  public static Optional<Path> library(Map<String, String> environment) {
    String named = environment.getOrDefault("RUNNER_ANSIBLE", "");
    if (!named.isBlank()) {
      return below(Path.of(named));
    }
    List<String> pythons = new ArrayList<>();
    programs("ansible", environment)
        .flatMap(each -> interpreter(each).stream())
        .findFirst()
        .ifPresent(pythons::add);
    programs("python3", environment).map(Path::toString).findFirst().ifPresent(pythons::add);
    return pythons.stream().flatMap(python -> ask(python).stream()).findFirst();
  }

  /// Which release of ansible-core that is, as its own file tells it: no Python is started.
  public static Optional<String> release(Map<String, String> environment) {
    String named = environment.getOrDefault("RUNNER_ANSIBLE", "");
    Stream<Path> folders =
        named.isBlank()
            ? programs("ansible", environment)
                .filter(each -> interpreter(each).isPresent())
                .limit(1)
                .flatMap(AnsibleInstallation::environments)
            : Stream.of(Path.of(named));
    return folders
        .flatMap(folder -> below(folder).stream())
        .findFirst()
        .flatMap(AnsibleInstallation::version);
  }

  /// Where the packages of a program in Python are: beside the folder in which it stands, or beside
  /// that of its Python, which it needn't be installed with.
  private static Stream<Path> environments(Path program) {
    Stream<Path> python = interpreter(program).stream().map(Path::of);
    return Stream.concat(Stream.of(program), python)
        .flatMap(each -> Stream.ofNullable(each.toAbsolutePath().getParent()))
        .flatMap(bin -> Stream.ofNullable(bin.getParent()));
  }

  private static Optional<String> version(Path library) {
    try {
      Matcher version = VERSION.matcher(Files.readString(library.resolveSibling("release.py")));
      return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> below(Path folder) {
    List<Path> places = new ArrayList<>(List.of(folder, folder.resolve("lib")));
    try (Stream<Path> versions = Files.list(folder.resolve("lib"))) {
      versions.flatMap(each -> PACKAGES.stream().map(each::resolve)).sorted().forEach(places::add);
    } catch (IOException e) {
      // it is no environment, but may be a folder of packages
    }
    return Stream.concat(Stream.of(folder), places.stream().map(each -> each.resolve("ansible")))
        .map(each -> each.resolve("module_utils"))
        .filter(each -> Files.isRegularFile(each.resolve("basic.py")))
        .findFirst();
  }

  /// All programs of this name on the path: the first `ansible` may be our own.
  private static Stream<Path> programs(String program, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable);
  }

  /// The Python of a program that is written in it; ours, under Ansible's name, isn't.
  private static Optional<String> interpreter(Path program) {
    try {
      byte[] start = new byte[0];
      try (var in = Files.newInputStream(program)) {
        start = in.readNBytes(256);
      }
      String line = new String(start, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
      return line.startsWith("#!") && line.contains("python")
          ? Optional.of(line.substring(2).strip().split("[ \t]+")[0])
              .filter(word -> !word.endsWith("/env"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> ask(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", ASK)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // What it says is a line, which the pipe holds until the program has ended.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 && !said.isBlank()
          ? Optional.of(Path.of(said.strip()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
