package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes certificates that sign themselves, or that an authority of one's own signs.
@Describe(
    summary = "Have a certificate in a file, signed by its own key or by an authority of your own.",
    description =
        """
        The certificate says what a request wants said; `selfsigned` can do without one. It is signed
        on the host by `openssl`. One that says something else, or isn't of these keys, is replaced;
        of times only with `ignore_timestamps: false`. The provider `acme` isn't there.
        """,
    since = "0.1",
    collection = "community.crypto",
    aliases = "openssl_certificate",
    alwaysCompares = true,
    example =
        """
        - name: sign the web server's request with our own authority
          x509_certificate:
            path: /etc/ssl/certs/web.pem
            provider: ownca
            csr_path: /etc/ssl/web.csr
            ownca_path: /etc/ssl/ca.pem
            ownca_privatekey_path: /etc/ssl/private/ca.pem
            ownca_not_after: +52w
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(name = "csr", value = "The request's file, if there is one."),
      @Describe.Returned(name = "privatekey", value = "The private key's file, if there is one."),
      @Describe.Returned(name = "ca_cert", value = "The authority's certificate, of `ownca`."),
      @Describe.Returned(name = "ca_privatekey", value = "The authority's key, of `ownca`."),
      @Describe.Returned(name = "notBefore", value = "From when on it is valid, in UTC."),
      @Describe.Returned(name = "notAfter", value = "Until when it is valid, in UTC."),
      @Describe.Returned(name = "serial_number", value = "The certificate's number."),
      @Describe.Returned(name = "certificate", value = "The certificate, with `return_content`."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Needs("openssl")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"csr_path", "csr_content"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"privatekey_path", "privatekey_content"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"ownca_path", "ownca_content"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"ownca_privatekey_path", "ownca_privatekey_content"})
@Constraint(value = Constraint.Kind.NEEDED, names = "provider", when = "state", is = "present")
public record X509Certificate(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether there is to be a certificate.", byDefault = "present") State state,
    @Param("Who signs; required where there is to be a certificate.") Optional<Provider> provider,
    @Param("The request's file.") Optional<RemotePath> csrPath,
    @Param("The request itself.") Optional<String> csrContent,
    @Param("The file of the private key that signs, of `selfsigned`.")
        Optional<RemotePath> privatekeyPath,
    @Param("That private key itself.") Optional<Secret> privatekeyContent,
    @Param("Passphrase of that private key.") Optional<Secret> privatekeyPassphrase,
    @Param(
            value = "Digest for the signature: sha256, sha384, sha512, sha1 or md5.",
            byDefault = "sha256")
        String selfsignedDigest,
    @Param(value = "Version of the format: there is only 3.", byDefault = "3")
        int selfsignedVersion,
    @Param(
            value = "From when on it is valid: `20300101000000Z`, or from now, as `+1w2d3h4m5s`.",
            byDefault = "+0s",
            aliases = "selfsigned_notBefore")
        String selfsignedNotBefore,
    @Param(
            value = "Until when it is valid, likewise.",
            byDefault = "+3650d",
            aliases = "selfsigned_notAfter")
        String selfsignedNotAfter,
    @Param(
            value = "When it says an identifier that is computed from its key.",
            byDefault = "create_if_not_provided")
        KeyIdentifier selfsignedCreateSubjectKeyIdentifier,
    @Param("The file of the authority's certificate.") Optional<RemotePath> owncaPath,
    @Param("The authority's certificate itself.") Optional<String> owncaContent,
    @Param("The file of the authority's private key.") Optional<RemotePath> owncaPrivatekeyPath,
    @Param("The authority's private key itself.") Optional<Secret> owncaPrivatekeyContent,
    @Param("Passphrase of the authority's private key.") Optional<Secret> owncaPrivatekeyPassphrase,
    @Param(
            value = "Digest for the authority's signature: sha256, sha384, sha512, sha1 or md5.",
            byDefault = "sha256")
        String owncaDigest,
    @Param(value = "Version of the format: there is only 3.", byDefault = "3") int owncaVersion,
    @Param(value = "From when on it is valid, of `ownca`.", byDefault = "+0s")
        String owncaNotBefore,
    @Param(value = "Until when it is valid, of `ownca`.", byDefault = "+3650d")
        String owncaNotAfter,
    @Param(
            value = "When it says an identifier that is computed from its key, of `ownca`.",
            byDefault = "create_if_not_provided")
        KeyIdentifier owncaCreateSubjectKeyIdentifier,
    @Param(value = "Whether it says the identifier of the authority's key.", byDefault = "true")
        boolean owncaCreateAuthorityKeyIdentifier,
    @Param("Of `acme`, which isn't there.") Optional<RemotePath> acmeAccountkeyPath,
    @Param("Of `acme`, which isn't there.") Optional<RemotePath> acmeChallengePath,
    @Param(value = "Of `acme`, which isn't there.", byDefault = "false") boolean acmeChain,
    @Param("Of `acme`, which isn't there.") Optional<String> acmeDirectory,
    @Param(value = "Whether one that is valid at other times stays.", byDefault = "true")
        boolean ignoreTimestamps,
    @Param(value = "Whether it is made in any case.", byDefault = "false") boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether the certificate is registered.", byDefault = "false")
        boolean returnContent,
    @Param(value = "Of no account: `openssl` does the work.", byDefault = "auto")
        CryptoLibrary selectCryptoBackend,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether there is to be a certificate.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Who signs.
  public enum Provider {
    ACME,
    OWNCA,
    SELFSIGNED
  }

  /// When an identifier is computed from the key.
  public enum KeyIdentifier {
    CREATE_IF_NOT_PROVIDED,
    ALWAYS_CREATE,
    NEVER_CREATE
  }

  public X509Certificate {
    for (int each : new int[] {selfsignedVersion, owncaVersion}) {
      if (each != 3) {
        throw new BadParameter(
            "selfsigned_version", "value of version must be one of: 3, got: " + each);
      }
    }
    if (state == State.PRESENT && provider.isEmpty()) {
      throw new BadParameter(
          "provider", "state is present but all of the following are missing: provider");
    }
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.ask(host, path, permissions, backup);
    String nowhere = "The directory %s does not exist or the file is not a directory";
    if (state == State.ABSENT) {
      return file.obstacle(nowhere).orElseGet(() -> file.removed(absent()));
    }
    return switch (provider.orElseThrow()) {
      case ACME ->
          Plan.refuse(
              "The provider acme isn't there.",
              "Get the certificate by a program on the host, such as certbot.");
      case SELFSIGNED, OWNCA -> {
        Issuing issuing = new Issuing(this, host, file);
        yield file.obstacle(nowhere).orElseGet(() -> labels.over(host, path, issuing::plan));
      }
    };
  }

  private Map<String, Object> absent() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", path.text());
    values.put("csr", KeySource.shown(csrPath));
    values.put("privatekey", KeySource.shown(privatekeyPath));
    if (returnContent) {
      values.put("certificate", None.NONE);
    }
    return values;
  }

  boolean isOwnAuthority() {
    return provider.filter(who -> who == Provider.OWNCA).isPresent();
  }

  String digest() {
    return isOwnAuthority() ? owncaDigest : selfsignedDigest;
  }

  KeyIdentifier keyIdentifier() {
    return isOwnAuthority()
        ? owncaCreateSubjectKeyIdentifier
        : selfsignedCreateSubjectKeyIdentifier;
  }

  /// The key that signs.
  KeySource signer() {
    return isOwnAuthority()
        ? new KeySource(owncaPrivatekeyPath, owncaPrivatekeyContent, owncaPrivatekeyPassphrase, "")
        : new KeySource(privatekeyPath, privatekeyContent, privatekeyPassphrase, "");
  }

  Map<String, Object> values() {
    Map<String, Object> values = absent();
    if (isOwnAuthority()) {
      values.put("ca_cert", KeySource.shown(owncaPath));
      values.put("ca_privatekey", KeySource.shown(owncaPrivatekeyPath));
    }
    return values;
  }
}
