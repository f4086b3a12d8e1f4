package dev.runner.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {

  private static Map<?, ?> map(Object value) {
    return assertInstanceOf(Map.class, value);
  }

  @Test
  void localFactsAreJsonOrIni() {
    Sections seen =
        Sections.of(
            Hosts.section("local 0 app", "{\"port\": 80}")
                + Hosts.section("local 0 site", "[general]\nName = x\n# no\nb: c d\n")
                + Hosts.section("local 3 broken", "")
                + Hosts.section("local lost away", "")
                + Hosts.section("local 0 percent", "[a]\nx = 5 %% of %(y)s\ny = z\n")
                + Hosts.section("local 0 bad", "[a]\nx = 5 % of y\n")
                + Hosts.section("local 0 odd", "no section"));
    Map<?, ?> local = map(LocalFacts.of(seen).get("local"));
    assertEquals(Map.of("port", 80L), local.get("app"));
    assertEquals(Map.of("general", Map.of("name", "x", "b", "c d")), local.get("site"));
    assertEquals("Failure executing fact script (broken.fact), rc: 3", local.get("broken"));
    assertEquals("error loading facts as ini - please check content: odd.fact", local.get("odd"));
    assertEquals(Map.of("a", Map.of("x", "5 % of z", "y", "z")), local.get("percent"));
    assertEquals("error loading facts as ini - please check content: bad.fact", local.get("bad"));
    assertEquals("Could not stat fact (away.fact): no such file or directory", local.get("away"));
  }

  @Test
  void volumesOfLvmAreToldWhereTheyCanBeSeen() {
    Sections seen =
        Sections.of(
            Hosts.section(
                "lvm", "vg,vg9,1,1,0.29,0.28\nlv,lv0,vg9,0.01\npv,/dev/loop0,vg9,0.29,0.28\n"));
    assertEquals(
        Map.of(
            "lvs", Map.of("lv0", Map.of("size_g", "0.01", "vg", "vg9")),
            "pvs", Map.of("/dev/loop0", Map.of("free_g", "0.28", "size_g", "0.29", "vg", "vg9")),
            "vgs",
                Map.of(
                    "vg9",
                    Map.of(
                        "free_g", "0.28",
                        "size_g", "0.29",
                        "num_lvs", "1",
                        "num_pvs", "1",
                        "lvs", Map.of("lv0", Map.of("size_g", "0.01"))))),
        LvmFacts.of(seen));
    assertEquals("N/A", LvmFacts.of(Sections.of("")));
  }

  @Test
  void timesAreTheHosts() {
    Sections seen =
        Sections.of(
            Hosts.section("date", "1795644094 099432123 +0100 CET 47\n")
                + Hosts.section("zone", "CET-1CEST,M3.5.0,M10.5.0/3\n"));
    Map<?, ?> time = map(TimeFacts.of(seen).get("date_time"));
    assertEquals("2026-11-25", time.get("date"));
    assertEquals("23:01:34", time.get("time"));
    assertEquals("Wednesday", time.get("weekday"));
    assertEquals("3", time.get("weekday_number"));
    assertEquals("2026-11-25T22:01:34.099432Z", time.get("iso8601_micro"));
    assertEquals("20261125T230134099432", time.get("iso8601_basic"));
    assertEquals("CEST", time.get("tz_dst"));
  }

  @Test
  void aClockWithoutNanosecondsIsAClock() {
    Map<?, ?> time =
        map(
            TimeFacts.of(Sections.of(Hosts.section("date", "0 %N +0000 UTC 00\n")))
                .get("date_time"));
    assertEquals("1970-01-01T00:00:00.000000Z", time.get("iso8601_micro"));
    assertEquals("UTC", time.get("tz_dst"));
  }

  @Test
  void memoryIsInMebibytes() {
    Map<String, Object> facts =
        HardwareFacts.of(
            Hosts.files(
                """
                /proc/meminfo:MemTotal:       24683520 kB
                /proc/meminfo:MemFree:        22309888 kB
                /proc/meminfo:Buffers:           10240 kB
                /proc/meminfo:Cached:          1757184 kB
                /proc/meminfo:SwapTotal:          2048 kB
                /proc/meminfo:SwapFree:           1024 kB
                /proc/uptime:693.47 1507.82
                """));
    assertEquals(24105L, facts.get("memtotal_mb"));
    assertEquals(21787L, facts.get("memfree_mb"));
    assertEquals(2L, facts.get("swaptotal_mb"));
    assertEquals(693L, facts.get("uptime_seconds"));
    assertEquals(Map.of("free", 23513L, "used", 592L), map(facts.get("memory_mb")).get("nocache"));
  }

  @Test
  void processorsAreCountedBySocket() {
    String one =
        """
        processor	: %d
        vendor_id	: GenuineIntel
        model name	: Xeon: fast
        physical id	: %d
        siblings	: 4
        cpu cores	: 2
        """;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      all.append(one.formatted(i, i / 4));
    }
    Map<String, Object> facts =
        CpuFacts.of(Sections.of(Hosts.section("cpus", all + "flags	: fpu vme\n")));
    assertEquals(2L, facts.get("processor_count"));
    assertEquals(2L, facts.get("processor_cores"));
    assertEquals(2L, facts.get("processor_threads_per_core"));
    assertEquals(8L, facts.get("processor_vcpus"));
    assertEquals(List.of("fpu", "vme"), facts.get("flags"));
    assertEquals(
        List.of("0", "GenuineIntel", "Xeon: fast"),
        assertInstanceOf(List.class, facts.get("processor")).subList(0, 3));
  }

  @Test
  void armNamesNoSockets() {
    Map<String, Object> facts =
        CpuFacts.of(Sections.of(Hosts.section("cpus", "processor	: 0\nprocessor	: 1\n")));
    assertEquals(2L, facts.get("processor_count"));
    assertEquals(1L, facts.get("processor_cores"));
    assertEquals(2L, facts.get("processor_vcpus"));
  }

  @Test
  void mountsHaveSizesAndKnowWhenTheyAreBound() {
    Sections seen =
        Sections.of(
            Hosts.section(
                    "files",
                    """
                    /proc/self/mounts:/dev/sda1 / ext4 rw,relatime 0 1
                    /proc/self/mounts:proc /proc proc rw 0 0
                    /proc/self/mounts:/dev/sda1 /srv/my\\040data ext4 rw 0 0
                    /proc/self/mounts:nas:/vol /mnt nfs4 rw 0 0
                    /proc/self/mountinfo:22 1 8:1 / / rw - ext4 /dev/sda1 rw
                    /proc/self/mountinfo:23 22 8:1 /srv /srv/my\\040data rw - ext4 /dev/sda1 rw
                    """)
                + Hosts.section(
                    "sizes", "4096 4096 100 60 50 40 /\n4096 1024 10 6 5 4 /srv/my data\n")
                + Hosts.section(
                    "links",
                    "lrwxrwxrwx 1 root root 10 Nov 25 21:50 /dev/disk/by-uuid/ab-cd ->"
                        + " ../../sda1\n"));
    List<?> mounts = assertInstanceOf(List.class, DiskFacts.mounts(seen).get("mounts"));
    assertEquals(3, mounts.size());
    Map<?, ?> root = map(mounts.get(0));
    assertEquals(409600L, root.get("size_total"));
    assertEquals(40L, root.get("block_used"));
    assertEquals("ab-cd", root.get("uuid"));
    Map<?, ?> data = map(mounts.get(1));
    assertEquals("/srv/my data", data.get("mount"));
    assertEquals("rw,bind", data.get("options"));
    assertEquals(6144L, data.get("size_available"));
    assertEquals("nas:/vol", map(mounts.get(2)).get("device"));
  }

  @Test
  void disksHavePartitions() {
    Sections seen =
        Sections.of(
            Hosts.section(
                    "files",
                    """
                    /sys/block/sda/size:4194304
                    /sys/block/sda/queue/scheduler:none [mq-deadline]
                    /sys/block/sda/queue/logical_block_size:512
                    /sys/block/sda/device/model:Disk of ours
                    /sys/block/sda/sda1/size:2048
                    /sys/block/sda/sda1/start:2048
                    """)
                + Hosts.section(
                    "links",
                    "lrwxrwxrwx 1 root root 0 Nov 25 21:50 /sys/block/sda ->"
                        + " ../devices/pci/ata1/sda\n"));
    Map<?, ?> disk = map(map(DiskFacts.devices(seen).get("devices")).get("sda"));
    assertEquals("2.00 GB", disk.get("size"));
    assertEquals("mq-deadline", disk.get("scheduler_mode"));
    assertEquals("Disk of ours", disk.get("model"));
    assertEquals("1.00 MB", map(map(disk.get("partitions")).get("sda1")).get("size"));
  }

  @Test
  void containersAndMachinesAreTold() {
    assertEquals(
        "docker", VirtualFacts.of(Hosts.host("", "/.dockerenv\n")).get("virtualization_type"));
    assertEquals(
        "lxc",
        VirtualFacts.of(Hosts.files("/run/systemd/container:lxc\n")).get("virtualization_type"));
    Map<String, Object> kvm = VirtualFacts.of(Hosts.files("/sys/class/dmi/id/sys_vendor:QEMU\n"));
    assertEquals("kvm", kvm.get("virtualization_type"));
    assertEquals("guest", kvm.get("virtualization_role"));
    Map<String, Object> bare = VirtualFacts.of(Hosts.files("/sys/class/dmi/id/sys_vendor:Dell\n"));
    assertEquals("NA", bare.get("virtualization_type"));
  }

  @Test
  void theFirstProcessTellsWhoManagesServices() {
    assertEquals(
        "systemd",
        SystemFacts.serviceManager(Hosts.files("/proc/1/comm:systemd\n")).get("service_mgr"));
    assertEquals(
        "openrc",
        SystemFacts.serviceManager(Hosts.host("/proc/1/comm:init\n", "/sbin/openrc\n"))
            .get("service_mgr"));
    assertEquals(
        "sysvinit",
        SystemFacts.serviceManager(Hosts.host("/proc/1/comm:bash\n", "/etc/init.d\n"))
            .get("service_mgr"));
  }

  @Test
  void tellsWhichSystemdRuns() {
    String said = "systemd 252 (252.39-1~deb12u1)\n+PAM +AUDIT -SELINUX\n";
    assertEquals(
        Map.of("systemd", Map.of("version", 252L, "features", "+PAM +AUDIT -SELINUX")),
        SystemFacts.systemd(Sections.of(Hosts.section("systemd", said))));
    assertEquals(Map.of(), SystemFacts.systemd(Sections.of("")));
  }

  @Test
  void withoutPythonItSaysSo() {
    assertEquals(Map.of("present", false), SystemFacts.python(Sections.of("")).get("python"));
  }

  @Test
  void thePythonOfTheHostIsTold() {
    Sections named = Sections.of(Hosts.section("python", "/usr/bin/python3\n3.11\n"));
    assertEquals("3.11", SystemFacts.python(named).get("python_version"));
    assertEquals(true, map(SystemFacts.python(named).get("python")).get("has_sslcontext"));
    assertEquals("cpython", map(SystemFacts.python(named).get("python")).get("type"));
    Sections old = Sections.of(Hosts.section("python", "/usr/bin/python2.7\n2.7.8\n"));
    assertEquals(false, map(SystemFacts.python(old).get("python")).get("has_sslcontext"));
    assertEquals("CPython", map(SystemFacts.python(old).get("python")).get("type"));
    Sections asked = Sections.of(Hosts.section("python", "/opt/python\n3.13.2\n"));
    assertEquals(
        Map.of("major", 3L, "minor", 13L, "micro", 2L),
        map(SystemFacts.python(asked).get("python")).get("version"));
  }

  @Test
  void wordsOfTheKernelMayComeTwice() {
    Map<String, Object> facts =
        SystemFacts.commandLine(Hosts.files("/proc/cmdline:quiet console=tty0 console=ttyS0\n"));
    assertEquals(Map.of("quiet", true, "console", "ttyS0"), facts.get("cmdline"));
    assertEquals(List.of("tty0", "ttyS0"), map(facts.get("proc_cmdline")).get("console"));
  }

  @Test
  void resolversHaveOptions() {
    Map<?, ?> dns =
        map(
            DnsFacts.of(
                    Hosts.files(
                        """
                        /etc/resolv.conf:# made by hand
                        /etc/resolv.conf:nameserver 192.0.2.53
                        /etc/resolv.conf:nameserver 192.0.2.54
                        /etc/resolv.conf:search a.example b.example
                        /etc/resolv.conf:options ndots:2 rotate
                        """))
                .get("dns"));
    assertEquals(List.of("192.0.2.53", "192.0.2.54"), dns.get("nameservers"));
    assertEquals(List.of("a.example", "b.example"), dns.get("search"));
    assertEquals(Map.of("ndots", "2", "rotate", true), dns.get("options"));
  }
}
