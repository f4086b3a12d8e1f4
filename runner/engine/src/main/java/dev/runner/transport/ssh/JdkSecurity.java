package dev.runner.transport.ssh;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.SecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/// Tells MINA SSHD to take Ed25519 from the JDK: by itself it only looks among other libraries.
final class JdkSecurity implements SecurityProviderRegistrar {
  private static final String NAME = "SunEC";

  /// Registers it; doing so again changes nothing.
  static void register() {
    SecurityUtils.registerSecurityProvider(new JdkSecurity());
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Provider getSecurityProvider() {
    return Security.getProvider(NAME);
  }

  @Override
  public boolean isSupported() {
    return getSecurityProvider() != null;
  }

  /// Algorithms are found by the JDK's own order of providers; only Ed25519 comes from here.
  @Override
  public boolean isSecurityEntitySupported(Class<?> entityType, String name) {
    return false;
  }

  @Override
  public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
    return Optional.of(new JdkEd25519());
  }
}
