package dev.runner.transport.ssh;

import dev.runner.transport.Target;
import dev.runner.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A home directory of a test, and targets as seen from there.
final class Home {
  private final Path folder;

  Home(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve(".ssh"));
  }

  Path folder() {
    return folder;
  }

  Path knownHosts() {
    return folder.resolve(".ssh/known_hosts");
  }

  /// Writes `~/.ssh/config`.
  void config(String text) throws IOException {
    Files.writeString(folder.resolve(".ssh/config"), text);
  }

  /// A pair of keys.
  Path key(String name, String type, String passphrase) throws Exception {
    Path file = folder.resolve(name);
    Sshd.key(file, type, passphrase);
    return file;
  }

  To to(String address) {
    return new To(folder, address);
  }

  /// Puts a target together.
  static final class To {
    private final Path home;
    private final String address;
    private Optional<Integer> port = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Optional<Secret> password = Optional.empty();
    private Optional<Secret> passphrase = Optional.empty();
    private Optional<String> checking = Optional.empty();
    private Duration deadline = Duration.ofSeconds(60);
    private final List<Path> keys = new ArrayList<>();
    // never the agent of whoever runs the test; Debian hashes names
    private final List<String> options =
        new ArrayList<>(List.of("-o", "IdentityAgent=none", "-o", "HashKnownHosts=no"));

    private To(Path home, String address) {
      this.home = home;
      this.address = address;
    }

    To port(int value) {
      port = Optional.of(value);
      return this;
    }

    To user(String value) {
      user = Optional.of(value);
      return this;
    }

    To password(String value) {
      password = Optional.of(Secret.of(value));
      return this;
    }

    To passphrase(String value) {
      passphrase = Optional.of(Secret.of(value));
      return this;
    }

    To key(Path value) {
      keys.add(value);
      return this;
    }

    To checking(String value) {
      checking = Optional.of(value);
      return this;
    }

    To deadline(Duration value) {
      deadline = value;
      return this;
    }

    /// These words only; in particular without `IdentityAgent=none`.
    To options(String... words) {
      options.clear();
      options.addAll(List.of(words));
      return this;
    }

    Target target() {
      return new Target(
          "web1",
          address,
          port,
          user,
          password,
          keys,
          passphrase,
          options,
          checking,
          deadline,
          0,
          home);
    }
  }
}
