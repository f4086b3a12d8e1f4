package dev.runner.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;

/// PEM files that begin with `ENCRYPTED PRIVATE KEY` (PKCS #8), which MINA SSHD opens with
/// BouncyCastle only.
final class EncryptedPkcs8 {
  private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
  private static final String END = "-----END ENCRYPTED PRIVATE KEY-----";

  private EncryptedPkcs8() {}

  /// The same key without encryption, or the content as it is if it isn't of that kind.
  static byte[] opened(byte[] content, FilePasswordProvider passwords)
      throws IOException, GeneralSecurityException {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return content;
    }
    String password = passwords.getPassword(null, NamedResource.ofName("key"), 0);
    if (password == null) {
      throw new GeneralSecurityException("no passphrase");
    }
    byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    String algorithm = info.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray())),
        info.getAlgParameters());
    byte[] key = info.getKeySpec(cipher).getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    return pem.getBytes(StandardCharsets.ISO_8859_1);
  }
}
