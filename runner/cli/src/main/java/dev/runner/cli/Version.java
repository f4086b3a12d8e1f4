package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.program.AnsibleInstallation;
import dev.runner.values.Python;
import dev.runner.variables.RunFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// What `--version` says. Under the name of one of Ansible's commands it says what scripts look for
/// there: the level of the language, and where things are looked for. Programs around Ansible
/// (ansible-lint) refuse to work with commands of another release than that of the library beside
/// them, so it is the library's, if it speaks the same language.
public final class Version implements CommandLine.IVersionProvider {
  /// The version of this source.
  public static final String NUMBER = "0.1.0";

  private final Main main;

  Version(Main main) {
    this.main = main;
  }

  @Override
  public String[] getVersion() {
    List<String> lines = new ArrayList<>();
    String java = "Java " + Runtime.version() + ", " + System.getProperty("java.vendor");
    main.command().ifPresentOrElse(name -> lines.addAll(ofCommand(name)), () -> lines.add(own()));
    lines.add(main.command().isPresent() ? "  " + java : java);
    return lines.toArray(String[]::new);
  }

  private static String own() {
    return "runner " + NUMBER;
  }

  private List<String> ofCommand(String name) {
    Configuration configuration = main.settings();
    String language = configuration.text(Option.LANGUAGE).orElse(RunFlags.NEWEST_LANGUAGE);
    String level =
        AnsibleInstallation.release(main.environment())
            .filter(release -> RunFlags.speaks(release, language))
            .orElseGet(() -> RunFlags.level(language));
    return List.of(
        "%s [core %s] (%s)".formatted(name, level, own()),
        "  config file = " + configuration.file().map(Path::toString).orElse("None"),
        "  configured module search path = " + list(configuration.paths(Option.MODULE_PATH)),
        "  ansible collection location = "
            + String.join(":", texts(configuration.paths(Option.COLLECTIONS_PATH))),
        "  executable location = "
            + Path.of(System.getProperty("runner.home", "")).resolve("bin/compat").resolve(name));
  }

  private static String list(List<Path> paths) {
    return Python.repr(texts(paths));
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
