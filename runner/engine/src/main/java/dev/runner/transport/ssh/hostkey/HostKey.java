package dev.runner.transport.ssh.hostkey;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A public key as files of known hosts write it.
///
/// @param type such as `ssh-ed25519`
/// @param base64 the key itself, as in the SSH protocol
public record HostKey(String type, String base64) {

  /// From the bytes of the SSH protocol.
  public static HostKey of(String type, byte[] blob) {
    return new HostKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /// As OpenSSH shows it: `SHA256:…`.
  public String fingerprint() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
