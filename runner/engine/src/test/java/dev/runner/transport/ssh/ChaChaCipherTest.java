package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import org.apache.sshd.common.cipher.ChaCha20Cipher;
import org.apache.sshd.common.cipher.Cipher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The library's packets are MINA's, byte for byte, whichever side changes over and when.
class ChaChaCipherTest {
  private static final int HEAD = 4;
  private static final int TAG = 16;
  private static final int[] LENGTHS = {8, 16, 56, 63, 64, 65, 128, 1000, 4096, 32_784, 8, 255_000};

  private final Random random = new Random(7);
  private final byte[] key = bytes(64);
  private final byte[] nonce = ByteBuffer.allocate(8).putInt(0).putInt(-3).array();

  @BeforeEach
  void aMachineWithTheLibrary() {
    assumeTrue(Libcrypto.there().isPresent(), "libcrypto.so.3 isn't on this machine");
  }

  @Test
  void encryptsAsMinaDoes() throws Exception {
    for (long worthwhile : new long[] {0, 1, 500, 40_000, 1L << 40}) {
      Cipher ours = made(new ChaChaCipher(worthwhile), Cipher.Mode.Encrypt);
      Cipher minas = made(new ChaCha20Cipher(), Cipher.Mode.Encrypt);
      for (int length : LENGTHS) {
        byte[] packet = bytes(7 + HEAD + length + TAG);
        byte[] same = packet.clone();
        ours.updateWithAAD(packet, 7, HEAD, length);
        minas.updateWithAAD(same, 7, HEAD, length);
        assertArrayEquals(same, packet, "length %d, after %d".formatted(length, worthwhile));
      }
    }
  }

  @Test
  void readsWhatMinaEncrypted() throws Exception {
    for (long worthwhile : new long[] {0, 500, 40_000}) {
      Cipher ours = made(new ChaChaCipher(worthwhile), Cipher.Mode.Decrypt);
      Cipher minas = made(new ChaCha20Cipher(), Cipher.Mode.Encrypt);
      for (int length : LENGTHS) {
        byte[] packet = bytes(HEAD + length + TAG);
        byte[] plain = Arrays.copyOf(packet, HEAD + length);
        minas.updateWithAAD(packet, 0, HEAD, length);
        ours.updateAAD(packet, 0, HEAD);
        ours.update(packet, HEAD, length);
        assertArrayEquals(plain, Arrays.copyOf(packet, HEAD + length));
      }
    }
  }

  @Test
  void aChangedByteIsNoticed() throws Exception {
    Cipher ours = made(new ChaChaCipher(0), Cipher.Mode.Decrypt);
    Cipher minas = made(new ChaCha20Cipher(), Cipher.Mode.Encrypt);
    byte[] packet = bytes(HEAD + 64 + TAG);
    minas.updateWithAAD(packet, 0, HEAD, 64);
    packet[20] ^= 1;
    ours.updateAAD(packet, 0, HEAD);
    assertThrows(AEADBadTagException.class, () -> ours.update(packet, HEAD, 64));
  }

  private Cipher made(Cipher cipher, Cipher.Mode mode) throws Exception {
    cipher.init(mode, key, nonce);
    return cipher;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
