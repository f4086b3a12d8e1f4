package dev.runner.transport.ssh;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;

/// Public key authentication: keys that were named sign at once, others are asked for first.
final class PublicKeyAuth extends UserAuthPublicKey {
  private final Login login;
  private Optional<Iterator<Candidate>> others = Optional.empty();

  PublicKeyAuth(Login login) {
    this.login = login;
  }

  /// Nothing to prepare: the agent is asked only when the named keys are used up.
  @Override
  protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
      ClientSession session, SignatureFactoriesManager manager) {
    return List.<PublicKeyIdentity>of().iterator();
  }

  @Override
  protected boolean sendAuthDataRequest(ClientSession session, String service) throws Exception {
    Optional<Candidate> named = login.nextNamed();
    if (named.isPresent()) {
      login.attempts().tried("key " + named.get().name());
      sendSigned(session, service, named.get());
      return true;
    }
    if (others.isEmpty()) {
      others = Optional.of(login.others().iterator());
    }
    if (!others.get().hasNext()) {
      return false;
    }
    Candidate next = others.get().next();
    login.attempts().tried("key " + next.name());
    currentAlgorithms.clear();
    keys = List.<PublicKeyIdentity>of(next).iterator();
    return super.sendAuthDataRequest(session, service);
  }

  /// RFC 4252, section 7.
  private void sendSigned(ClientSession session, String service, Candidate key) throws Exception {
    String user = session.getUsername();
    String algorithm = key.algorithm().getName();
    current = key;
    chosenAlgorithm = algorithm;
    Buffer buffer = session.createBuffer((byte) 50);
    buffer.putString(user);
    buffer.putString(service);
    buffer.putString(getName());
    buffer.putBoolean(true);
    buffer.putString(algorithm);
    buffer.putPublicKey(key.pair().getPublic());
    appendSignature(
        session, service, getName(), user, algorithm, key.pair().getPublic(), null, buffer);
    session.writePacket(buffer);
  }

  @Override
  public void destroy() {
    login.close();
    super.destroy();
  }
}
