package dev.runner.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The cryptography of Ansible Vault: keys by PBKDF2 (HMAC-SHA256, 10,000 rounds), AES256 in
/// counter mode over padded text, HMAC-SHA256 of the ciphertext.
final class VaultCipher {
  static final int SALT = 32;
  private static final int ROUNDS = 10_000;
  private static final int BLOCK = 16;
  private static final int KEY = 32;
  private static final String MAC = "HmacSHA256";

  private final SecretKeySpec encryption;
  private final SecretKeySpec authentication;
  private final IvParameterSpec start;

  VaultCipher(byte[] password, byte[] salt) {
    byte[] derived = derive(password, salt, 2 * KEY + BLOCK);
    this.encryption = new SecretKeySpec(derived, 0, KEY, "AES");
    this.authentication = new SecretKeySpec(derived, KEY, KEY, MAC);
    this.start = new IvParameterSpec(derived, 2 * KEY, BLOCK);
  }

  private static byte[] derive(byte[] password, byte[] salt, int length) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(password, MAC));
      byte[] out = new byte[0];
      for (int block = 1; out.length < length; block++) {
        byte[] next = block(mac, salt, block);
        out = Arrays.copyOf(out, out.length + next.length);
        System.arraycopy(next, 0, out, out.length - next.length, next.length);
      }
      return Arrays.copyOf(out, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  private static byte[] block(Mac mac, byte[] salt, int number) {
    mac.update(salt);
    byte[] round = mac.doFinal(new byte[] {0, 0, 0, (byte) number});
    byte[] sum = round.clone();
    for (int i = 1; i < ROUNDS; i++) {
      round = mac.doFinal(round);
      for (int j = 0; j < sum.length; j++) {
        sum[j] ^= round[j];
      }
    }
    return sum;
  }

  byte[] hmac(byte[] cipher) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(authentication);
      return mac.doFinal(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  byte[] encrypt(byte[] plain) {
    int padding = BLOCK - plain.length % BLOCK;
    byte[] padded = Arrays.copyOf(plain, plain.length + padding);
    Arrays.fill(padded, plain.length, padded.length, (byte) padding);
    return counter(Cipher.ENCRYPT_MODE, padded);
  }

  /// The plain bytes; nothing if the key is wrong or the text was changed.
  Optional<byte[]> decrypt(Envelope envelope) {
    if (!MessageDigest.isEqual(hmac(envelope.cipher()), envelope.hmac())) {
      return Optional.empty();
    }
    byte[] padded = counter(Cipher.DECRYPT_MODE, envelope.cipher());
    int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
    if (padding < 1 || padding > BLOCK || padded.length % BLOCK != 0) {
      return Optional.empty();
    }
    for (int i = padded.length - padding; i < padded.length; i++) {
      if (padded[i] != padding) {
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.copyOf(padded, padded.length - padding));
  }

  private byte[] counter(int mode, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, encryption, start);
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }
}
