package dev.runner.cli;

import dev.runner.execute.RunOptions;
import dev.runner.execute.UserPrompt;
import dev.runner.inventory.ShellWords;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How hosts are reached, as the command line and Ansible's variables of the environment say; asks
/// for passwords.
final class Reach {
  private static final double USUAL_SECONDS = 10;
  private static final int USUAL_FORKS = 50;

  private final ReachOptions options;
  private final Wiring wiring;

  Reach(ReachOptions options, Wiring wiring) {
    this.options = options;
    this.wiring = wiring;
  }

  /// How many hosts work at once.
  int forks() {
    int asked =
        options.forks != 0
            ? options.forks
            : wiring
                .setting("ANSIBLE_FORKS")
                .map(Reach::number)
                .orElse((double) USUAL_FORKS)
                .intValue();
    if (asked < 1) {
      throw new BadOptions("at least one host must work at once: -f takes a number above 0");
    }
    return asked;
  }

  /// The same without passwords, for runs that reach nobody.
  RunOptions.Reaching unasked() {
    return reaching(Optional.empty(), Optional.empty());
  }

  /// Asks for the passwords that are to be asked for, and puts all together.
  RunOptions.Reaching reaching() {
    Optional<Secret> password =
        password(options.askPassword, options.passwordFile, "SSH password: ");
    Optional<Secret> becomePassword =
        password(
            options.askBecomePassword,
            options.becomePasswordFile,
            password.isPresent()
                ? "BECOME password [defaults to SSH password]: "
                : "BECOME password: ");
    if (options.askBecomePassword && becomePassword.filter(p -> !p.isEmpty()).isEmpty()) {
      becomePassword = password;
    }
    return reaching(password, becomePassword);
  }

  private RunOptions.Reaching reaching(Optional<Secret> password, Optional<Secret> becomePassword) {
    return new RunOptions.Reaching(
        text(options.connection, "ANSIBLE_CONNECTION").orElse("ssh"),
        text(options.user, "ANSIBLE_REMOTE_USER"),
        password,
        keys(),
        sshArgs(),
        wiring
            .setting("ANSIBLE_HOST_KEY_CHECKING")
            .filter(word -> word.matches("(?i)false|no|0|off"))
            .map(word -> "no"),
        deadline(),
        options.become || wiring.setting("ANSIBLE_BECOME").filter(Reach::isYes).isPresent(),
        text(options.becomeMethod, "ANSIBLE_BECOME_METHOD").orElse("sudo"),
        text(options.becomeUser, "ANSIBLE_BECOME_USER"),
        becomePassword,
        wiring.home());
  }

  private static boolean isYes(String word) {
    return word.matches("(?i)true|yes|1|on");
  }

  private Optional<String> text(String option, String setting) {
    return option.isBlank() ? wiring.setting(setting) : Optional.of(option);
  }

  private List<Path> keys() {
    List<String> written = new ArrayList<>(options.keys);
    if (written.isEmpty()) {
      wiring.setting("ANSIBLE_PRIVATE_KEY_FILE").ifPresent(written::add);
    }
    return written.stream().map(this::path).toList();
  }

  private Path path(String written) {
    return written.startsWith("~/")
        ? wiring.home().resolve(written.substring(2))
        : wiring.here().resolve(written);
  }

  private List<String> sshArgs() {
    List<String> words = new ArrayList<>();
    words(wiring.setting("ANSIBLE_SSH_ARGS").orElse(""), words);
    words(text(options.sshCommonArgs, "ANSIBLE_SSH_COMMON_ARGS").orElse(""), words);
    words(text(options.sshExtraArgs, "ANSIBLE_SSH_EXTRA_ARGS").orElse(""), words);
    options.transferArgs.forEach(each -> words(each, words));
    return words;
  }

  private static void words(String text, List<String> words) {
    words.addAll(
        ShellWords.split(text)
            .orElseThrow(() -> new BadOptions("a quote isn't closed in '%s'".formatted(text))));
  }

  private Duration deadline() {
    double seconds =
        options.timeout > 0
            ? options.timeout
            : wiring.setting("ANSIBLE_TIMEOUT").map(Reach::number).orElse(USUAL_SECONDS);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new BadOptions("'%s' is no number".formatted(text));
    }
  }

  private Optional<Secret> password(boolean ask, String file, String question) {
    if (ask) {
      UserPrompt prompt = wiring.prompt();
      return Optional.of(
          prompt
              .ask(question, true)
              .map(Secret::of)
              .orElseThrow(
                  () ->
                      new BadOptions(
                          "there is no terminal to ask for a password at; give it in a file")));
    }
    return file.isBlank() ? Optional.empty() : Optional.of(read(path(file)));
  }

  private static Secret read(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the password file '%s' can't be read".formatted(file), e);
    }
  }
}
