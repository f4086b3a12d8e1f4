package dev.runner.transport.ssh;

import dev.runner.transport.ssh.config.OptionException;
import dev.runner.transport.ssh.config.Pattern;
import dev.runner.transport.ssh.config.Setting;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.BuiltinFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/// Which algorithms are offered, and in which order: ours, or the configuration's.
final class Algorithms {
  private Algorithms() {}

  /// Curve25519 first: the client's share of a connection is 15 ms with it, 100 ms with the
  /// hybrids.
  static List<KeyExchangeFactory> keyExchanges() {
    return NamedFactory.setUpTransformedFactories(
        true,
        List.of(
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.dhgex256,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg18_512,
            BuiltinDHFactories.dhg14_256),
        ClientBuilder.DH2KEX);
  }

  /// ChaCha first, GCM last: as the quick compiler leaves them, without the processor's help for
  /// AES and SHA, ChaCha takes a quarter less of a large file's time.
  static List<NamedFactory<Cipher>> ciphers() {
    return List.copyOf(
        NamedFactory.setUpBuiltinFactories(
            true,
            List.of(
                new ChaChaCipher.Factory(),
                BuiltinCiphers.aes128ctr,
                BuiltinCiphers.aes256ctr,
                BuiltinCiphers.aes192ctr,
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256gcm)));
  }

  /// All that a configuration may name, old ones included.
  static List<BuiltinFactory<Cipher>> allCiphers() {
    return supported(BuiltinCiphers.VALUES).stream()
        .map(
            one ->
                one == BuiltinCiphers.cc20p1305_openssh
                    ? new ChaChaCipher.Factory()
                    : (BuiltinFactory<Cipher>) one)
        .toList();
  }

  /// As OpenSSH, without `ssh-rsa` and DSA.
  static List<NamedFactory<Signature>> signatures() {
    return List.copyOf(
        NamedFactory.setUpBuiltinFactories(
            true,
            List.of(
                BuiltinSignatures.ed25519_cert,
                BuiltinSignatures.nistp256_cert,
                BuiltinSignatures.nistp384_cert,
                BuiltinSignatures.nistp521_cert,
                BuiltinSignatures.rsaSHA512_cert,
                BuiltinSignatures.rsaSHA256_cert,
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256)));
  }

  /// As MINA SSHD has them.
  static List<NamedFactory<Mac>> macs() {
    return List.copyOf(
        NamedFactory.setUpBuiltinFactories(true, ClientBuilder.DEFAULT_MAC_PREFERENCE));
  }

  /// Of a kind, all that are there, old ones included, but not `none`.
  static <E extends NamedResource & OptionalFeature> List<E> supported(Collection<E> all) {
    return all.stream().filter(one -> one.isSupported() && !one.getName().equals("none")).toList();
  }

  /// Reads a list of names: `+` adds to ours, `-` takes away, `^` puts in front, otherwise it
  /// replaces ours. Names that this side doesn't have are passed over, as long as some are left.
  static <T extends NamedResource> Optional<List<T>> pick(
      Optional<Setting> setting, List<T> ours, List<? extends T> all) throws OptionException {
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    String value = setting.get().value();
    char sign = value.charAt(0);
    boolean signed = sign == '+' || sign == '-' || sign == '^';
    List<String> patterns = List.of((signed ? value.substring(1) : value).split(","));
    Set<T> named = named(patterns, all);
    Set<T> result = new LinkedHashSet<>();
    switch (sign) {
      case '+' -> {
        result.addAll(ours);
        result.addAll(named);
      }
      case '-' -> {
        result.addAll(ours);
        result.removeIf(one -> Pattern.fitsAny(patterns, one.getName()));
      }
      case '^' -> {
        result.addAll(named);
        result.addAll(ours);
      }
      default -> result.addAll(named);
    }
    if (result.isEmpty()) {
      throw new OptionException(
          "%s: %s %s names nothing that can be used here; there is %s."
              .formatted(
                  setting.get().where(), setting.get().name(), value, NamedResource.getNames(all)));
    }
    return Optional.of(List.copyOf(result));
  }

  private static <T extends NamedResource> Set<T> named(
      List<String> patterns, List<? extends T> all) {
    Set<T> named = new LinkedHashSet<>();
    for (String pattern : patterns) {
      for (T one : all) {
        if (Pattern.fits(pattern, one.getName())) {
          named.add(one);
        }
      }
    }
    return named;
  }
}
