package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  /// Outside of tests nobody would hear of it, and each first connection would take longer.
  @Test
  void thisJavaHasAllThatIsUsedOnce() {
    JdkSecurity.register();
    assertDoesNotThrow(WarmUp::use);
  }

  @Test
  void whatFailsIsLeftToConnections() {
    assertDoesNotThrow(
        () ->
            WarmUp.quietly(
                () -> {
                  throw new ExceptionInInitializerError("a broken Java");
                }));
  }
}
