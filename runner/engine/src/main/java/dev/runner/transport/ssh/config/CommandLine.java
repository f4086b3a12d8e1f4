package dev.runner.transport.ssh.config;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Words as they stand between `ssh` and the host's name (`ansible_ssh_args` and its like).
final class CommandLine {
  /// What can be left out: it concerns a person at a terminal, or our own way of sharing
  /// connections.
  private static final String HARMLESS_FLAGS = "gKkMnqTtvXxYy";

  private static final String HARMLESS_WITH_VALUE = "eES";

  private final Options options;
  private Optional<String> file = Optional.empty();

  private CommandLine(Options options) {
    this.options = options;
  }

  /// Takes the words' options.
  ///
  /// @return the configuration file that replaces the usual ones, or `none` (`-F`)
  static Optional<String> read(List<String> words, Options options) throws OptionException {
    CommandLine line = new CommandLine(options);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      line.word(rest.next(), rest);
    }
    return line.file;
  }

  private void word(String word, Iterator<String> rest) throws OptionException {
    if (word.length() < 2 || word.charAt(0) != '-' || word.equals("--")) {
      throw new OptionException(
          "\"%s\" among the ssh options is no option of ssh's; they must begin with a dash."
              .formatted(word));
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (takesValue(letter)) {
        String behind = word.substring(i + 1);
        if (behind.isEmpty() && !rest.hasNext()) {
          throw new OptionException("The ssh option -%s lacks its value.".formatted(letter));
        }
        withValue(letter, behind.isEmpty() ? rest.next() : behind);
        return;
      }
      flag(letter);
    }
  }

  private static boolean takesValue(char letter) {
    return "BbcDEeFIiJLlmOoPpQRSWw".indexOf(letter) >= 0;
  }

  private void flag(char letter) throws OptionException {
    switch (letter) {
      case '4' -> set("AddressFamily", "inet", "-4");
      case '6' -> set("AddressFamily", "inet6", "-6");
      case 'A' -> set("ForwardAgent", "yes", "-A");
      case 'a' -> set("ForwardAgent", "no", "-a");
      case 'C' -> set("Compression", "yes", "-C");
      default -> {
        if (HARMLESS_FLAGS.indexOf(letter) < 0) {
          throw unsupported(letter, "");
        }
      }
    }
  }

  private void withValue(char letter, String value) throws OptionException {
    String where = "the ssh option -%s %s".formatted(letter, value);
    switch (letter) {
      case 'b' -> set("BindAddress", value, where);
      case 'c' -> set("Ciphers", value, where);
      case 'F' -> file = Optional.of(file.orElse(value));
      case 'i' -> set("IdentityFile", quoted(value), where);
      case 'J' -> set("ProxyJump", value, where);
      case 'l' -> set("User", value, where);
      case 'm' -> set("MACs", value, where);
      case 'P' -> set("Tag", value, where);
      case 'p' -> set("Port", value, where);
      case 'o' -> options.take(line(value, where));
      default -> {
        if (HARMLESS_WITH_VALUE.indexOf(letter) < 0) {
          throw unsupported(letter, value);
        }
      }
    }
  }

  private static Line line(String value, String where) throws OptionException {
    Line line =
        Line.read(value, where)
            .orElseThrow(() -> new OptionException(where + " lacks the option's name."));
    if (line.keyword().equalsIgnoreCase("Host")
        || line.keyword().equalsIgnoreCase("Match")
        || line.keyword().equalsIgnoreCase("Include")) {
      throw new OptionException(where + " is only for configuration files.");
    }
    return line;
  }

  private void set(String name, String value, String where) throws OptionException {
    options.take(new Line(name, value, where));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static OptionException unsupported(char letter, String value) {
    return new OptionException(
        "The ssh option -%s%s can't be honoured. Remove it for this host, or set ansible_connection: openssh."
            .formatted(letter, value.isEmpty() ? "" : " " + value));
  }

  /// Resolves the file of `-F` against the working directory.
  static Path path(String file, Path home) {
    return Path.of(Homes.expand(file, home)).toAbsolutePath();
  }
}
