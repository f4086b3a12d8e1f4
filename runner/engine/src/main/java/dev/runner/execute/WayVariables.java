package dev.runner.execute;

import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.task.Delegation;
import dev.runner.inventory.Host;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.variables.Frame;
import dev.runner.variables.VariableStore;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a task's templates see of the way to its host where no variable says it: `ansible_host` is
/// then the host's name, `ansible_user` the one who logs in, and so on.
record WayVariables(VariableStore store, RunOptions.Reaching given) {
  private static final String SHELL = "/bin/sh";

  /// All of them.
  static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "ansible_connection",
                  "ansible_host",
                  "ansible_password",
                  "ansible_port",
                  "ansible_shell_executable",
                  "ansible_ssh_host",
                  "ansible_ssh_pass",
                  "ansible_ssh_port",
                  "ansible_ssh_timeout",
                  "ansible_ssh_user",
                  "ansible_timeout",
                  "ansible_user")));

  /// The value; null if there is none.
  ///
  /// @param written the variables without these: keywords may ask for what they say themselves
  @Nullable Object of(String host, Frame frame, String name, Supplier<Scope> written) {
    if (frame.task().isEmpty() || !NAMES.contains(name)) {
      return null;
    }
    Function<String, Optional<String>> keywords =
        keyword -> text(frame.task().get().settings().get(keyword), written);
    String target = target(frame.task().get(), written, keywords).orElse(host);
    boolean elsewhere = !target.equals(host);
    return switch (name) {
      case "ansible_host", "ansible_ssh_host" ->
          said(target, frame, "ansible_ssh_host", "ansible_host").orElseGet(() -> address(target));
      case "ansible_user" -> user(target, frame, keywords, "ansible_ssh_user", elsewhere);
      case "ansible_ssh_user" -> user(target, frame, keywords, "ansible_user", true);
      case "ansible_port" -> port(target, frame, keywords, "ansible_ssh_port", elsewhere);
      case "ansible_ssh_port" -> port(target, frame, keywords, "ansible_port", true);
      case "ansible_password" -> password(target, frame, "ansible_ssh_pass");
      case "ansible_ssh_pass" -> password(target, frame, "ansible_password");
      case "ansible_connection" ->
          said(elsewhere ? target : "", frame, "ansible_connection")
              .or(() -> keywords.apply("connection"))
              .orElse(given.connection());
      case "ansible_timeout", "ansible_ssh_timeout" -> given.connectDeadline().toSeconds();
      default -> SHELL;
    };
  }

  private static Optional<String> target(
      Task task, Supplier<Scope> written, Function<String, Optional<String>> keywords) {
    if (task.settings().get("delegate_to") == null) {
      return Optional.empty();
    }
    Optional<String> decided = Delegation.decided(written.get());
    return decided.isPresent() ? decided : keywords.apply("delegate_to");
  }

  private String address(String host) {
    boolean implicit = store.inventory().host(host).filter(Host::implicit).isPresent();
    return implicit ? "127.0.0.1" : host;
  }

  private @Nullable Object user(
      String target,
      Frame frame,
      Function<String, Optional<String>> keywords,
      String other,
      boolean both) {
    return said(target, frame, other)
        .or(() -> both ? said(target, frame, "ansible_user") : Optional.empty())
        .or(() -> keywords.apply("remote_user"))
        .or(given::user)
        .orElse(null);
  }

  private @Nullable Object password(String target, Frame frame, String other) {
    return said(target, frame, other)
        .or(() -> given.password().map(secret -> secret.text(value -> value)))
        .orElse(null);
  }

  private @Nullable Object port(
      String target,
      Frame frame,
      Function<String, Optional<String>> keywords,
      String other,
      boolean both) {
    return said(target, frame, other)
        .or(() -> both ? said(target, frame, "ansible_port") : Optional.empty())
        .or(
            () ->
                keywords.apply("port").filter(text -> text.matches("\\d{1,5}")).map(Long::valueOf))
        .or(() -> given.port().map(Long::valueOf).map(Object.class::cast))
        .orElse(null);
  }

  /// What the variables of a host say.
  private Optional<Object> said(String host, Frame frame, String... names) {
    for (String name : names) {
      Object value = host.isEmpty() ? null : store.lookup(host, frame, name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(@Nullable Object keyword, Supplier<Scope> written) {
    try {
      return keyword == null ? Optional.empty() : Keywords.plain(keyword, written.get());
    } catch (TemplateException e) {
      return Optional.empty(); // the task will say so, if it matters
    }
  }
}
