package dev.runner.transport.ssh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.apache.sshd.common.BuiltinFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.ChaCha20Cipher;
import org.apache.sshd.common.cipher.Cipher;
import org.jspecify.annotations.Nullable;

/// `chacha20-poly1305@openssh.com` (OpenSSH's PROTOCOL.chacha20poly1305): MINA's, until a
/// connection has moved so much that [Libcrypto] pays. Making it ready takes longer than a usual
/// run encrypts; from then on a large file takes a tenth of the cipher's time. Each packet has a
/// nonce of its own, its number, so the change can be made between any two.
final class ChaChaCipher extends ChaCha20Cipher {
  /// How many bytes pay for making the library ready.
  static final long WORTHWHILE = 4L << 20;

  private static final int KEY = 32;
  private static final int BLOCK = 64;

  private final long worthwhile;
  private byte[] key = new byte[0];
  private int packet;
  private long moved;
  private boolean asked;
  private @Nullable Fast fast;

  /// What makes them, under the name by which both sides know it.
  record Factory() implements BuiltinFactory<Cipher> {
    @Override
    public String getName() {
      return BuiltinCiphers.cc20p1305_openssh.getName();
    }

    @Override
    public boolean isSupported() {
      return true;
    }

    @Override
    public Cipher create() {
      return new ChaChaCipher();
    }
  }

  ChaChaCipher() {
    this(WORTHWHILE);
  }

  /// One that changes to the library after that many bytes.
  ChaChaCipher(long worthwhile) {
    this.worthwhile = worthwhile;
  }

  @Override
  public void init(Mode mode, byte[] key, byte[] nonce) throws Exception {
    super.init(mode, key, nonce);
    this.key = key.clone();
    packet = ByteBuffer.wrap(nonce).getInt(Integer.BYTES);
    moved = 0;
    asked = false;
    fast = null;
  }

  @Override
  public void updateAAD(byte[] data, int offset, int length) throws Exception {
    if (moved >= worthwhile && !asked) {
      asked = true;
      fast = Fast.made(mode, key).orElse(null);
    }
    if (fast == null) {
      super.updateAAD(data, offset, length);
    } else {
      fast.length(packet, data, offset, length);
    }
  }

  @Override
  public void update(byte[] data, int offset, int length) throws Exception {
    if (fast == null) {
      super.update(data, offset, length);
      moved += length;
    } else {
      fast.body(data, offset, length);
    }
    packet++;
  }

  /// The library's half, one packet after the other.
  private static final class Fast {
    private final Mode mode;
    private final Libcrypto.ChaCha lengths;
    private final Libcrypto.ChaCha bodies;
    private final Libcrypto.Poly poly;
    private final byte[] start = new byte[16];
    private final byte[] first = new byte[BLOCK];
    private final byte[] tag = new byte[Libcrypto.Poly.TAG];

    private Fast(Libcrypto library, Mode mode, byte[] key) throws GeneralSecurityException {
      this.mode = mode;
      bodies = library.chaCha(Arrays.copyOf(key, KEY));
      lengths = library.chaCha(Arrays.copyOfRange(key, KEY, 2 * KEY));
      poly = library.poly();
    }

    static Optional<Fast> made(Mode mode, byte[] key) {
      Optional<Libcrypto> library = Libcrypto.there();
      if (library.isEmpty()) {
        return Optional.empty();
      }
      try {
        boolean right = new Fast(library.get(), Mode.Encrypt, key).writesAsMina(key);
        return right ? Optional.of(new Fast(library.get(), mode, key)) : Optional.empty();
      } catch (Exception e) {
        return Optional.empty(); // no memory, or forbidden by the machine's policy: MINA's goes on
      }
    }

    /// The one place that mustn't be wrong trusts no library unseen: a packet of zeros, as this
    /// machine's library writes it, beside MINA's.
    private boolean writesAsMina(byte[] key) throws Exception {
      byte[] ours = new byte[Integer.BYTES + 3 * BLOCK + Libcrypto.Poly.TAG];
      byte[] minas = ours.clone();
      length(0, ours, 0, Integer.BYTES);
      body(ours, Integer.BYTES, 3 * BLOCK);
      ChaCha20Cipher mina = new ChaCha20Cipher();
      mina.init(Mode.Encrypt, key, new byte[mina.getIVSize()]);
      mina.updateWithAAD(minas, 0, Integer.BYTES, 3 * BLOCK);
      return Arrays.equals(ours, minas);
    }

    void length(int packet, byte[] data, int offset, int length) throws GeneralSecurityException {
      // the counter is 0, and the nonce's first half too
      ByteBuffer.wrap(start).order(ByteOrder.BIG_ENDIAN).putInt(12, packet);
      bodies.restart(start);
      Arrays.fill(first, (byte) 0);
      bodies.crypt(first, 0, BLOCK); // its key stream is the tag's key; the body begins after it
      poly.restart(first);
      if (mode == Mode.Decrypt) {
        poly.update(data, offset, length);
      }
      lengths.restart(start);
      lengths.crypt(data, offset, length);
      if (mode == Mode.Encrypt) {
        poly.update(data, offset, length);
      }
    }

    void body(byte[] data, int offset, int length) throws GeneralSecurityException {
      if (mode == Mode.Decrypt) {
        poly.update(data, offset, length);
        poly.finish(tag, 0);
        byte[] sent = Arrays.copyOfRange(data, offset + length, offset + length + tag.length);
        if (!MessageDigest.isEqual(tag, sent)) {
          throw new AEADBadTagException("Tag mismatch");
        }
      }
      bodies.crypt(data, offset, length);
      if (mode == Mode.Encrypt) {
        poly.update(data, offset, length);
        poly.finish(data, offset + length);
      }
    }
  }
}
