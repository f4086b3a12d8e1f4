package dev.runner.modules.subversion;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.RemotePath;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commands of `svn`. The password comes by a pipe.
record Svn(
    Optional<RemotePath> executable,
    Optional<String> username,
    Optional<Secret> password,
    boolean validateCerts) {

  /// A command that talks to the server.
  Command acts(Object... words) {
    List<Object> all = new ArrayList<>(List.of(program(), "--non-interactive", "--no-auth-cache"));
    if (!validateCerts) {
      all.add("--trust-server-cert-failures=unknown-ca,cn-mismatch,expired,not-yet-valid,other");
    }
    username.ifPresent(name -> all.addAll(List.of("--username", name)));
    if (password.isPresent()) {
      all.add("--password-from-stdin");
    }
    all.addAll(List.of(words));
    Command command = Command.of(all).with("LC_ALL", "C");
    return password.map(secret -> command.reading(Content.of(secret))).orElse(command);
  }

  /// A command that looks at the working copy alone.
  Command local(Object... words) {
    List<Object> all = new ArrayList<>(List.of(program(), "--non-interactive"));
    all.addAll(List.of(words));
    return Command.of(all).with("LC_ALL", "C");
  }

  private Object program() {
    return executable.<Object>map(path -> path).orElse("svn");
  }
}
