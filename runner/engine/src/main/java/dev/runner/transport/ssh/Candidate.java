package dev.runner.transport.ssh;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesHolder;

/// A key that may be tried, with the one way of signing that it is tried with: each try counts
/// against the few that a host allows.
///
/// @param name what to call it in messages: a file, or the agent's comment
/// @param pair the private half is absent when the agent has it
/// @param agent who signs if the private half is absent
/// @param algorithm how it signs
record Candidate(
    String name, KeyPair pair, Optional<Agent> agent, NamedFactory<Signature> algorithm)
    implements PublicKeyIdentity, SignatureFactoriesHolder {

  /// Absent if none of the accepted algorithms fits the key.
  static Optional<Candidate> of(
      String name, KeyPair pair, Optional<Agent> agent, List<NamedFactory<Signature>> accepted) {
    return algorithm(pair.getPublic(), accepted)
        .map(algorithm -> new Candidate(name, pair, agent, algorithm));
  }

  private static Optional<NamedFactory<Signature>> algorithm(
      PublicKey key, List<NamedFactory<Signature>> accepted) {
    String type = KeyUtils.getKeyType(key);
    if (type == null) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(KeyUtils.getAllEquivalentKeyTypes(type));
    names.add(type);
    return accepted.stream().filter(one -> names.contains(one.getName())).findFirst();
  }

  @Override
  public KeyPair getKeyIdentity() {
    return pair;
  }

  @Override
  public List<NamedFactory<Signature>> getSignatureFactories() {
    return List.of(algorithm);
  }

  @Override
  public Map.Entry<String, byte[]> sign(SessionContext session, String name, byte[] bytes)
      throws Exception {
    if (agent.isPresent()) {
      // for a certificate the agent names the plain algorithm
      byte[] signature = agent.get().sign(session, pair.getPublic(), name, bytes).getValue();
      return new SimpleImmutableEntry<>(name, signature);
    }
    Signature signer = algorithm.create();
    signer.initSigner(session, pair.getPrivate());
    signer.update(session, bytes);
    return new SimpleImmutableEntry<>(name, signer.sign(session));
  }
}
