package dev.runner.execute.reach;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.RunOptions;
import dev.runner.inventory.ShellWords;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.Identity;
import dev.runner.transport.Target;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds out how a host is reached, and as whom: its variables, then keywords, then the command
/// line, as Ansible's documentation orders them.
public final class WayFinder {
  private static final Set<String> METHODS = Set.of("sudo", "su", "doas");

  private final RunOptions.Reaching given;

  public WayFinder(RunOptions.Reaching given) {
    this.given = given;
  }

  /// How to get to a host.
  ///
  /// @param host its name in the inventory
  /// @param variables of that host
  /// @param keywords the scope in which the task's keywords are rendered
  public Way way(String host, Scope variables, CompiledTask task, Scope keywords) {
    String connection = connection(variables, task, keywords);
    Target target =
        new Target(
            host,
            first(variables, "ansible_ssh_host", "ansible_host").orElse(host),
            port(variables, task, keywords),
            user(variables, task, keywords),
            secret(
                    variables,
                    "ansible_ssh_password",
                    "ansible_ssh_pass",
                    "ansible_password",
                    "ansible_pass")
                .or(given::password),
            keys(variables),
            secret(variables, "ansible_ssh_private_key_passphrase"),
            options(variables),
            checking(variables).or(given::hostKeyChecking),
            deadline(variables),
            retries(variables),
            given.home());
    return new Way(connection, target);
  }

  private String connection(Scope variables, CompiledTask task, Scope keywords) {
    return connection(
        first(variables, "ansible_connection")
            .or(() -> Keywords.of("connection", task, keywords))
            .orElse(given.connection()));
  }

  private Optional<String> user(Scope variables, CompiledTask task, Scope keywords) {
    return first(variables, "ansible_ssh_user", "ansible_user")
        .or(() -> Keywords.of("remote_user", task, keywords))
        .or(given::user);
  }

  /// Whether somebody logs in as this user, as far as that is known beforehand.
  private boolean is(String wanted, Scope variables, CompiledTask task, Scope keywords) {
    return connection(variables, task, keywords).equals("local")
        ? given.self().equals(wanted)
        : user(variables, task, keywords).filter(wanted::equals).isPresent();
  }

  /// The names that Ansible's users write: the plugin's with its collection, and `smart`.
  private static String connection(String written) {
    String name = written.substring(written.lastIndexOf('.') + 1);
    return switch (name) {
      case "smart", "paramiko", "paramiko_ssh" -> "ssh";
      default -> name;
    };
  }

  private Optional<Integer> port(Scope variables, CompiledTask task, Scope keywords) {
    Optional<String> written =
        first(variables, "ansible_ssh_port", "ansible_port")
            .or(() -> Keywords.of("port", task, keywords));
    return written
        .map(
            text -> {
              try {
                return Integer.valueOf(text.strip());
              } catch (NumberFormatException e) {
                throw mistake("the port '%s' is no number".formatted(text), e);
              }
            })
        .or(given::port);
  }

  private List<Path> keys(Scope variables) {
    return first(variables, "ansible_ssh_private_key_file", "ansible_private_key_file")
        .map(file -> List.of(home(file)))
        .orElse(given.keyFiles());
  }

  private Path home(String file) {
    return file.startsWith("~/") ? given.home().resolve(file.substring(2)) : Path.of(file);
  }

  /// Words for OpenSSH: those of the variables take the place of the command line's.
  private List<String> options(Scope variables) {
    List<String> words = new ArrayList<>();
    for (String name :
        List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
      first(variables, name).ifPresent(text -> words.addAll(words(text)));
    }
    return words.isEmpty() ? given.sshArgs() : words;
  }

  private static List<String> words(String text) {
    return ShellWords.split(text)
        .orElseThrow(() -> mistake("a quote isn't closed in '%s'".formatted(text), null));
  }

  private static Optional<String> checking(Scope variables) {
    return first(variables, "ansible_ssh_host_key_checking", "ansible_host_key_checking")
        .filter(word -> word.toLowerCase(Locale.ROOT).matches("false|no|off|0|n|f"))
        .map(word -> "no");
  }

