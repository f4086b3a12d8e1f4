package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes requests for certificates.
@Describe(
    summary = "Have a request for a certificate in a file.",
    description =
        """
        The request is signed on the host by `openssl`, with a private key that is there. One that
        says something else than the task, or isn't of that key, is replaced. A common name is a
        subject alternative name too, unless others are given or `use_common_name_for_san` is off.
        """,
    since = "0.1",
    collection = "community.crypto",
    alwaysCompares = true,
    example =
        """
        - name: have a request for the web server
          openssl_csr:
            path: /etc/ssl/web.csr
            privatekey_path: /etc/ssl/private/web.pem
            common_name: web.example.org
            subject_alt_name:
              - DNS:web.example.org
              - DNS:www.example.org
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(
          name = "privatekey",
          value = "The private key's file; none if the key itself was given."),
      @Describe.Returned(name = "subject", value = "Pairs of attributes and values."),
      @Describe.Returned(name = "subjectAltName", value = "Names that it is for."),
      @Describe.Returned(name = "keyUsage", value = "What the key is for."),
      @Describe.Returned(name = "extendedKeyUsage", value = "What the certificate is for."),
      @Describe.Returned(name = "basicConstraints", value = "Whether it is an authority's."),
      @Describe.Returned(name = "ocspMustStaple", value = "As given."),
      @Describe.Returned(name = "name_constraints_permitted", value = "As given."),
      @Describe.Returned(name = "name_constraints_excluded", value = "As given."),
      @Describe.Returned(name = "csr", value = "The request, with `return_content`."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Needs("openssl")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"privatekey_path", "privatekey_content"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"subject", "subject_ordered"})
@Constraint(
    value = Constraint.Kind.TOGETHER,
    names = {"authority_cert_issuer", "authority_cert_serial_number"})
@Constraint(
    value = Constraint.Kind.ONE_NEEDED,
    names = {"privatekey_path", "privatekey_content"},
    when = "state",
    is = "present")
public record OpensslCsr(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether there is to be a request.", byDefault = "present") State state,
    @Param("The private key's file.") Optional<RemotePath> privatekeyPath,
    @Param("The private key itself.") Optional<Secret> privatekeyContent,
    @Param("Passphrase of the private key.") Optional<Secret> privatekeyPassphrase,
    @Param(
            value = "Digest for the signature: sha256, sha384, sha512, sha1 or md5.",
            byDefault = "sha256")
        String digest,
    @Param(value = "Version of the format: there is only 1.", byDefault = "1") int version,
    @Param("Attributes of the subject and their values; a list gives one several.")
        Map<String, Value> subject,
    @Param("The same in an order: mappings of one attribute each.")
        List<Map<String, Value>> subjectOrdered,
    @Param(
            value = "Country of the subject, in two letters.",
            aliases = {"C", "countryName"})
        Optional<String> countryName,
    @Param(
            value = "State or province of the subject.",
            aliases = {"ST", "stateOrProvinceName"})
        Optional<String> stateOrProvinceName,
    @Param(
            value = "Locality of the subject.",
            aliases = {"L", "localityName"})
        Optional<String> localityName,
    @Param(
            value = "Organization of the subject.",
            aliases = {"O", "organizationName"})
        Optional<String> organizationName,
    @Param(
            value = "Unit of the organization.",
            aliases = {"OU", "organizationalUnitName"})
        Optional<String> organizationalUnitName,
    @Param(
            value = "Common name of the subject.",
            aliases = {"CN", "commonName"})
        Optional<String> commonName,
    @Param(
            value = "E-mail address of the subject.",
            aliases = {"E", "emailAddress"})
        Optional<String> emailAddress,
    @Param(
            value =
                "Names that the certificate is for, with their kind: DNS, IP, email, URI, RID,"
                    + " dirName or otherName.",
            aliases = "subjectAltName")
        List<String> subjectAltName,
    @Param(
            value = "Whether those names are critical.",
            byDefault = "false",
            aliases = "subjectAltName_critical")
        boolean subjectAltNameCritical,
    @Param(
            value = "Whether the common name is one of those names where none is given.",
            byDefault = "true",
            aliases = "useCommonNameForSAN")
        boolean useCommonNameForSan,
    @Param(
            value = "What the key is for: digitalSignature, keyEncipherment, keyCertSign.",
            aliases = "keyUsage")
        List<String> keyUsage,
    @Param(value = "Whether that is critical.", byDefault = "false", aliases = "keyUsage_critical")
        boolean keyUsageCritical,
    @Param(
            value = "What the certificate is for: serverAuth, clientAuth, or a number.",
            aliases = {"extKeyUsage", "extendedKeyUsage"})
        List<String> extendedKeyUsage,
    @Param(
            value = "Whether that is critical.",
            byDefault = "false",
            aliases = {"extKeyUsage_critical", "extendedKeyUsage_critical"})
        boolean extendedKeyUsageCritical,
    @Param(
            value =
                "Whether it is an authority's: `CA:TRUE`, and how long chains may be: `pathlen:0`.",
            aliases = "basicConstraints")
        List<String> basicConstraints,
    @Param(
            value = "Whether that is critical.",
            byDefault = "false",
            aliases = "basicConstraints_critical")
        boolean basicConstraintsCritical,
    @Param(
            value = "Whether servers must send an answer on the certificate's state.",
            byDefault = "false",
            aliases = "ocspMustStaple")
        boolean ocspMustStaple,
    @Param(
            value = "Whether that is critical.",
            byDefault = "false",
            aliases = "ocspMustStaple_critical")
        boolean ocspMustStapleCritical,
    @Param("Names below which an authority may issue certificates.")
        List<String> nameConstraintsPermitted,
    @Param("Names below which it may not.") List<String> nameConstraintsExcluded,
    @Param(value = "Whether that is critical.", byDefault = "false")
        boolean nameConstraintsCritical,
    @Param(value = "Whether the key's identifier is computed from it.", byDefault = "false")
        boolean createSubjectKeyIdentifier,
    @Param("The key's identifier, in pairs of hex digits.") Optional<String> subjectKeyIdentifier,
    @Param("The identifier of the authority's key, in pairs of hex digits.")
        Optional<String> authorityKeyIdentifier,
    @Param("Names of who issued the authority's certificate.") List<String> authorityCertIssuer,
    @Param("The number of the authority's certificate.") Optional<Long> authorityCertSerialNumber,
    @Param("Where certificates are listed that were taken back.")
        List<RevocationList> crlDistributionPoints,
    @Param(value = "Whether the request is made in any case.", byDefault = "false") boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether the request is registered.", byDefault = "false") boolean returnContent,
    @Param(value = "Of no account: `openssl` does the work.", byDefault = "auto")
        CryptoLibrary selectCryptoBackend,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether there is to be a request.
  public enum State {
    ABSENT,
    PRESENT
  }

  public OpensslCsr {
    if (version != 1) {
      throw new BadParameter(
          "version", "value of version must be one of: 1, got: %d".formatted(version));
    }
    if (state == State.PRESENT && privatekeyPath.isEmpty() && privatekeyContent.isEmpty()) {
      throw new BadParameter(
          "privatekey_path",
          "state is present but any of the following are missing: privatekey_path,"
              + " privatekey_content");
    }
    if (authorityCertIssuer.isEmpty() == authorityCertSerialNumber.isPresent()) {
      throw new BadParameter(
          "authority_cert_issuer",
          "parameters are required together: authority_cert_issuer,"
              + " authority_cert_serial_number");
    }
    if (createSubjectKeyIdentifier && subjectKeyIdentifier.isPresent()) {
      throw new BadParameter(
          "subject_key_identifier",
          "subject_key_identifier cannot be specified if create_subject_key_identifier is true");
    }
    for (int i = 0; i < subjectOrdered.size(); i++) {
      if (subjectOrdered.get(i).size() != 1) {
        throw new BadParameter(
            "subject_ordered",
            "Entry #%d in subject_ordered must be a dictionary with exactly one key-value pair"
                .formatted(i + 1));
      }
    }
  }

  /// The subject as given: attributes by the names that the task has for them.
  private List<List<String>> given() {
    return new GivenSubject(this).pairs();
  }

  /// The names that it is for.
  List<String> alternativeNames() {
    if (!subjectAltName.isEmpty() || !useCommonNameForSan) {
      return subjectAltName;
    }
    return given().stream()
        .filter(pair -> NameAttributes.type(pair.getFirst()).equals(GivenSubject.COMMON_NAME))
        .map(pair -> "DNS:" + pair.getLast())
        .limit(1)
        .toList();
  }

  private KeySource source() {
    return new KeySource(privatekeyPath, privatekeyContent, privatekeyPassphrase, "");
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.ask(host, path, permissions, backup);
    String nowhere = "The directory %s does not exist or the file is not a directory";
    if (state == State.ABSENT) {
      return file.obstacle(nowhere).orElseGet(() -> file.removed(values(Optional.empty())));
    }
    Optional<Pending<FileStat>> there =
        privatekeyPath.map(key -> host.later(new Question.Stat(key, true)));
    Pending<Output> key = source().ask(host);
    return file.obstacle(nowhere)
        .orElseGet(() -> labels.over(host, path, () -> present(host, file, there, key)));
  }

  private Plan present(
      Probe host, MadeFile file, Optional<Pending<FileStat>> there, Pending<Output> answer) {
    try {
      new RequestedExtensions(this).all(Optional.empty());
      Name name = name();
      Optional<Plan> obstacle = KeyObstacle.of("The private key file", source(), there, answer);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
      PublicKey key = source().looked(answer).publicKey().orElseThrow();
      Der algorithm = Signatures.algorithm(key.type(), digest);
      List<Extension> extensions = new RequestedExtensions(this).all(Optional.of(key.identifier()));
      return compared(host, file, key, algorithm, Request.unsigned(name, key, extensions));
    } catch (Malformed e) {
      return Plan.refuse(e.sentence(), "Correct the parameter.");
    }
  }

  private Name name() {
    return new Name(
        given().stream().map(pair -> Name.entry(pair.getFirst(), pair.getLast())).toList());
  }

  private Plan compared(Probe host, MadeFile file, PublicKey key, Der algorithm, Der unsigned) {
    Optional<Request> before = file.content().flatMap(each -> Request.read(each.bytes()));
    Map<String, Object> was = told(file.exists(), before);
    if (!force && before.filter(each -> isAsWanted(each, unsigned)).isPresent()) {
      return file.kept(with(values(file.content().map(Content::lenientText)), was, was));
    }
    Output signed = source().sign(host, key.type(), digest, unsigned.encoded());
    if (!signed.ok()) {
      return Plan.refuse(
          "openssl can't sign the request: " + signed.lastWords(),
          "Choose another key or digest, or an OpenSSL that knows them.");
    }
    Request request =
        new Request(Der.sequence(unsigned, algorithm, Der.bits(0, signed.stdout().bytes())));
    return file.written(
        request.pem(), with(values(Optional.of(request.pem())), was, request.values()));
  }

  /// Whether a request says what the one that is wanted would say.
  private boolean isAsWanted(Request there, Der unsigned) {
    Request wanted = new Request(Der.sequence(unsigned, Der.sequence(), Der.bits(0, new byte[0])));
    List<Name.Entry> names = there.subject().entries();
    List<Name.Entry> wish = wanted.subject().entries();
    boolean sameName =
        subjectOrdered.isEmpty()
            ? new HashSet<>(names).equals(new HashSet<>(wish)) && names.size() == wish.size()
            : names.equals(wish);
    return sameName
        && ExtensionComparison.same(wanted.extensions(), there.extensions())
        && there.key().equals(wanted.key())
        && there.isSigned();
  }

  private static Map<String, Object> told(boolean exists, Optional<Request> request) {
    return request.isPresent()
        ? request.get().values()
        : exists ? Map.of("can_parse_csr", false) : Map.of();
  }

  private static Map<String, Object> with(
      Map<String, Object> values, Map<String, ?> before, Map<String, ?> after) {
    values.put("diff", KeyValues.difference(before, after));
    return values;
  }

  private Map<String, Object> values(Optional<String> text) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean there = state == State.PRESENT;
    values.put("filename", path.text());
    values.put("privatekey", source().shown());
    values.put("subject", given());
    values.put("subjectAltName", listed(alternativeNames()));
    values.put("keyUsage", listed(keyUsage));
    values.put("extendedKeyUsage", listed(extendedKeyUsage));
    values.put("basicConstraints", listed(basicConstraints));
    values.put("ocspMustStaple", ocspMustStaple);
    values.put("name_constraints_permitted", nameConstraintsPermitted);
    values.put("name_constraints_excluded", nameConstraintsExcluded);
    if (returnContent) {
      values.put("csr", there && text.isPresent() ? text.get() : None.NONE);
    }
    return values;
  }

  private static Object listed(List<String> words) {
    return words.isEmpty() ? None.NONE : words;
  }
}
