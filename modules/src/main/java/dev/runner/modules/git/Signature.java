package dev.runner.modules.git;

import dev.runner.module.Output;
import dev.runner.module.Probe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who must have signed what is checked out.
///
/// @param wanted whether a signature is wanted at all
/// @param fingerprints those of which one has to match; any good signature if there are none
record Signature(boolean wanted, List<String> fingerprints) {
  private static final String GOOD = "[GNUPG:] VALIDSIG ";

  /// Why a commit or tag isn't good enough, if that is so.
  Optional<String> fault(Probe host, Checkout git, Target target) {
    boolean tag = target.kind() == Target.Kind.TAG && isAnnotated(host, git, target.name());
    String what = tag ? "refs/tags/" + target.name() : target.tip().orElse(target.name());
    Output output = host.look(git.asks(tag ? "verify-tag" : "verify-commit", "--raw", what));
    if (!output.ok()) {
      return Optional.of(failed(target));
    }
    return fingerprints.isEmpty() || output.err().lines().anyMatch(this::matches)
        ? Optional.empty()
        : Optional.of(failed(target) + ": it isn't signed by one of gpg_allowlist");
  }

  private static String failed(Target target) {
    return "Failed to verify GPG signature of commit/tag \"%s\"".formatted(target.name());
  }

  private static boolean isAnnotated(Probe host, Checkout git, String name) {
    return host.look(git.asks("cat-file", "-t", "refs/tags/" + name)).out().equals("tag");
  }

  /// The line names the key's fingerprint first and its primary key's last (GnuPG, doc/DETAILS,
  /// `VALIDSIG`).
  private boolean matches(String line) {
    if (!line.startsWith(GOOD)) {
      return false;
    }
    List<String> words = List.of(line.substring(GOOD.length()).split(" "));
    return fingerprints.stream()
        .map(text -> text.replace(" ", "").toUpperCase(Locale.ROOT))
        .anyMatch(each -> each.equals(words.getFirst()) || each.equals(words.getLast()));
  }
}