  private Duration deadline(Scope variables) {
    return first(variables, "ansible_ssh_timeout", "ansible_timeout")
        .map(
            text -> {
              try {
                return Duration.ofMillis((long) (1000 * Double.parseDouble(text.strip())));
              } catch (NumberFormatException e) {
                throw mistake("the timeout '%s' is no number".formatted(text), e);
              }
            })
        .orElse(given.connectDeadline());
  }

  private int retries(Scope variables) {
    return first(variables, "ansible_ssh_retries")
        .map(
            text -> {
              if (!text.strip().matches("[0-9]{1,9}")) {
                throw mistake("ansible_ssh_retries '%s' is no number".formatted(text), null);
              }
              return Integer.parseInt(text.strip());
            })
        .orElse(given.retries());
  }

  /// As whom a task works on a host.
  public Identity identity(Scope variables, CompiledTask task, Scope keywords) {
    boolean become =
        flag(variables, "ansible_become")
            .or(() -> Keywords.flag("become", task, keywords))
            .orElse(given.become());
    if (!become) {
      return new Identity.Login();
    }
    String written =
        first(variables, "ansible_become_method")
            .or(() -> Keywords.of("become_method", task, keywords))
            .orElse(given.becomeMethod());
    String method = written.substring(written.lastIndexOf('.') + 1);
    if (!METHODS.contains(method)) {
      throw mistake(
          "Invalid become method specified, could not find matching plugin: '%s'; it is sudo, su or doas"
              .formatted(written),
          null);
    }
    String own = "ansible_" + method;
    String user =
        first(variables, own + "_user", "ansible_become_user")
            .or(() -> Keywords.of("become_user", task, keywords))
            .or(given::becomeUser)
            .filter(name -> !name.isEmpty())
            .orElse("root");
    if (!given.becomesSame() && is(user, variables, task, keywords)) {
      return new Identity.Login(); // needs no program, which hosts of root's may not have
    }
    return new Identity.Become(
        method,
        user,
        first(variables, own + "_exe", "ansible_become_exe")
            .or(() -> Keywords.of("become_exe", task, keywords))
            .or(given::becomeExe),
        first(variables, own + "_flags", "ansible_become_flags")
            .or(() -> Keywords.of("become_flags", task, keywords))
            .or(given::becomeFlags)
            .map(WayFinder::words)
            .orElse(List.of()),
        method.equals("sudo")
            ? first(variables, "ansible_sudo_chdir")
                .or(given::sudoDirectory)
                .filter(path -> !path.isEmpty())
            : Optional.empty(),
        secret(
                variables,
                own + "_password",
                own + "_pass",
                "ansible_become_password",
                "ansible_become_pass")
            .or(given::becomePassword));
  }

  private static Optional<Boolean> flag(Scope variables, String name) {
    if (!variables.isWritten(name)) {
      return Optional.empty();
    }
    Object value = variables.get(name);
    return value instanceof Undefined || value == None.NONE
        ? Optional.empty()
        : Optional.of(variables.flag(value));
  }

  /// The first of these variables that has a value.
  private static Optional<String> first(Scope variables, String... names) {
    for (String name : names) {
      Optional<Text> value = value(variables, name);
      if (value.isPresent()) {
        return value.map(Text::value);
      }
    }
    return Optional.empty();
  }

  private static Optional<Secret> secret(Scope variables, String... names) {
    for (String name : names) {
      Optional<Text> value = value(variables, name);
      if (value.isPresent()) {
        return value.map(text -> Secret.of(text.value()));
      }
    }
    return Optional.empty();
  }

  /// A variable that isn't defined isn't given; one whose template can't be rendered is a mistake.
  /// What the way is taken to be for templates is found here, and not asked.
  private static Optional<Text> value(Scope variables, String name) {
    if (!variables.isWritten(name)) {
      return Optional.empty();
    }
    Object value = variables.get(name);
    if (value instanceof Undefined undefined) {
      if (!undefined.name().equals(name)) {
        throw mistake("'%s' can't be rendered: %s".formatted(name, undefined.hint()), null);
      }
      return Optional.empty();
    }
    return Keywords.text(value, variables);
  }

  private static TemplateException mistake(
      String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
    return new TemplateException(sentence, "", null, false, cause);
  }
}
