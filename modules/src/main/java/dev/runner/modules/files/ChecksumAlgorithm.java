package dev.runner.modules.files;

import java.util.Locale;

/// How checksums are made.
public enum ChecksumAlgorithm {
  MD5,
  SHA1,
  SHA224,
  SHA256,
  SHA384,
  SHA512;

  /// Its name in questions to hosts.
  public String algorithm() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its name for [java.security.MessageDigest].
  public String digest() {
    return this == MD5 ? "MD5" : name().replace("SHA", "SHA-");
  }
}
