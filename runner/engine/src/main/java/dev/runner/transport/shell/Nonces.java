package dev.runner.transport.shell;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Words that nobody can have written before.
final class Nonces {
  private final SecureRandom random = new SecureRandom();

  /// A percent sign, which occurs nowhere else in it, and 96 random bits. No shell reads anything
  /// into it.
  String next() {
    byte[] bits = new byte[12];
    random.nextBytes(bits);
    return "%" + HexFormat.of().formatHex(bits);
  }
}
