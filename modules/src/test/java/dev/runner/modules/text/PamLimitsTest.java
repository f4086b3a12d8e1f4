package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `pam_limits` makes of a file of limits.
class PamLimitsTest {
  private static final String BEFORE =
      """
      # Limits
      *  soft  core 0
      #joe hard nofile 1
        joe\thard  nofile  4096 # why
      @crew hard nproc unlimited
      four words but no
      """;

  private static PamLimits limit(String domain, String type, String item, String value) {
    return limit(domain, type, item, value, Map.of());
  }

  private static PamLimits limit(
      String domain, String type, String item, String value, Map<String, Object> more) {
    List<Object> all =
        new ArrayList<>(
            List.of("domain", domain, "limit_type", type, "limit_item", item, "value", value));
    more.forEach((name, given) -> all.addAll(List.of(name, given)));
    return task(PamLimits.class, all.toArray());
  }

  private static FakeHost host(String before) {
    return FakeHost.named("web1")
        .directory("/etc/security")
        .file("/etc/security/limits.conf", before);
  }

  /// The file afterwards; the same once more changes nothing.
  private static String after(String before, PamLimits module) {
    FakeHost host = host(before);
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text("/etc/security/limits.conf");
  }

  @Test
  void changesTheLineThatIsThereAndKeepsItsComment() {
    assertEquals(
        BEFORE.replace("  joe\thard  nofile  4096 # why", "joe\thard\tnofile\t8192\t# why"),
        after(BEFORE, limit("joe", "hard", "nofile", "8192")));
    assertEquals(
        BEFORE.replace("  joe\thard  nofile  4096 # why", "joe\thard\tnofile\t8192\t#new"),
        after(BEFORE, limit("joe", "hard", "nofile", "8192", Map.of("comment", "new"))));
  }

  @Test
  void putsANewLineAtTheEnd() {
    assertEquals(
        BEFORE + "joe\tsoft\tnofile\t10\n", after(BEFORE, limit("joe", "soft", "nofile", "10")));
    assertEquals(
        "# no end\njoe\t-\tcore\t-1\t#all\n",
        after("# no end", limit("joe", "both", "core", "-1", Map.of("comment", "all"))));
    assertEquals("*\thard\tnice\t-5\n", after("", limit("*", "hard", "nice", "-5")));
  }

  @Test
  void saysTheLineInAnyCase() {
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class, limit("joe", "hard", "nofile", "4096").plan(host(BEFORE)));
    assertEquals("joe\thard\tnofile\t4096\t# why\n", same.values().get("msg"));
    FakeHost host = host(BEFORE);
    Plan.Changes changes =
        assertInstanceOf(Plan.Changes.class, limit("*", "soft", "core", "1").plan(host));
    assertEquals("*\tsoft\tcore\t1\n", changes.predicted().get("msg"));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void keepsTheLowerOrTheHigherLimit() {
    Map<String, Object> lower = Map.of("use_min", true);
    Map<String, Object> higher = Map.of("use_max", true);
    assertEquals(BEFORE, after(BEFORE, limit("joe", "hard", "nofile", "10", higher)));
    assertEquals(BEFORE, after(BEFORE, limit("joe", "hard", "nofile", "10000", lower)));
    assertTrue(
        after(BEFORE, limit("joe", "hard", "nofile", "10000", higher)).contains("\t10000\t"));
    assertTrue(after(BEFORE, limit("joe", "hard", "nofile", "10", lower)).contains("\t10\t"));
    assertEquals(BEFORE, after(BEFORE, limit("@crew", "hard", "nproc", "9", higher)));
    assertTrue(after(BEFORE, limit("@crew", "hard", "nproc", "9", lower)).contains("\t9\n"));
    assertTrue(
        after(BEFORE, limit("*", "soft", "core", "infinity", higher)).contains("\tinfinity\n"));
  }

  @Test
  void refusesWhatIsNoLimit() {
    for (String value : List.of("abc", "-5", "1.5", "")) {
      BadParameter bad =
          assertThrows(BadParameter.class, () -> limit("joe", "hard", "stack", value));
      assertTrue(String.valueOf(bad.getMessage()).contains("'%s'".formatted(value)));
    }
    assertThrows(
        BadParameter.class,
        () -> limit("joe", "hard", "stack", "1", Map.of("use_min", true, "use_max", true)));
    assertThrows(BadParameter.class, () -> limit("a\nb", "hard", "stack", "1"));
  }

  @Test
  void makesAFileInADirectoryThatIsThere() {
    PamLimits module =
        limit("ann", "hard", "core", "0", Map.of("dest", "/etc/security/limits.d/ann.conf"));
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, module.plan(FakeHost.named("web1").directory("/etc")));
    assertEquals(
        "directory /etc/security/limits.d is not writable (check presence, access rights, use"
            + " sudo)",
        refused.because());
    FakeHost host = FakeHost.named("web1").directory("/etc/security/limits.d");
    host.apply(module.plan(host));
    assertEquals("ann\thard\tcore\t0\n", host.text("/etc/security/limits.d/ann.conf"));
  }
}
