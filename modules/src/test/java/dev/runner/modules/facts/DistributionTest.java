package dev.runner.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static List<Object> told(Sections seen) {
    Map<String, Object> facts = Distribution.facts(seen);
    return List.of(
        facts.get("distribution"),
        facts.get("distribution_version"),
        facts.get("distribution_major_version"),
        facts.get("distribution_release"),
        facts.get("os_family"),
        Distribution.packageManager(seen).get("pkg_mgr"));
  }

  @Test
  void debianTellsItsMinorVersionElsewhere() {
    Sections seen =
        Hosts.host(
            """
            /etc/debian_version:12.11
            /etc/os-release:NAME="Debian GNU/Linux"
            /etc/os-release:VERSION_ID="12"
            /etc/os-release:VERSION_CODENAME=bookworm
            /etc/os-release:ID=debian
            """,
            "/usr/bin/apt-get\n");
    assertEquals(List.of("Debian", "12.11", "12", "bookworm", "Debian", "apt"), told(seen));
    assertEquals("11", Distribution.facts(seen).get("distribution_minor_version"));
  }

  @Test
  void testingDebianHasNoNumberThere() {
    Sections seen = Hosts.files("/etc/debian_version:trixie/sid\n/etc/os-release:ID=debian\n");
    assertEquals(List.of("Debian", "NA", "NA", "NA", "Debian", "unknown"), told(seen));
  }

  @Test
  void ubuntu() {
    Sections seen =
        Hosts.host(
            """
            /etc/debian_version:bookworm/sid
            /etc/os-release:ID=ubuntu
            /etc/os-release:VERSION_ID="22.04"
            /etc/os-release:VERSION_CODENAME=jammy
            """,
            "/usr/bin/apt-get\n");
    assertEquals(List.of("Ubuntu", "22.04", "22", "jammy", "Debian", "apt"), told(seen));
  }

  @Test
  void rocky() {
    Sections seen =
        Hosts.host(
            """
            /etc/os-release:ID="rocky"
            /etc/os-release:VERSION_ID="9.4"
            /etc/redhat-release:Rocky Linux release 9.4 (Blue Onyx)
            """,
            "/usr/bin/apt-get\n/usr/bin/dnf\n/usr/bin/yum\n");
    assertEquals(List.of("Rocky", "9.4", "9", "Blue Onyx", "RedHat", "dnf"), told(seen));
  }

  @Test
  void oldCentosHasThreeNumbers() {
    Sections seen =
        Hosts.host(
            """
            /etc/os-release:ID="centos"
            /etc/os-release:VERSION_ID="7"
            /etc/redhat-release:CentOS Linux release 7.9.2009 (Core)
            """,
            "/usr/bin/yum\n");
    assertEquals(List.of("CentOS", "7.9", "7", "Core", "RedHat", "yum"), told(seen));
  }

  @Test
  void alpine() {
    Sections seen =
        Hosts.host(
            """
            /etc/alpine-release:3.19.1
            /etc/os-release:ID=alpine
            /etc/os-release:VERSION_ID=3.19.1
            """,
            "/sbin/apk\n");
    assertEquals(List.of("Alpine", "3.19.1", "3", "NA", "Alpine", "apk"), told(seen));
  }

  @Test
  void anUnknownRelativeHasItsFamily() {
    Sections seen =
        Hosts.files(
            """
            /usr/lib/os-release:NAME="Quokka Linux"
            /usr/lib/os-release:ID=quokka
            /usr/lib/os-release:ID_LIKE="ubuntu debian"
            /usr/lib/os-release:VERSION_ID=3
            """);
    assertEquals("Debian", Distribution.facts(seen).get("os_family"));
    assertEquals("Quokka", Distribution.facts(seen).get("distribution"));
  }

  @Test
  void lsbIsReadFromItsFileOrFromTheOther() {
    Sections seen =
        Hosts.host(
            """
            /etc/os-release:ID=debian
            /etc/os-release:VERSION_ID="12"
            /etc/os-release:VERSION_CODENAME=bookworm
            /etc/os-release:PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
            """,
            "/usr/bin/lsb_release\n");
    assertEquals(
        Map.of(
            "id", "Debian",
            "release", "12",
            "major_release", "12",
            "codename", "bookworm",
            "description", "Debian GNU/Linux 12 (bookworm)"),
        Distribution.lsb(seen).get("lsb"));
    assertEquals(Map.of(), Distribution.lsb(Hosts.files("/etc/os-release:ID=debian\n")).get("lsb"));
  }
}
