package dev.runner.transport.ssh;

import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.config.OptionException;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/// What one host's configuration asks for; what is absent is the client's.
///
/// @param hostKeysGiven whether the configuration says so, and its order must be kept
/// @param compression whether to offer it
record ChosenAlgorithms(
    Optional<List<NamedFactory<Cipher>>> ciphers,
    Optional<List<NamedFactory<Mac>>> macs,
    Optional<List<KeyExchangeFactory>> keyExchanges,
    List<NamedFactory<Signature>> hostKeys,
    boolean hostKeysGiven,
    List<NamedFactory<Signature>> publicKeys,
    boolean compression) {

  /// @throws OptionException where none of the algorithms named is there
  static ChosenAlgorithms of(HostOptions options) throws OptionException {
    HostOptions.Algorithms asked = options.algorithms();
    List<NamedFactory<Signature>> ours = Algorithms.signatures();
    List<BuiltinSignatures> signatures = Algorithms.supported(BuiltinSignatures.VALUES);
    return new ChosenAlgorithms(
        Algorithms.pick(asked.ciphers(), Algorithms.ciphers(), Algorithms.allCiphers()),
        Algorithms.pick(asked.macs(), Algorithms.macs(), Algorithms.supported(BuiltinMacs.VALUES)),
        Algorithms.pick(asked.keyExchanges(), Algorithms.keyExchanges(), allExchanges()),
        Algorithms.pick(asked.hostKeys(), ours, signatures).orElse(ours),
        asked.hostKeys().isPresent(),
        Algorithms.pick(asked.publicKeys(), ours, signatures).orElse(ours),
        options.compression());
  }

  private static List<KeyExchangeFactory> allExchanges() {
    return NamedFactory.setUpTransformedFactories(
        true, Algorithms.supported(BuiltinDHFactories.VALUES), ClientBuilder.DH2KEX);
  }

  /// Sets a session up with them.
  void into(ClientSession session) {
    ciphers.ifPresent(session::setCipherFactories);
    macs.ifPresent(session::setMacFactories);
    keyExchanges.ifPresent(session::setKeyExchangeFactories);
    session.setSignatureFactories(hostKeys);
    if (compression) {
      session.setCompressionFactories(
          List.of(BuiltinCompressions.delayedZlib, BuiltinCompressions.none));
    }
  }
}
