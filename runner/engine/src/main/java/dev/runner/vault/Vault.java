package dev.runner.vault;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Opener;
import dev.runner.values.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encrypts and decrypts with the secrets that the user gave.
public final class Vault implements Opener {
  private final List<VaultSecret> secrets;
  private final SecureRandom random;
  private final boolean named;

  /// @param secrets in the order in which they are tried
  public Vault(List<VaultSecret> secrets, SecureRandom random) {
    this(secrets, random, false);
  }

  /// @param secrets in the order in which they are tried
  /// @param named whether only those are tried that an encrypted text names
  public Vault(List<VaultSecret> secrets, SecureRandom random, boolean named) {
    this.secrets = List.copyOf(secrets);
    this.random = random;
    this.named = named;
  }

  /// Whether a file's content is encrypted.
  public static boolean isEncrypted(byte[] content) {
    byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
    return content.length >= header.length
        && ByteBuffer.wrap(content, 0, header.length).equals(ByteBuffer.wrap(header));
  }

  /// The ids of the secrets.
  public List<String> ids() {
    return secrets.stream().map(VaultSecret::id).toList();
  }

  @Override
  public String open(String envelope, Origin at) {
    byte[] plain = decrypt(envelope, at);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    } catch (CharacterCodingException e) {
      throw refuse(at, "what is encrypted here isn't UTF-8 text", "");
    }
  }

  /// The plain bytes of an encrypted text. The secret that it names is tried first, then the
  /// others.
  ///
  /// @param at where it stands, if that is known
  /// @throws DiagnosticException if it can't be opened
  public byte[] decrypt(String envelope, @Nullable Origin at) {
    Envelope parsed;
    try {
      parsed = Envelope.parse(envelope);
    } catch (Envelope.Malformed e) {
      throw refuse(at, e.sentence(), "");
    }
    if (secrets.isEmpty()) {
      CLOSED.open(envelope, at == null ? new Origin("encrypted text", 0, 0) : at);
    }
    for (VaultSecret secret : candidates(parsed.id())) {
      Optional<byte[]> plain = new VaultCipher(secret.password(), parsed.salt()).decrypt(parsed);
      if (plain.isPresent()) {
        return plain.get();
      }
    }
    String named = parsed.id().map(id -> ", which is for '" + id + "'").orElse("");
    throw refuse(
        at,
        "Decryption failed (no vault secrets were found that could decrypt): no vault secret (%s) opens this%s"
            .formatted(String.join(", ", ids()), named),
        "is the password right, and the text unchanged?");
  }

  private List<VaultSecret> candidates(Optional<String> id) {
    if (named) {
      String wanted = id.orElse(VaultSecret.DEFAULT);
      return secrets.stream().filter(each -> each.id().equals(wanted)).toList();
    }
    List<VaultSecret> sorted = new ArrayList<>();
    secrets.stream()
        .filter(each -> id.isPresent() && each.id().equals(id.get()))
        .forEach(sorted::add);
    secrets.stream().filter(each -> !sorted.contains(each)).forEach(sorted::add);
    return sorted;
  }

  /// The encrypted text. A secret with another id than `default` is named in it (format 1.2).
  public String encrypt(byte[] plain, VaultSecret secret) {
    byte[] salt = new byte[VaultCipher.SALT];
    random.nextBytes(salt);
    return encrypt(plain, secret, salt);
  }

  /// The encrypted text with a salt that is known beforehand, so that equal texts look equal.
  public String encrypt(byte[] plain, VaultSecret secret, byte[] salt) {
    VaultCipher cipher = new VaultCipher(secret.password(), salt);
    byte[] encrypted = cipher.encrypt(plain);
    Optional<String> id =
        secret.id().equals(VaultSecret.DEFAULT) ? Optional.empty() : Optional.of(secret.id());
    return new Envelope(id, salt, cipher.hmac(encrypted), encrypted).text();
  }

  private static DiagnosticException refuse(@Nullable Origin at, String sentence, String hint) {
    return new DiagnosticException(Diagnostic.error(at, sentence).withHint(hint).asLocked());
  }
}
