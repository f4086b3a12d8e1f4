package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `kernel_blacklist` and `crypttab` make of their files; where nothing else is said,
/// Ansible's modules made the same of them.
class DeviceLinesTest {
  private static final String MODULES =
      "# c\nblacklist aaaa\n  blacklist  bb-b # why\n#blacklist cccc\nblacklist dddd";
  private static final String TABLE =
      "# head\n\nluks-a UUID=1-2 none luks,discard\nluks-b /dev/sdb1 /root/key\n"
          + "swap /dev/sdc1 /dev/urandom swap,cipher=aes\n";

  private static Object[] with(Object[] given, Object... more) {
    Object[] all = Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return all;
  }

  private static KernelBlacklist module(Object... given) {
    return task(KernelBlacklist.class, with(given, "blacklist_file", "/etc/file"));
  }

  private static Crypttab device(Object... given) {
    return task(Crypttab.class, with(given, "path", "/etc/file"));
  }

  private static FakeHost host(String before) {
    return FakeHost.named("web1").directory("/etc").file("/etc/file", before);
  }

  /// The file afterwards; the same once more changes nothing.
  private static String after(String before, TaskModule module) {
    FakeHost host = host(before);
    host.apply(assertInstanceOf(Plan.Changes.class, module.plan(host)));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text("/etc/file");
  }

  private static Plan.Unchanged same(String before, TaskModule module) {
    return assertInstanceOf(Plan.Unchanged.class, module.plan(host(before)));
  }

  @Test
  void aModuleIsWrittenAtTheEnd() {
    assertEquals(MODULES + "\nblacklist cccc\n", after(MODULES, module("name", "cccc")));
    assertEquals(
        List.of(
            "# c",
            "blacklist aaaa",
            "  blacklist  bb-b # why",
            "#blacklist cccc",
            "blacklist dddd"),
        same(MODULES, module("name", "aaaa")).values().get("lines"));
    FakeHost fresh = FakeHost.named("web1").directory("/etc").absent("/etc/file");
    fresh.apply(module("name", "aaaa").plan(fresh));
    assertEquals("blacklist aaaa\n", fresh.text("/etc/file"));
  }

  /// Ansible's would add a second line here: it doesn't know of the signs and comments that
  /// modprobe.d(5) allows.
  @Test
  void aModuleIsKnownByEitherOfItsSigns() {
    same(MODULES, module("name", "bb_b"));
    assertEquals(
        MODULES.replace("  blacklist  bb-b # why\n", "") + "\n",
        after(MODULES, module("name", "bb_b", "state", "absent")));
    same(MODULES, module("name", "zzzz", "state", "absent"));
  }

  @Test
  void aDeviceGetsItsLine() {
    assertEquals(
        TABLE + "luks-n /dev/sdz none luks\n",
        after(
            TABLE,
            device(
                "name",
                "luks-n",
                "state",
                "present",
                "backing_device",
                "/dev/sdz",
                "opts",
                "luks")));
    assertEquals(
        TABLE.replace("UUID=1-2", "UUID=3-4"),
        after(
            TABLE,
            device(
                "name", "/dev/mapper/luks-a", "state", "present", "backing_device", "UUID=3-4")));
    assertEquals(
        TABLE.replace("luks,discard", "luks"),
        after(TABLE, device("name", "luks-a", "state", "present", "opts", "luks")));
    assertEquals(
        TABLE.replace("/root/key", "-"),
        after(TABLE, device("name", "luks-b", "state", "present", "password", "-")));
    assertEquals(
        "'backing_device' required to add a new entry",
        assertInstanceOf(
                Plan.Refused.class,
                device("name", "q", "state", "present", "opts", "luks").plan(host(TABLE)))
            .because());
  }

  @Test
  void optionsComeAndGo() {
    assertEquals(
        TABLE.replace("swap,cipher=aes", "swap,cipher=des,noauto"),
        after(TABLE, device("name", "swap", "state", "opts_present", "opts", "cipher=des,noauto")));
    assertEquals(
        TABLE.replace("swap,cipher=aes", "swap"),
        after(TABLE, device("name", "swap", "state", "opts_absent", "opts", "noauto,cipher")));
    same(TABLE, device("name", "swap", "state", "opts_present", "opts", "cipher=aes"));
  }

  /// Ansible's leaves an empty line in its place.
  @Test
  void aLineIsRemoved() {
    assertEquals(
        TABLE.replace("luks-b /dev/sdb1 /root/key\n", ""),
        after(TABLE, device("name", "luks-b", "state", "absent")));
    same(TABLE, device("name", "luks-z", "state", "absent"));
  }

  @Test
  void whatCantStandInALine() {
    assertEquals(
        "invalid 'name': contains white space or is empty",
        assertThrows(
                BadParameter.class,
                () -> device("name", "a b", "state", "present", "backing_device", "/dev/x"))
            .getMessage());
    assertEquals(
        "expected one or more of 'backing_device', 'password' or 'opts'",
        assertThrows(BadParameter.class, () -> device("name", "a", "state", "present"))
            .getMessage());
  }
}
