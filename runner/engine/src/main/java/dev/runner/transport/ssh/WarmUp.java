package dev.runner.transport.ssh;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/// What a run's first connection costs once, done before it: the classes, the JDK's providers and
/// the algorithms that most connections use are looked up, and used once.
final class WarmUp {
  private static final byte[] TEXT = "anything".getBytes(StandardCharsets.US_ASCII);

  private WarmUp() {}

  /// What is done beforehand.
  interface Work {
    void run() throws Exception;
  }

  /// Does so. Nothing is left behind.
  static void run() {
    quietly(MinaClient::made);
    quietly(WarmUp::use);
  }

  /// Does something of which nobody hears if it fails, whatever is wrong: a run may never need it,
  /// and a connection that does fails in the same way and tells.
  static void quietly(Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      // for example, this Java lacks an algorithm: connections take others
    }
  }

  /// Exchanges keys, signs and encrypts as with OpenSSH as it comes.
  static void use() throws Exception {
    exchange();
    sign();
    encrypt();
  }

  private static void exchange() throws Exception {
    AbstractDH mine = BuiltinDHFactories.curve25519.create();
    AbstractDH theirs = BuiltinDHFactories.curve25519.create();
    mine.getE(); // makes the key that is needed below
    mine.setF(theirs.getE());
    mine.getK();
  }

  private static void sign() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = BuiltinSignatures.ed25519.create();
    signature.initSigner(null, pair.getPrivate());
    signature.update(null, TEXT);
    byte[] signed = signature.sign(null);
    Signature check = BuiltinSignatures.ed25519.create();
    check.initVerifier(null, pair.getPublic());
    check.update(null, TEXT);
    check.verify(null, signed);
  }

  private static void encrypt() throws Exception {
    Cipher cipher = new ChaChaCipher();
    byte[] packet = new byte[4 + TEXT.length + cipher.getAuthenticationTagSize()];
    cipher.init(Cipher.Mode.Encrypt, new byte[cipher.getKdfSize()], new byte[cipher.getIVSize()]);
    cipher.updateWithAAD(packet, 0, 4, TEXT.length);
  }
}
