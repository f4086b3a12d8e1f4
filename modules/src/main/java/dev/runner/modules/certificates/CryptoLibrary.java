package dev.runner.modules.certificates;

import dev.runner.module.Param;

/// What is to do the computing: here it is always `openssl`.
public enum CryptoLibrary {
  AUTO,
  CRYPTOGRAPHY,
  @Param(value = "The program.", name = "openssl")
  OPENSSL
}
