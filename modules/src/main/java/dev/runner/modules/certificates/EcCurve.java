package dev.runner.modules.certificates;

import dev.runner.module.Param;
import java.util.Locale;

/// Curves that one can ask for.
public enum EcCurve {
  SECP224R1,
  SECP256K1,
  SECP256R1,
  SECP384R1,
  SECP521R1,
  SECP192R1,
  @Param(value = "Of the Brainpool group.", name = "brainpoolP256r1")
  BRAINPOOLP256R1,
  @Param(value = "Of the Brainpool group.", name = "brainpoolP384r1")
  BRAINPOOLP384R1,
  @Param(value = "Of the Brainpool group.", name = "brainpoolP512r1")
  BRAINPOOLP512R1,
  SECT163K1,
  SECT163R2,
  SECT233K1,
  SECT233R1,
  SECT283K1,
  SECT283R1,
  SECT409K1,
  SECT409R1,
  SECT571K1,
  SECT571R1;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace("brainpoolp", "brainpoolP");
  }
}
