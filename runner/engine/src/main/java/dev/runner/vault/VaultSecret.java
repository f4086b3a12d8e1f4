package dev.runner.vault;

import dev.runner.values.Secret;

/// A password of the vault, and the id that it goes by.
public final class VaultSecret {
  /// The id of a password that was given without one.
  public static final String DEFAULT = "default";

  private final String id;
  private final byte[] password;

  /// @param password not empty
  public VaultSecret(String id, byte[] password) {
    if (password.length == 0) {
      throw new IllegalArgumentException("an empty password protects nothing");
    }
    this.id = id;
    this.password = password.clone();
  }

  /// The id: `prod`.
  public String id() {
    return id;
  }

  /// The same under another id.
  public VaultSecret as(String name) {
    return new VaultSecret(name, password);
  }

  /// The password's bytes, for deriving keys.
  byte[] password() {
    return password.clone();
  }

  @Override
  public String toString() {
    return id + "@" + Secret.MASK;
  }
}
