package dev.runner.modules.certificates;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A private key: a file of the host, or text, and the passphrase. It is used on the host alone:
/// its passphrase goes there in the environment of `openssl`, its text by a pipe.
///
/// @param kind what a key of 32 bare bytes is: X25519 or Ed25519
record KeySource(
    Optional<RemotePath> path, Optional<Secret> content, Optional<Secret> passphrase, String kind) {

  private static final String PASSPHRASE = "RN_PASS";

  /// Takes the key from its file or from the pipe and says its heading, a line of `=` and the
  /// public key. A bare key has no heading: it gets the beginning that the format of keys would
  /// have.
  private static final String LOOK =
      """
      if [ -n "$1" ]; then
        key=$1
      else
        key=$3/key
        umask 077
        cat >"$key" || exit 1
        trap 'rm -f "$key"' EXIT
      fi
      sed -n '/^-----BEGIN /p;/^Proc-Type: /p' "$key" || exit 1
      echo =
      if grep -q -e '-----BEGIN ' "$key"; then
        openssl pkey -in "$key" -passin env:RN_PASS -pubout
        exit
      fi
      case $(($(wc -c <"$key"))):$2 in
        32:X25519) head=%s ;;
        32:*) head=%s ;;
        56:*) head=%s ;;
        57:*) head=%s ;;
        *) exit 1 ;;
      esac
      { printf "$head"; cat "$key"; } | openssl pkey -inform DER -pubout
      """;

  /// Says a bare key in the format of keys.
  static final String BARE = "{ printf \"$1\"; cat \"$2\"; } | openssl pkey -inform DER";

  /// What stands before a bare key in the format of keys, for `printf`.
  static String head(String kind) {
    return switch (kind) {
      case "X25519" -> octal("302e020100300506032b656e04220420");
      case "X448" -> octal("3046020100300506032b656f043a0438");
      case "Ed448" -> octal("3047020100300506032b6571043b0439");
      default -> octal("302e020100300506032b657004220420");
    };
  }

  private static String octal(String hex) {
    StringBuilder text = new StringBuilder();
    for (byte each : HexFormat.of().parseHex(hex)) {
      text.append("\\%03o".formatted(each & 0xff));
    }
    return text.toString();
  }

  /// Signs what the fifth word is in base 64.
  private static final String SIGN =
      """
      umask 077
      printf '%s\\n' "$5" | openssl base64 -d >"$3/signed" || exit 1
      key=$1
      if [ -z "$key" ]; then
        key=$3/key
        cat >"$key" || exit 1
      fi
      if [ -n "$4" ]; then
        openssl dgst "-$4" -sign "$key" -passin env:RN_PASS "$3/signed"
      else
        openssl pkeyutl -sign -rawin -inkey "$key" -passin env:RN_PASS -in "$3/signed"
      fi
      status=$?
      rm -f "$3/key" "$3/signed"
      exit $status
      """;

  /// What a host says of a key.
  ///
  /// @param heading the lines before its text; empty for a bare key
  /// @param publicKey if it can be read
  record Looked(String heading, Optional<PublicKey> publicKey) {
    boolean isEncrypted() {
      return heading.contains("ENCRYPTED");
    }

    /// How it is written: pkcs1, pkcs8 or raw.
    String format() {
      if (heading.isEmpty()) {
        return "raw";
      }
      return heading.matches("(?s).*BEGIN (ENCRYPTED )?PRIVATE KEY.*") ? "pkcs8" : "pkcs1";
    }
  }

  /// Puts the question what the key is.
  Pending<Output> ask(Probe host) {
    return host.lookLater(
        command(
            host,
            LOOK.formatted(quoted("X25519"), quoted("Ed25519"), quoted("X448"), quoted("Ed448")),
            Optional.empty()));
  }

  private static String quoted(String kind) {
    return "'" + head(kind) + "'";
  }

  /// The answer.
  Looked looked(Pending<Output> answer) {
    Output output = answer.get();
    String[] parts = output.out().split("(?m)^=$", 2);
    boolean right = output.ok() && parts.length == 2;
    Optional<PublicKey> key = right ? PublicKey.read(parts[1]) : Optional.empty();
    Looked looked = new Looked(parts[0].strip(), key);
    return passphrase.isPresent() && !looked.isEncrypted()
        ? new Looked(looked.heading(), Optional.empty())
        : looked;
  }

  /// The signature of these bytes. To sign changes nothing on the host.
  ///
  /// @param kind of the key
  Output sign(Probe host, String kind, String digest, byte[] bytes) {
    return host.look(
        command(host, SIGN, Optional.of(Signatures.isPure(kind) ? "" : digest))
            .and(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
  }

  private Command command(Probe host, String script, Optional<String> digest) {
    boolean written = content.isPresent() || digest.isPresent();
    Command command =
        Command.of(
            "sh",
            "-c",
            script,
            "key",
            path.map(RemotePath::text).orElse(""),
            kind,
            written ? host.scratch() : "");
    Command digesting = digest.map(command::and).orElse(command);
    return content
        .map(text -> digesting.reading(Content.of(text)))
        .orElse(digesting)
        .with(PASSPHRASE, spoken());
  }

  /// The passphrase as a child's environment has it.
  private Text spoken() {
    return passphrase.map(word -> word.text(text -> text)).orElse(Text.secret(""));
  }

  /// The command with the passphrase in its environment.
  Command knowing(Command command) {
    return command.with(PASSPHRASE, spoken());
  }

  /// What stands for a file in results.
  Object shown() {
    return shown(path);
  }

  static Object shown(Optional<RemotePath> path) {
    return path.<Object>map(RemotePath::text).orElse(dev.runner.values.None.NONE);
  }
}
