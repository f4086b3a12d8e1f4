package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `pamd` makes of a service's rules.
class PamdTest {
  private static final String BEFORE =
      """
      #%PAM-1.0
      # comment
      auth\trequired   pam_unix.so try_first_pass nullok minlen=8
      auth  [success=1 default=ignore] pam_unix.so  nullok
      account required pam_permit.so\t# why
      @include common-session
      -session   optional     pam_systemd.so
      password requisite pam_pwquality.so \\
        difok=2
      """;

  private static Pamd rule(Object type, String control, String module, Object... more) {
    Object[] first = {"name", "svc", "type", type, "control", control, "module_path", module};
    Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return task(Pamd.class, all);
  }

  private static FakeHost host() {
    return FakeHost.named("web1").file("/etc/pam.d/svc", BEFORE);
  }

  private static String after(Pamd module) {
    FakeHost host = host();
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, module.plan(host));
    assertEquals(1L, changes.predicted().get("change_count"));
    host.apply(changes);
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text("/etc/pam.d/svc");
  }

  /// The rule is another one then.
  private static String changed(Pamd module) {
    FakeHost host = host();
    host.apply(module.plan(host));
    return host.text("/etc/pam.d/svc");
  }

  private static Plan.Unchanged same(Pamd module) {
    return assertInstanceOf(Plan.Unchanged.class, module.plan(host()));
  }

  @Test
  void takesNoRuleBeyondAnIncludedFileForTheOneThatIsWanted() {
    String around = "auth required pam_a.so\n@include common\n\n# here\n%sauth required pam_b.so\n";
    FakeHost host = FakeHost.named("web1").file("/etc/pam.d/svc", around.formatted(""));
    Pamd module =
        rule(
            "auth",
            "required",
            "pam_b.so",
            "state",
            "before",
            "new_type",
            "auth",
            "new_control",
            "required",
            "new_module_path",
            "pam_a.so");
    host.apply(module.plan(host));
    assertEquals(around.formatted("auth       required pam_a.so\n"), host.text("/etc/pam.d/svc"));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void changesArgumentsAndKeepsAllOtherLines() {
    String line = "auth\trequired   pam_unix.so try_first_pass nullok minlen=8";
    assertEquals(
        BEFORE.replace(
            line, "auth       required pam_unix.so try_first_pass nullok minlen=12 debug"),
        after(
            rule(
                "auth",
                "required",
                "pam_unix.so",
                "state",
                "args_present",
                "module_arguments",
                List.of("minlen=12 debug"))));
    assertEquals(
        BEFORE.replace(line, "auth       required pam_unix.so try_first_pass minlen=8"),
        after(
            rule(
                "auth",
                "required",
                "pam_unix.so",
                "state",
                "args_absent",
                "module_arguments",
                List.of("nullok", "other"))));
    assertEquals(
        BEFORE.replace(line, "auth       required pam_unix.so a [b c]"),
        after(rule("auth", "required", "pam_unix.so", "module_arguments", List.of("a", "[b c]"))));
    assertEquals(
        BEFORE.replace(line, "auth       required pam_unix.so"),
        after(rule("auth", "required", "pam_unix.so", "module_arguments", List.of(""))));
    same(rule("auth", "required", "pam_unix.so"));
  }

  @Test
  void putsARuleBeforeOrAfterAnotherOnce() {
    String line = "auth  [success=1 default=ignore] pam_unix.so  nullok\n";
    Object[] fresh = {
      "new_type",
      "auth",
      "new_control",
      "required",
      "new_module_path",
      "pam_new.so",
      "module_arguments",
      List.of("x=1")
    };
    String added = "auth       required pam_new.so x=1\n";
    assertEquals(
        BEFORE.replace(line, added + line),
        after(rule("auth", "[success=1  default=ignore]", "pam_unix.so", beside("before", fresh))));
    assertEquals(
        BEFORE.replace(line, line + added),
        after(rule("auth", "[success=1 default=ignore]", "pam_unix.so", beside("after", fresh))));
  }

  private static Object[] beside(String state, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "state";
    all[more.length + 1] = state;
    return all;
  }

  @Test
  void changesTheRuleItselfAndRemovesIt() {
    assertEquals(
        BEFORE.replace(
            "account required pam_permit.so\t# why", "-account   sufficient pam_permit.so # why"),
        changed(
            rule(
                "account",
                "required",
                "pam_permit.so",
                "new_type",
                Pamd.Type.QUIET_ACCOUNT,
                "new_control",
                "sufficient")));
    assertEquals(
        BEFORE.replace("-session   optional     pam_systemd.so\n", ""),
        after(rule(Pamd.Type.QUIET_SESSION, "optional", "pam_systemd.so", "state", "absent")));
  }

  @Test
  void leavesRulesThatGoOnInTheNextLine() {
    Plan.Unchanged same =
        same(rule("password", "requisite", "pam_pwquality.so", "state", "absent"));
    assertEquals(0L, same.values().get("change_count"));
    assertTrue(same.because().startsWith("there is no such rule"));
  }

  @Test
  void refusesWhatIsNoRule() {
    assertThrows(BadParameter.class, () -> rule("auth", "required", "m", "new_control", "foo"));
    assertThrows(BadParameter.class, () -> rule("auth", "required", "m", "state", "after"));
    assertThrows(BadParameter.class, () -> rule("auth", "required", "m", "state", "args_present"));
    assertInstanceOf(
        Plan.Refused.class,
        rule("auth", "required", "m")
            .plan(FakeHost.named("web1").directory("/etc/pam.d").absent("/etc/pam.d/svc")));
  }
}
