package dev.runner.modules.certificates;

import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import java.util.Optional;

/// Why a private key can't be used.
final class KeyObstacle {
  private KeyObstacle() {}

  /// @param what the key is called in the sentence
  static Optional<Plan> of(
      String what, KeySource source, Optional<Pending<FileStat>> there, Pending<Output> answer) {
    if (there.isPresent() && !there.get().get().exists()) {
      return Optional.of(
          Plan.refuse(
              "%s %s does not exist"
                  .formatted(what, source.path().map(RemotePath::text).orElse("")),
              "Make the private key first."));
    }
    KeySource.Looked looked = source.looked(answer);
    if (looked.publicKey().isPresent()) {
      return Optional.empty();
    }
    boolean locked = looked.isEncrypted() || source.passphrase().isPresent();
    return Optional.of(
        Plan.refuse(
            locked
                ? "Wrong or empty passphrase provided for private key"
                : "Wrong passphrase provided for private key, or private key cannot be parsed: "
                    + answer.get().lastWords(),
            "Name a private key, and its passphrase if it has one."));
  }
}
