package dev.runner.configuration;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.DidYouMean;
import dev.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of a run, each with the place that it comes from. Immutable.
public final class Configuration {
  private static final String HOME = "~/.ansible";

  private final Map<Option, Setting> settings;
  private final Optional<Path> file;
  private final Path home;
  private final Path here;

  private Configuration(Map<Option, Setting> settings, Optional<Path> file, Path home, Path here) {
    this.settings = settings;
    this.file = file;
    this.home = home;
    this.here = here;
  }

  /// Finds and reads the configuration: the file that `ANSIBLE_CONFIG` names (or `ansible.cfg` in
  /// the directory that it names), `ansible.cfg` where the user stands unless everybody may write
  /// there, `~/.ansible.cfg`, `/etc/ansible/ansible.cfg`. Mistakes go to the diagnostics of the
  /// sources.
  public static Configuration read(Sources sources, Map<String, String> environment, Path home) {
    Optional<Path> file = find(sources, environment, home);
    Map<String, ConfigurationFile.Entry> entries =
        file.flatMap(path -> sources.text(path, null))
            .map(
                text ->
                    ConfigurationFile.read(
                        sources.name(file.orElseThrow()), text, sources.diagnostics()))
            .orElse(Map.of());
    Map<Option, Setting> settings = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      settings.put(option, setting(option, environment, entries));
    }
    Configuration configuration =
        new Configuration(settings, file.map(Path::toAbsolutePath), home, sources.here());
    configuration.check(sources);
    boolean old = configuration.text(Option.LANGUAGE).filter("2.14"::equals).isPresent();
    Unheeded.warn(entries, environment, old, sources.diagnostics());
    return configuration;
  }

  private static Optional<Path> find(Sources sources, Map<String, String> environment, Path home) {
    List<Path> candidates = new ArrayList<>();
    String named = environment.getOrDefault("ANSIBLE_CONFIG", "");
    if (!named.isEmpty()) {
      Path path = expand(named, home, sources.here());
      candidates.add(sources.files().isDirectory(path) ? path.resolve("ansible.cfg") : path);
    }
    Path beside = sources.here().resolve("ansible.cfg");
    if (sources.files().isFile(beside)) {
      if (everybodyMayWrite(sources.here())) {
        sources
            .diagnostics()
            .warning(
                sources.origin(beside),
                "not read: everybody may write in this directory, so anybody could have put it"
                    + " there",
                "chmod o-w the directory, or name the file by ANSIBLE_CONFIG");
      } else {
        candidates.add(beside);
      }
    }
    candidates.add(home.resolve(".ansible.cfg"));
    candidates.add(Path.of("/etc/ansible/ansible.cfg"));
    return sources.first(candidates);
  }

  private static boolean everybodyMayWrite(Path directory) {
    try {
      return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Setting setting(
      Option option,
      Map<String, String> environment,
      Map<String, ConfigurationFile.Entry> entries) {
    for (String variable : option.variables()) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        // Any value of NO_COLOR counts, see no-color.org.
        String meant = variable.equals("NO_COLOR") ? "true" : value;
        return new Setting(option, meant, "env: " + variable, false);
      }
    }
    for (String key : option.keys()) {
      ConfigurationFile.Entry entry = entries.get(key);
      if (entry != null) {
        return new Setting(option, entry.value(), entry.origin().toString(), false);
      }
    }
    String usual = option.byDefault();
    if (option != Option.ANSIBLE_HOME && usual.contains(HOME)) {
      usual = usual.replace(HOME, setting(Option.ANSIBLE_HOME, environment, entries).value());
    }
    return new Setting(option, usual, "default", true);
  }

  private void check(Sources sources) {
    for (Setting setting : settings.values()) {
      String value = setting.value().strip();
      boolean wrong =
          switch (setting.option().kind()) {
            case FLAG -> truth(value).isEmpty();
            case NUMBER -> !value.matches("[0-9]{1,9}");
            case TEXT, LIST, PATH, PATHS -> false;
          };
      if (wrong) {
        sources
            .diagnostics()
            .error(
                null,
                "Config '%s' from '%s' has an invalid value: '%s'"
                    .formatted(setting.option().ansibleName(), setting.from(), setting.value()),
                setting.option().kind() == Option.Kind.FLAG ? "say yes or no" : "it is a number");
      }
    }
  }

  /// The setting of an option, with its origin.
  public Setting setting(Option option) {
    return java.util.Objects.requireNonNull(settings.get(option));
  }

  /// All settings, in the order of the options.
  public List<Setting> all() {
    return List.copyOf(settings.values());
  }

  /// The value of an option: text, a number, true or false, or a list of texts.
  public Object value(Option option) {
    return switch (option.kind()) {
      case TEXT -> text(option).orElse("");
      case FLAG -> flag(option);
      case NUMBER -> (long) number(option);
      case LIST -> list(option);
      case PATH -> path(option).map(Path::toString).orElse("");
      case PATHS ->
          option == Option.INVENTORY
              ? inventories()
              : paths(option).stream().map(Path::toString).toList();
    };
  }

  /// The option of this name, or a hint at the nearest one.
  public static Optional<Option> option(String name) {
    return Arrays.stream(Option.values())
        .filter(option -> option.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /// What to say about a name that no option has.
  public static String hint(String name) {
    return DidYouMean.hint(
        name.toUpperCase(Locale.ROOT), Arrays.stream(Option.values()).map(Enum::name).toList());
  }

  /// The configuration file that was read.
  public Optional<Path> file() {
    return file;
  }

  /// The text of a setting; nothing if it is empty.
  public Optional<String> text(Option option) {
    return Optional.of(setting(option).value().strip()).filter(value -> !value.isEmpty());
  }

  /// Whether a setting says yes.
  public boolean flag(Option option) {
    return truth(setting(option).value().strip()).orElse(false);
  }

  /// The setting as one of several words.
  ///
  /// @throws DiagnosticException if it is none of them
  public <E extends Enum<E>> E choice(Option option, Class<E> words) {
    Setting setting = setting(option);
    String word = setting.value().strip();
    List<E> all = List.of(words.getEnumConstants());
    return all.stream()
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Diagnostic.error(
                            null,
                            "Config '%s' from '%s' has an invalid value: '%s'"
                                .formatted(option.ansibleName(), setting.from(), word))
                        .withHint(
                            "it is one of "
                                + String.join(
                                    ", ",
                                    all.stream()
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList()))));
  }

  /// The number of a setting.
  public int number(Option option) {
    String value = setting(option).value().strip();
    return value.matches("[0-9]{1,9}")
        ? Integer.parseInt(value)
        : Integer.parseInt(option.byDefault());
  }

  /// The words of a list.
  public List<String> list(Option option) {
    return Arrays.stream(setting(option).value().split("[,\\s]+"))
        .filter(word -> !word.isBlank())
        .toList();
  }

  /// The path of a setting: relative to the configuration file if it stands there.
  public Optional<Path> path(Option option) {
    return text(option).map(value -> resolve(option, value));
  }

  /// The paths of a setting.
  public List<Path> paths(Option option) {
    return Arrays.stream(setting(option).value().split(":"))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> resolve(option, value))
        .toList();
  }

  /// Folders that hold `ansible_collections`, which may be named itself, too.
  public List<Path> collections() {
    return paths(Option.COLLECTIONS_PATH).stream()
        .map(path -> path.endsWith("ansible_collections") ? path.resolveSibling("") : path)
        .toList();
  }

  /// The inventories that the setting names; a list of hosts, such as `a,b,`, stays as it is.
  public List<String> inventories() {
    String value = setting(Option.INVENTORY).value().strip();
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(each -> resolve(Option.INVENTORY, each).toString())
        .toList();
  }

  private Path resolve(Option option, String value) {
    Setting setting = setting(option);
    boolean written = !setting.isDefault() && !setting.from().startsWith("env: ");
    Path parent = file.map(Path::getParent).orElse(here);
    return expand(value, home, written ? parent : here);
  }

  private static Path expand(String value, Path home, Path base) {
    return value.equals("~")
        ? home
        : value.startsWith("~/")
            ? home.resolve(value.substring(2))
            : base.resolve(value).normalize();
  }

  private static Optional<Boolean> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on", "1", "y", "t" -> Optional.of(true);
      case "no", "false", "off", "0", "n", "f", "" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
