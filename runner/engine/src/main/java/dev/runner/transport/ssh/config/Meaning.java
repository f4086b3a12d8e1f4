package dev.runner.transport.ssh.config;

import dev.runner.transport.ssh.config.HostOptions.Algorithms;
import dev.runner.transport.ssh.config.HostOptions.HostKeys;
import dev.runner.transport.ssh.config.HostOptions.Identities;
import dev.runner.transport.ssh.config.HostOptions.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns the options of one host into typed values, with OpenSSH's defaults except where ours are
/// named here.
final class Meaning {
  /// Ours: OpenSSH's 0 would leave a silent task waiting for ever on a connection that is dead.
  private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(15);

  private static final int ALIVE_COUNT = 3;

  private final Asking asking;
  private final Options options;
  private final Tokens tokens;

  Meaning(Asking asking, Options options) {
    this.asking = asking;
    this.options = options;
    this.tokens = Tokens.of(asking, options);
  }

  HostOptions of() throws OptionException {
    return new HostOptions(
        asking.host(),
        HostNames.effective(asking, options).toLowerCase(Locale.ROOT),
        number("Port", 22, 1, 65535),
        text("User").orElse(asking.user()),
        identities(),
        route(),
        hostKeys(),
        algorithms(),
        methods(),
        forwardAgent(),
        duration("ServerAliveInterval").orElse(ALIVE_INTERVAL),
        number("ServerAliveCountMax", ALIVE_COUNT, 0, Integer.MAX_VALUE),
        flag("TCPKeepAlive", true),
        duration("ConnectTimeout").filter(timeout -> !timeout.isZero()),
        number("ConnectionAttempts", 1, 1, Integer.MAX_VALUE),
        flag("Compression", false),
        environment());
  }

  private Identities identities() throws OptionException {
    List<Path> files = paths("IdentityFile");
    boolean named = !options.all("IdentityFile").isEmpty();
    if (!named) {
      for (String name : List.of("id_rsa", "id_ecdsa", "id_ed25519")) {
        files.add(asking.home().resolve(".ssh").resolve(name));
      }
    }
    return new Identities(
        files, named, paths("CertificateFile"), flag("IdentitiesOnly", false), agent());
  }

  private Optional<Path> agent() throws OptionException {
    Optional<Setting> setting = options.first("IdentityAgent");
    if (setting.isEmpty() || setting.get().value().equals("SSH_AUTH_SOCK")) {
      return socketOf("SSH_AUTH_SOCK");
    }
    String value = setting.get().value();
    if (value.equals("none")) {
      return Optional.empty();
    }
    if (value.startsWith("$") && !value.startsWith("${")) {
      return socketOf(value.substring(1));
    }
    return Optional.of(path(value, setting.get()));
  }

  private static Optional<Path> socketOf(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(v -> !v.isEmpty()).map(Path::of);
  }

