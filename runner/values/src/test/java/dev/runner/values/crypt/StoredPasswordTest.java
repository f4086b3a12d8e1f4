package dev.runner.values.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hashes of `myPassword` are those of Apache's documentation ("Password Formats"), or made by
/// `openssl passwd`.
class StoredPasswordTest {
  private static final byte[] RIGHT = "myPassword".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WRONG = "mypassword".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/",
        "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC",
        "{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=",
        "$1$O3JMY.Tw$SIxgnLper1i1GAuNmc2jF.",
        "$5$salt$gTxgepbbEjIm/rFSbWTlJIqJIA2vkUYK3hBZ93Sg9LA",
        "myPassword"
      })
  void knowsThePassword(String text) {
    StoredPassword stored = new StoredPassword(text);
    assertTrue(stored.matches(RIGHT));
    assertFalse(stored.matches(WRONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apr_md5_crypt", "md5_crypt", "sha256_crypt", "bcrypt"})
  void whatIsMadeIsKnownAgain(String type) {
    int rounds = type.equals("bcrypt") ? 4 : 1_000;
    String made = new PasswordHash(type, null, 0, rounds, null).of(RIGHT, new Random(1));
    assertTrue(new StoredPassword(made).matches(RIGHT));
    assertFalse(new StoredPassword(made).matches(WRONG));
  }

  @Test
  void whatOnlyLooksLikeAHashIsAPassword() {
    String text = "$7$salt$digits";
    assertTrue(new StoredPassword(text).matches(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals("{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=", StoredPassword.sha1(RIGHT).text());
  }
}
