package dev.runner.cli;

import static java.util.Locale.ROOT;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.UserPrompt;
import dev.runner.execute.compile.RunOptions;
import dev.runner.inventory.ShellWords;
import dev.runner.module.DifferenceLimit;
import dev.runner.transport.ssh.SshTransport;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How hosts are reached, as the command line and Ansible's variables of the environment say; asks
/// for passwords.
final class Reach {
  private final ReachOptions options;
  private final Wiring wiring;
  private final Configuration settings;

  Reach(ReachOptions options, Wiring wiring) {
    this.options = options;
    this.wiring = wiring;
    this.settings = wiring.configuration();
  }

  /// Where hosts are likely to be reached by SSH, it is made ready beside what comes before.
  void expect() {
    if (connection().equals("ssh") && !wiring.inventory().sources().isEmpty()) {
      SshTransport.warmUp();
    }
  }

  /// How many hosts work at once.
  int forks() {
    int asked = options.forks != 0 ? options.forks : settings.number(Option.FORKS);
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
        password(
            options.askPassword || settings.flag(Option.ASK_PASS),
            text(options.passwordFile, Option.CONNECTION_PASSWORD_FILE).orElse(""),
            "SSH password: ");
    Optional<Secret> becomePassword =
        password(
            options.askBecomePassword || settings.flag(Option.BECOME_ASK_PASS),
            text(options.becomePasswordFile, Option.BECOME_PASSWORD_FILE).orElse(""),
            password.isPresent()
                ? asked() + " password[defaults to SSH password]: "
                : asked() + " password: ");
    if (becomePassword.isPresent() && becomePassword.filter(p -> !p.isEmpty()).isEmpty()) {
      becomePassword = password;
    }
    return reaching(password, becomePassword);
  }

  /// Whose password is asked for.
  private String asked() {
    return settings.flag(Option.AGNOSTIC_BECOME_PROMPT) ? "BECOME" : method().toUpperCase(ROOT);
  }

  private String method() {
    return text(options.becomeMethod, Option.BECOME_METHOD).orElse("sudo");
  }

  private RunOptions.Reaching reaching(Optional<Secret> password, Optional<Secret> becomePassword) {
    return new RunOptions.Reaching(
        connection(),
        port(),
        text(options.user, Option.REMOTE_USER),
        password,
        keys(),
        sshArgs(),
        settings.flag(Option.HOST_KEY_CHECKING) ? Optional.empty() : Optional.of("no"),
        deadline(),
        settings.number(Option.SSH_RETRIES),
        options.become || settings.flag(Option.BECOME),
        method(),
        text(options.becomeUser, Option.BECOME_USER),
        settings.text(Option.BECOME_EXE),
        settings.text(Option.BECOME_FLAGS),
        settings.text(Option.SUDO_CHDIR),
        becomePassword,
        settings.flag(Option.BECOME_ALLOW_SAME_USER),
        System.getProperty("user.name", ""),
        wiring.home());
  }

  private String connection() {
    return text(options.connection, Option.TRANSPORT).orElse("ssh");
  }

  private Optional<Integer> port() {
    return settings
        .text(Option.REMOTE_PORT)
        .map(
            text -> {
              if (!text.matches("[0-9]{1,5}")) {
                throw new BadOptions(
                    "%s: the port '%s' is no number"
                        .formatted(settings.setting(Option.REMOTE_PORT).from(), text));
              }
              return Integer.valueOf(text);
            });
  }

  /// What holds for plays and tasks that say nothing themselves.
  RunOptions.Defaults defaults() {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<Object> subset = new ArrayList<>(settings.list(Option.GATHER_SUBSET));
    if (!subset.isEmpty()) {
      facts.put("gather_subset", subset);
    }
    if (!settings.setting(Option.GATHER_TIMEOUT).isDefault()) {
      facts.put("gather_timeout", (long) settings.number(Option.GATHER_TIMEOUT));
    }
    settings.text(Option.FACT_PATH).ifPresent(path -> facts.put("fact_path", path));
    return new RunOptions.Defaults(
        settings.text(Option.STRATEGY).orElse("linear"),
        settings.flag(Option.ANY_ERRORS_FATAL),
        settings.flag(Option.NO_LOG),
        facts,
        settings.choice(Option.HOST_PATTERN_MISMATCH, RunOptions.Defaults.Mismatch.class),
        settings.flag(Option.ERROR_ON_MISSING_HANDLER),
        settings.flag(Option.INJECT_INVOCATION),
        settings.flag(Option.DISPLAY_ARGS_TO_STDOUT),
        new DifferenceLimit(settings.number(Option.MAX_DIFF_SIZE)),
        times());
  }

  private Map<String, Long> times() {
    Map<String, Long> times = new LinkedHashMap<>();
    if (settings.number(Option.TASK_TIMEOUT) > 0) {
      times.put("timeout", (long) settings.number(Option.TASK_TIMEOUT));
    }
    if (!settings.setting(Option.POLL_INTERVAL).isDefault()) {
      times.put("poll", (long) settings.number(Option.POLL_INTERVAL));
    }
    return times;
  }

  private Optional<String> text(String option, Option setting) {
    return option.isBlank() ? settings.text(setting) : Optional.of(option);
  }

  private List<Path> keys() {
    return options.keys.isEmpty()
        ? settings.path(Option.PRIVATE_KEY_FILE).map(List::of).orElse(List.of())
        : options.keys.stream().map(this::path).toList();
  }

  private Path path(String written) {
    return written.startsWith("~/")
        ? wiring.home().resolve(written.substring(2))
        : wiring.here().resolve(written);
  }

  private List<String> sshArgs() {
    List<String> words = new ArrayList<>();
    words(settings.text(Option.SSH_ARGS).orElse(""), words);
    words(text(options.sshCommonArgs, Option.SSH_COMMON_ARGS).orElse(""), words);
    words(text(options.sshExtraArgs, Option.SSH_EXTRA_ARGS).orElse(""), words);
    options.transferArgs.forEach(each -> words(each, words));
    return words;
  }

  private static void words(String text, List<String> words) {
    words.addAll(
        ShellWords.split(text)
            .orElseThrow(() -> new BadOptions("a quote isn't closed in '%s'".formatted(text))));
  }

  private Duration deadline() {
    return options.timeout > 0
        ? Duration.ofMillis((long) (options.timeout * 1000))
        : Duration.ofSeconds(settings.number(Option.TIMEOUT));
  }

  private Optional<Secret> password(boolean ask, String file, String question) {
    if (ask) {
      UserPrompt prompt = wiring.prompt();
      Optional<Secret> typed = prompt.password(question).map(Secret::of);
      if (typed.isEmpty()) {
        wiring
            .sources()
            .diagnostics()
            .warning(
                null,
                "%s there is no terminal to ask at, and no input: the run goes on without"
                    .formatted(question.strip()));
      }
      return typed;
    }
    return file.isBlank() ? Optional.empty() : Optional.of(read(path(file)));
  }

  private static Secret read(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      String what = Files.exists(file) ? "can't be read" : "was not found";
      throw new UncheckedIOException("The password file %s %s".formatted(file, what), e);
    }
  }
}
