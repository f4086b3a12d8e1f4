package dev.runner.transport.ssh.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every option of OpenSSH's client, and what it is to us.
final class OptionTable {
  /// What an option is to us.
  enum Use {
    /// We do what it says.
    HONOURED,
    /// It makes no difference to a program that is run without a person at a terminal, or only
    /// loosens what we keep strict.
    HARMLESS,
    /// It matters and we can't do it, unless it has a value that switches it off.
    UNSUPPORTED
  }

  /// @param name as the manual spells it
  record Entry(String name, Use use) {}

  private static final Map<String, Entry> ENTRIES = new HashMap<>();

  static {
    put(
        Use.HONOURED,
        """
        Host Match Include HostName Port User IdentityFile IdentitiesOnly IdentityAgent \
        CertificateFile ProxyJump ProxyCommand ForwardAgent ServerAliveInterval ServerAliveCountMax \
        StrictHostKeyChecking UserKnownHostsFile GlobalKnownHostsFile HostKeyAlias HashKnownHosts \
        NoHostAuthenticationForLocalhost ConnectTimeout ConnectionAttempts AddressFamily BindAddress \
        Ciphers MACs KexAlgorithms HostKeyAlgorithms PubkeyAcceptedAlgorithms \
        PreferredAuthentications PasswordAuthentication PubkeyAuthentication \
        KbdInteractiveAuthentication Compression IgnoreUnknown SetEnv SendEnv TCPKeepAlive \
        RequiredRSASize Tag""");
    put(
        Use.HARMLESS,
        """
        AddKeysToAgent BatchMode CanonicalDomains CanonicalizeFallbackLocal CanonicalizeMaxDots \
        CanonicalizePermittedCNAMEs ChannelTimeout CheckHostIP ClearAllForwardings ControlMaster \
        ControlPath ControlPersist EnableEscapeCommandline EnableSSHKeysign EscapeChar \
        ExitOnForwardFailure FingerprintHash ForwardX11 ForwardX11Timeout ForwardX11Trusted \
        GatewayPorts GSSAPIAuthentication GSSAPIClientIdentity GSSAPIDelegateCredentials \
        GSSAPIKexAlgorithms GSSAPIKeyExchange GSSAPIRenewalForcesRekey GSSAPIServerIdentity \
        GSSAPITrustDns HostbasedAcceptedAlgorithms IPQoS LocalCommand LogLevel LogVerbose \
        NumberOfPasswordPrompts ObscureKeystrokeTiming PermitRemoteOpen RekeyLimit RequestTTY \
        SecurityKeyProvider StdinNull StreamLocalBindMask StreamLocalBindUnlink SyslogFacility \
        TunnelDevice UpdateHostKeys VerifyHostKeyDNS VisualHostKey XAuthLocation WarnWeakCrypto \
        Cipher CompressionLevel FallBackToRsh GlobalKnownHostsFile2 KbdInteractiveDevices Protocol \
        RhostsAuthentication RhostsRSAAuthentication RSAAuthentication UsePrivilegedPort UseRoaming \
        UserKnownHostsFile2 UseRsh""");
    put(
        Use.UNSUPPORTED,
        """
        BindInterface CanonicalizeHostname CASignatureAlgorithms DynamicForward \
        ForkAfterAuthentication HostbasedAuthentication KnownHostsCommand LocalForward \
        PermitLocalCommand PKCS11Provider ProxyUseFdpass RefuseConnection RemoteCommand \
        RemoteForward RevokedHostKeys SessionType SmartcardDevice Tunnel VersionAddendum""");
    alias("ChallengeResponseAuthentication", "KbdInteractiveAuthentication");
    alias("SKeyAuthentication", "KbdInteractiveAuthentication");
    alias("TISAuthentication", "KbdInteractiveAuthentication");
    alias("DSAAuthentication", "PubkeyAuthentication");
    alias("PubkeyAcceptedKeyTypes", "PubkeyAcceptedAlgorithms");
    alias("HostbasedKeyTypes", "HostbasedAcceptedAlgorithms");
    alias("IdentityFile2", "IdentityFile");
    alias("KeepAlive", "TCPKeepAlive");
  }

  private OptionTable() {}

  private static void put(Use use, String names) {
    for (String name : names.split(" ")) {
      ENTRIES.put(name.toLowerCase(Locale.ROOT), new Entry(name, use));
    }
  }

  private static void alias(String old, String name) {
    Entry entry = ENTRIES.get(name.toLowerCase(Locale.ROOT));
    ENTRIES.put(old.toLowerCase(Locale.ROOT), entry);
  }

  /// Finds an option by its name in any case.
  static Optional<Entry> find(String keyword) {
    return Optional.ofNullable(ENTRIES.get(keyword.toLowerCase(Locale.ROOT)));
  }

  /// Whether the option takes the rest of its line as it is.
  static boolean takesRest(String name) {
    return switch (name) {
      case "ProxyCommand", "LocalCommand", "RemoteCommand", "KnownHostsCommand" -> true;
      default -> false;
    };
  }

  /// Whether later values are added to the first.
  static boolean accumulates(String name) {
    return switch (name) {
      case "IdentityFile", "CertificateFile", "SendEnv" -> true;
      default -> false;
    };
  }

  /// Whether this value of an unsupported option only says what is so without it.
  static boolean switchesOff(Setting setting) {
    String value = setting.value().toLowerCase(Locale.ROOT);
    return switch (setting.name()) {
      case "SessionType" -> value.equals("default");
      case "VersionAddendum", "PKCS11Provider", "RevokedHostKeys", "KnownHostsCommand" ->
          value.equals("none");
      case "RemoteCommand" -> value.equals("none");
      case "CanonicalizeHostname", "ProxyUseFdpass", "PermitLocalCommand" -> no(value);
      case "ForkAfterAuthentication", "HostbasedAuthentication", "Tunnel" -> no(value);
      default -> false;
    };
  }

  private static boolean no(String value) {
    return value.equals("no") || value.equals("false");
  }
}
