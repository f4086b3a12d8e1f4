package dev.runner.template.digest;

import dev.runner.jinja.Bound;
import dev.runner.source.DiagnosticException;
import dev.runner.template.call.Call;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.crypt.PasswordHash;
import dev.runner.vault.Vault;
import dev.runner.vault.VaultSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Filters that hash and encrypt.
public final class HashFilters {
  private static final String NAMESPACE = "361e6d51-faec-444a-9079-341386da8e2e";

  private HashFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "hash" -> digest(call, call.bind("hashtype?").text("hashtype", "sha1"));
      case "md5" -> digest(call, "md5");
      case "sha1", "checksum" -> digest(call, "sha1");
      case "to_uuid" -> uuid(call);
      case "password_hash" -> passwordHash(call);
      case "vault" -> encrypted(call);
      case "unvault" -> decrypted(call);
      default -> throw call.unknown();
    };
  }

  private static Object digest(Call call, String name) {
    return Digests.hex(name, bytes(call.text()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Version 5 of RFC 9562.
  private static Object uuid(Call call) {
    String written = call.bind("namespace?").text("namespace", NAMESPACE);
    byte[] space;
    try {
      UUID namespace = UUID.fromString(written.toLowerCase(Locale.ROOT));
      space =
          java.nio.ByteBuffer.allocate(16)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits())
              .array();
    } catch (IllegalArgumentException e) {
      throw PythonException.value(
          "Invalid value '%s' for 'namespace': badly formed hexadecimal UUID string"
              .formatted(written));
    }
    byte[] name = bytes(call.text());
    byte[] all = java.util.Arrays.copyOf(space, 16 + name.length);
    System.arraycopy(name, 0, all, 16, name.length);
    java.nio.ByteBuffer hash = java.nio.ByteBuffer.wrap(Digests.of("SHA-1", all));
    long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private static Object passwordHash(Call call) {
    Bound bound = call.bind("hashtype?", "salt?", "salt_size?", "rounds?", "ident?");
    PasswordHash hash =
        new PasswordHash(
            bound.text("hashtype", "sha512"),
            bound.optionalText("salt"),
            saltSize(bound.optional("salt_size")),
            bound.optional("rounds") == null ? 0 : bound.integer("rounds"),
            bound.optionalText("ident"));
    return hash.of(bytes(call.text()), call.ports().random());
  }

  private static int saltSize(@Nullable Object size) {
    if (size != null && !Python.isInteger(size)) {
      throw PythonException.type("salt_size must be an integer");
    }
    return size == null ? 0 : Python.index(size);
  }

  private static VaultSecret secret(Object value, String id) {
    if (!Text.isText(value)) {
      throw PythonException.type(
          "the secret of a vault must be text, not " + Python.typeName(value));
    }
    String text = Python.string(value);
    if (text.isEmpty()) {
      throw PythonException.value("the secret of a vault must not be empty");
    }
    return new VaultSecret(id, bytes(text));
  }

  private static Object encrypted(Call call) {
    Bound bound = call.bind("secret", "salt?", "vault_id?", "wrap_object?", "vaultid?");
    if (!Text.isText(call.value())) {
      throw PythonException.type("vault encrypts text, not " + Python.typeName(call.value()));
    }
    VaultSecret secret = secret(bound.value("secret"), bound.text("vault_id", "filter_default"));
    Vault vault = new Vault(List.of(secret), new SecureRandom());
    String salt = bound.optionalText("salt");
    String envelope =
        salt == null
            ? vault.encrypt(bytes(call.text()), secret)
            : vault.encrypt(bytes(call.text()), secret, bytes(salt));
    if (bound.flag("wrap_object", false)) { // shown to nobody, and opened where it is used
      return Text.of(call.text(), Marks.NONE.opened(envelope));
    }
    // what is encrypted may be shown, whatever went in
    return Text.of(envelope, Marks.NONE);
  }

  private static Object decrypted(Call call) {
    Bound bound = call.bind("secret", "vault_id?", "vaultid?");
    String envelope =
        switch (call.value()) {
          case None none -> "";
          case Undefined locked when locked.isVaulted() -> locked.name();
          default -> call.text();
        };
    if (!Vault.isEncrypted(bytes(envelope))) {
      return call.value();
    }
    VaultSecret secret = secret(bound.value("secret"), bound.text("vault_id", "filter_default"));
    try {
      byte[] plain = new Vault(List.of(secret), new SecureRandom()).decrypt(envelope, null);
      return Text.secret(new String(plain, StandardCharsets.UTF_8));
    } catch (DiagnosticException e) {
      throw PythonException.value(e.diagnostics().getFirst().sentence());
    }
  }
}
