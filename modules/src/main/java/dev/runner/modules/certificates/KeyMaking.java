package dev.runner.modules.certificates;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;

/// The commands that make a private key, or write it in another way. No key is on a command line.
record KeyMaking(OpensslPrivatekey task) {
  /// Gets a key by the words behind the first two, and writes it to the first one in the way that
  /// the second one says.
  private static final String MAKE =
      """
      umask 077
      new=$1 how=$2
      shift 2
      "$@" >"$new.made" || exit 1
      case $how in
        raw:*) openssl pkey -in "$new.made" -outform DER | tail -c "${how#raw:}" >"$new" ;;
        pkcs1:) openssl pkey -in "$new.made" -traditional -out "$new" ;;
        pkcs1:*) openssl pkey -in "$new.made" -traditional -aes256 -passout env:RN_PASS -out "$new" ;;
        pkcs8:) openssl pkey -in "$new.made" -out "$new" ;;
        *) openssl pkey -in "$new.made" -aes256 -passout env:RN_PASS -out "$new" ;;
      esac
      status=$?
      rm -f "$new.made"
      [ $status -ne 0 ] || [ -s "$new" ]
      exit $?
      """;

  /// What is made, for people.
  String phrase() {
    return switch (task.type()) {
      case RSA, DSA -> "a key of %d bits by %s".formatted(task.size(), task.type().word());
      case ECC -> "a key on the curve " + task.curve().orElseThrow().word();
      default -> "a key of type " + task.type().word();
    };
  }

  /// The command that makes a key and leaves it in a file.
  Command making(RemotePath fresh) {
    Command script = Command.of("sh", "-c", MAKE, "key", fresh, how(), "openssl");
    return switch (task.type()) {
      case RSA ->
          script.and("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:" + task.size());
      case DSA -> script.and("dsaparam", "-noout", "-genkey", task.size());
      case ECC ->
          script.and(
              "ecparam",
              "-noout",
              "-genkey",
              "-name",
              Curve.openSsl(task.curve().orElseThrow().word()));
      default -> script.and("genpkey", "-algorithm", task.type().word());
    };
  }

  /// The command that writes the key that is there in another way, to another file.
  ///
  /// @param written how it is written now
  Command rewriting(RemotePath fresh, String written) {
    Command script = Command.of("sh", "-c", MAKE, "key", fresh, how());
    return written.equals("raw")
        ? script.and(
            "sh", "-c", KeySource.BARE, "bare", KeySource.head(task.type().word()), task.path())
        : script.and("openssl", "pkey", "-in", task.path(), "-passin", "env:RN_PASS");
  }

  private String how() {
    String wanted = task.wantedFormat();
    return wanted
        + ":"
        + (wanted.equals("raw")
            ? task.type().bareLength()
            : task.passphrase().isPresent() ? "aes" : "");
  }
}