  private Optional<Path> forwardAgent() throws OptionException {
    Optional<Setting> setting = options.first("ForwardAgent");
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    String value = setting.get().value();
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "no", "false" -> Optional.empty();
      case "yes", "true" -> agent();
      default ->
          value.startsWith("$") && !value.startsWith("${")
              ? socketOf(value.substring(1))
              : Optional.of(path(value, setting.get()));
    };
  }

  private Route route() throws OptionException {
    Optional<Setting> jump = options.first("ProxyJump");
    if (jump.isPresent() && !jump.get().value().equalsIgnoreCase("none")) {
      String hops = tokens.expand(jump.get().value(), jump.get().where());
      return new Route.Jump(List.of(hops.split("\\s*,\\s*")));
    }
    Optional<Setting> command = options.first("ProxyCommand");
    if (command.isPresent() && !command.get().value().equalsIgnoreCase("none")) {
      return new Route.Command(tokens.expand(command.get().value(), command.get().where()));
    }
    return new Route.Direct(
        choice("AddressFamily", "any", List.of("any", "inet", "inet6")), text("BindAddress"));
  }

  private HostKeys hostKeys() throws OptionException {
    String strictness =
        choice(
            "StrictHostKeyChecking",
            "accept-new", // ours; OpenSSH asks
            List.of("yes", "true", "accept-new", "no", "false", "off", "ask"));
    strictness =
        switch (strictness) {
          case "true" -> "yes";
          case "false", "off" -> "no";
          default -> strictness;
        };
    Path folder = asking.home().resolve(".ssh");
    return new HostKeys(
        strictness,
        text("HostKeyAlias"),
        files(
            "UserKnownHostsFile",
            List.of(folder.resolve("known_hosts"), folder.resolve("known_hosts2"))),
        files(
            "GlobalKnownHostsFile",
            List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"))),
        flag("HashKnownHosts", false),
        flag("NoHostAuthenticationForLocalhost", false),
        number("RequiredRSASize", 1024, 1024, 65536));
  }

  private Algorithms algorithms() {
    return new Algorithms(
        options.first("Ciphers"),
        options.first("MACs"),
        options.first("KexAlgorithms"),
        options.first("HostKeyAlgorithms"),
        options.first("PubkeyAcceptedAlgorithms"));
  }

  private List<String> methods() throws OptionException {
    String preferred =
        text("PreferredAuthentications").orElse("publickey,keyboard-interactive,password");
    List<String> methods = new ArrayList<>();
    for (String method : preferred.split(",")) {
      boolean on =
          switch (method) {
            case "publickey" -> enabled("PubkeyAuthentication");
            case "keyboard-interactive" -> flag("KbdInteractiveAuthentication", true);
            case "password" -> flag("PasswordAuthentication", true);
            default -> false; // OpenSSH leaves out what it doesn't have, too
          };
      if (on) {
        methods.add(method);
      }
    }
    return methods;
  }

  private boolean enabled(String name) throws OptionException {
    List<String> words = List.of("yes", "true", "no", "false", "unbound", "host-bound");
    String value = choice(name, "yes", words);
    return !value.equals("no") && !value.equals("false");
  }

  private Map<String, String> environment() throws OptionException {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Setting setting : options.all("SendEnv")) {
      for (String word : setting.words()) {
        if (word.startsWith("-")) {
          names.removeIf(name -> Pattern.fits(word.substring(1), name));
        } else {
          names.add(word);
        }
      }
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (names.stream().anyMatch(pattern -> Pattern.fits(pattern, name))) {
                variables.put(name, value);
              }
            });
    Optional<Setting> set = options.first("SetEnv");
    for (String word : set.map(Setting::words).orElse(List.of())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw set.get().wrong("needs NAME=value, not \"%s\".".formatted(word));
      }
      variables.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return variables;
  }

  private List<Path> paths(String name) throws OptionException {
    List<Path> paths = new ArrayList<>();
    for (Setting setting : options.all(name)) {
      if (!setting.value().equalsIgnoreCase("none")) {
        Path path = path(setting.value(), setting);
        if (!paths.contains(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private List<Path> files(String name, List<Path> usual) throws OptionException {
    Optional<Setting> setting = options.first(name);
    if (setting.isEmpty()) {
      return usual;
    }
    List<Path> files = new ArrayList<>();
    for (String word : setting.get().words()) {
      if (!word.equalsIgnoreCase("none")) {
        files.add(path(word, setting.get()));
      }
    }
    return files;
  }

  private Path path(String value, Setting setting) throws OptionException {
    String expanded = tokens.expandAll(Homes.expand(value, asking.home()), setting.where());
    return Path.of(expanded).toAbsolutePath();
  }

  private Optional<String> text(String name) {
    return options.first(name).map(Setting::value);
  }

  private boolean flag(String name, boolean usual) throws OptionException {
    String value = choice(name, usual ? "yes" : "no", List.of("yes", "true", "no", "false"));
    return value.equals("yes") || value.equals("true");
  }

  private String choice(String name, String usual, List<String> choices) throws OptionException {
    Optional<Setting> setting = options.first(name);
    if (setting.isEmpty()) {
      return usual;
    }
    String value = setting.get().value().toLowerCase(Locale.ROOT);
    if (!choices.contains(value)) {
      throw setting
          .get()
          .wrong("can't be \"%s\"; it is one of %s.".formatted(value, String.join(", ", choices)));
    }
    return value;
  }

  private int number(String name, int usual, int least, int most) throws OptionException {
    Optional<Setting> setting = options.first(name);
    if (setting.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(setting.get().value());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw setting
        .get()
        .wrong(
            "can't be \"%s\"; it is a number from %d%s."
                .formatted(
                    setting.get().value(), least, most == Integer.MAX_VALUE ? "" : " to " + most));
  }

  private Optional<Duration> duration(String name) throws OptionException {
    Optional<Setting> setting = options.first(name);
    if (setting.isEmpty() || setting.get().value().equals("none")) {
      return Optional.empty();
    }
    return Optional.of(Times.read(setting.get()));
  }
}
