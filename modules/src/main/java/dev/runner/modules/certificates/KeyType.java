package dev.runner.modules.certificates;

import dev.runner.module.Param;

/// Kinds of private keys.
public enum KeyType {
  @Param(value = "DSA.", name = "DSA")
  DSA,
  @Param(value = "Elliptic curves.", name = "ECC")
  ECC,
  @Param(value = "Ed25519.", name = "Ed25519")
  ED25519,
  @Param(value = "Ed448.", name = "Ed448")
  ED448,
  @Param(value = "RSA.", name = "RSA")
  RSA,
  @Param(value = "X25519.", name = "X25519")
  X25519,
  @Param(value = "X448.", name = "X448")
  X448,
  @Param(value = "ML-DSA-44.", name = "ML-DSA-44")
  ML_DSA_44,
  @Param(value = "ML-DSA-65.", name = "ML-DSA-65")
  ML_DSA_65,
  @Param(value = "ML-DSA-87.", name = "ML-DSA-87")
  ML_DSA_87;

  /// As it is called in tasks and results.
  String word() {
    return switch (this) {
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
      default -> name().replace('_', '-');
    };
  }

  /// Whether it has a way of its own to be written, besides that of all keys.
  boolean isOld() {
    return this == DSA || this == ECC || this == RSA;
  }

  /// How long a bare key is, in bytes; 0 if there are none.
  int bareLength() {
    return switch (this) {
      case X25519, ED25519 -> 32;
      case X448 -> 56;
      case ED448 -> 57;
      default -> 0;
    };
  }
}
