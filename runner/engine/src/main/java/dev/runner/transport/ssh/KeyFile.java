package dev.runner.transport.ssh;

import dev.runner.values.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;

/// What a file of a private key turned out to hold.
sealed interface KeyFile {
  /// The file.
  Path path();

  /// A key that can sign.
  record Usable(Path path, KeyPair pair) implements KeyFile {}

  /// It can't be used; why, as the end of a sentence.
  ///
  /// @param publicKey from the file beside it, if there is one: an agent may have the private half
  record Unusable(Path path, String why, Optional<PublicKey> publicKey) implements KeyFile {}

  /// Reads a private key in OpenSSH's or a PEM format.
  static KeyFile read(Path path, Optional<Secret> passphrase) {
    Optional<PublicKey> beside = publicKey(Path.of(path + ".pub"));
    Optional<String> open = openToOthers(path);
    if (open.isPresent()) {
      return new Unusable(path, open.get(), beside);
    }
    boolean[] asked = new boolean[1];
    FilePasswordProvider passwords =
        (session, resource, retry) -> {
          asked[0] = true;
          return passphrase.map(Secret::reveal).orElse(null);
        };
    try {
      byte[] content = EncryptedPkcs8.opened(Files.readAllBytes(path), passwords);
      NamedResource name = NamedResource.ofName(path.toString());
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, name, new ByteArrayInputStream(content), passwords);
      Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
      return found != null && found.hasNext()
          ? new Usable(path, found.next())
          : new Unusable(path, "holds no private key", beside);
    } catch (NoSuchFileException e) {
      return new Unusable(path, "does not exist", beside);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return new Unusable(path, why(asked[0], passphrase.isPresent(), e), beside);
    }
  }

  private static String why(boolean encrypted, boolean given, Exception e) {
    if (encrypted) {
      return given ? "does not open with this passphrase" : "needs a passphrase";
    }
    return "can't be read: " + Failures.text(e);
  }

  /// OpenSSH refuses a private key that others may read; so do we.
  private static Optional<String> openToOthers(Path path) {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
      boolean open = modes.stream().anyMatch(mode -> !mode.name().startsWith("OWNER"));
      return open
          ? Optional.of("may be read by others and is left out therefore (chmod 600 it)")
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // reading it will say what is wrong
    }
  }

  /// Reads a file of a public key or certificate.
  static Optional<PublicKey> publicKey(Path path) {
    try {
      for (String line : Files.readAllLines(path)) {
        AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
        if (entry != null) {
          return Optional.ofNullable(entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        }
      }
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty(); // only a hint: what matters is the private key
    }
  }
}
