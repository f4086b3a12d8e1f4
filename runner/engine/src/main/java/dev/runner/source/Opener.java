package dev.runner.source;

import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.values.Undefined;

/// Opens what is encrypted: the port that the vault fills.
@FunctionalInterface
public interface Opener {
  /// What an encrypted text begins with.
  String HEADER = "$ANSIBLE_VAULT;";

  /// There is nothing to open it with.
  Opener CLOSED =
      (envelope, at) -> {
        throw new DiagnosticException(
            Diagnostic.error(at, "Attempting to decrypt but no vault secrets found.")
                .asLocked()
                .withHint("give one: --vault-id, --vault-password-file or --ask-vault-pass"));
      };

  /// The plain text.
  ///
  /// @param at where the encrypted text stands
  /// @throws DiagnosticException if it can't be opened
  String open(String envelope, Origin at);

  /// The value of an encrypted scalar: secret text. Where it can't be opened it is locked, since
  /// nobody may need it.
  static Object lazily(Opener opener, Yaml.Scalar scalar) {
    try {
      String plain = opener.open(scalar.text(), scalar.origin());
      return Text.of(plain, Marks.trustedAt(scalar.origin()).opened(scalar.text()));
    } catch (DiagnosticException e) {
      String sentence = e.diagnostics().getFirst().sentence();
      return new Undefined(
          scalar.text(),
          "Attempt to use undecryptable variable: " + sentence,
          scalar.origin(),
          Undefined.Use.LOCKED);
    }
  }
}
