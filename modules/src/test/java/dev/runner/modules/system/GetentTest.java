package dev.runner.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.site.ThisMachine;
import dev.runner.values.None;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GetentTest {
  private final FakeHost host = FakeHost.named("web1");

  private static Getent getent(String database, Optional<String> key, boolean fails) {
    return new Getent(database, key, Optional.empty(), Optional.empty(), fails);
  }

  private static Object fact(Plan plan) {
    return assertInstanceOf(Plan.Learned.class, plan).values().get("ansible_facts");
  }

  @Test
  void rootIsEverywhere() {
    Plan plan = getent("passwd", Optional.of("root"), true).plan(new ThisMachine(Path.of("/")));
    Map<?, ?> found =
        assertInstanceOf(Map.class, assertInstanceOf(Map.class, fact(plan)).get("getent_passwd"));
    assertEquals(
        List.of("x", "0", "0"), assertInstanceOf(List.class, found.get("root")).subList(0, 3));
  }

  @Test
  void emptyFieldsAndKeysThatComeTwiceStay() {
    host.answering("getent group", "adm:x:4:\nadm:x:5:ann\n");
    assertEquals(
        Map.of(
            "getent_group",
            Map.of("adm", List.of(List.of("x", "4", ""), List.of("x", "5", "ann")))),
        fact(getent("group", Optional.empty(), true).plan(host)));
  }

  @Test
  void othersAreDividedByBlanks() {
    host.answering("getent hosts web", "192.0.2.1   web.example web\n");
    assertEquals(
        Map.of("getent_hosts", Map.of("192.0.2.1", List.of("web.example", "web"))),
        fact(getent("hosts", Optional.of("web"), true).plan(host)));
  }

  @Test
  void aMissingKeyFailsUnlessTold() {
    host.answering("getent passwd nobody9", Output.of(2, "", ""));
    assertInstanceOf(Plan.Refused.class, getent("passwd", Optional.of("nobody9"), true).plan(host));
    assertEquals(
        Map.of("getent_passwd", Map.of("nobody9", None.NONE)),
        fact(getent("passwd", Optional.of("nobody9"), false).plan(host)));
  }

  @Test
  void aKeyIsNoOption() {
    assertThrows(BadParameter.class, () -> getent("passwd", Optional.of("--service=x"), true));
  }
}
