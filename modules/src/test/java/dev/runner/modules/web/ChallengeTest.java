package dev.runner.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Secret;
import org.junit.jupiter.api.Test;

/// With the examples of RFC 7616, section 3.9.1.
class ChallengeTest {
  private static final Login MUFASA = new Login("Mufasa", Secret.of("Circle of Life"));
  private static final String HEADER =
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
          + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", Basic realm=\"y\"";

  private static String answer(String algorithm) {
    return Challenge.find(HEADER.formatted(algorithm), "digest")
        .orElseThrow()
        .answer(
            MUFASA,
            "GET",
            "http://www.example.org/dir/index.html",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
        .orElseThrow()
        .value();
  }

  @Test
  void answersBySha256() {
    String sent = answer("SHA-256");
    assertTrue(
        sent.contains(
            "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""),
        sent);
    assertTrue(sent.contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""), sent);
  }

  @Test
  void answersByMd5() {
    assertTrue(answer("MD5").contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
  }

  @Test
  void findsNoSchemeThatIsNotOffered() {
    assertTrue(Challenge.find("Basic realm=\"Digest a=b\"", "digest").isEmpty());
    assertTrue(Challenge.find("", "digest").isEmpty());
    assertEquals("y", Challenge.find(HEADER, "basic").orElseThrow().values().get("realm"));
  }
}
