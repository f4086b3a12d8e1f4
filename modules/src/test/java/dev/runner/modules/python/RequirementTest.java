package dev.runner.modules.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.RemotePath;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {

  /// The order is PEP 440's own example, and pip's for `c` and `preview`.
  @Test
  void versionsAreOrdered() {
    List<String> order =
        List.of(
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "1.10",
            "1!0.1");
    for (int i = 1; i < order.size(); i++) {
      Version one = Version.parse(order.get(i - 1)).orElseThrow();
      Version next = Version.parse(order.get(i)).orElseThrow();
      assertTrue(one.compareTo(next) < 0, order.get(i - 1) + " < " + order.get(i));
      assertTrue(next.compareTo(one) > 0, order.get(i) + " > " + order.get(i - 1));
    }
    assertEquals(0, version("1.0").compareTo(version("v1.0.0")));
    assertEquals(0, version("1.0c1").compareTo(version("1.0-rc.1")));
    assertEquals(Optional.empty(), Version.parse("2004d-x!"));
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "==1.4.22 | 1.4.22 | true",
        "==1.4 | 1.4.0 | true",
        "==1.4.* | 1.4.22 | true",
        "==1.4.* | 1.5 | false",
        "!=1.4.* | 1.5 | true",
        ">=1.3,<1.7 | 1.6.11 | true",
        ">=1.3,<1.7 | 1.7 | false",
        "<1.7 | 1.7rc1 | false",
        ">1.7 | 1.7.post1 | false",
        "~=2.2 | 2.9 | true",
        "~=2.2 | 3.0 | false",
        "~=2.2.1 | 2.3 | false",
        "==1.0 | 1.0+local | true",
        "===1.0-odd | 1.0-odd | true",
        "<=4.2 | 4.2.1 | false",
      })
  void specifiersAdmit(String specifiers, String version, boolean admitted) {
    assertEquals(admitted, Specifiers.parse(specifiers).orElseThrow().admit(version));
  }

  @Test
  void markersHold() {
    Map<String, String> old =
        Map.of("python_version", "2.7", "sys_platform", "linux2", "os_name", "posix");
    assertTrue(Marker.holds("python_version < '3'", old));
    assertTrue(Marker.holds("python_version < '3' and sys_platform in 'linux linux2'", old));
    assertFalse(Marker.holds("python_version >= \"3.10\"", old));
    assertTrue(Marker.holds("(python_version >= '3' or os_name == 'posix')", old));
    assertFalse(Marker.holds("os_name not in 'posix nt'", old));
    assertTrue(Marker.holds("python_version<'3.10'", Map.of("python_version", "3.9")));
    assertFalse(Marker.holds("python_version<'3.9'", Map.of("python_version", "3.11")));
  }

  @Test
  void readsFilesWithWhatTheyInclude() {
    FakeHost host =
        FakeHost.named("web1")
            .directory("/srv")
            .file(
                "/srv/requirements.txt",
                """
                # comment
                -r base/common.txt
                --index-url https://example.org/simple
                Django==1.4.22  # old
                South >= 0.7, \\
                    < 1.0
                Foo_Bar[extra]==1.0 --hash=sha256:abc \\
                    --hash=sha256:def
                futures; python_version < '3'
                -e git+https://example.org/x.git@main#egg=my.pkg
                https://example.org/dl/thing-1.2.tar.gz
                other @ https://example.org/other.zip
                """)
            .file("/srv/base/common.txt", "Pillow\n-c limits.txt\n");
    List<Requirement> found =
        RequirementsFile.read(host::read, RemotePath.of("/srv/requirements.txt")).requirements();
    assertEquals(
        List.of(
            "pillow",
            "django==1.4.22",
            "south>=0.7,<1.0",
            "foo-bar==1.0",
            "futures",
            "my-pkg",
            "thing==1.2",
            "other"),
        found.stream().map(each -> each.name() + each.specifiers()).toList());
    assertEquals("python_version < '3'", found.get(4).marker());
    assertTrue(found.get(5).editable());
  }

  @Test
  void aMissingFileIsNamed() {
    FakeHost host = FakeHost.named("web1").directory("/srv").file("/srv/r.txt", "-r no.txt\n");
    assertEquals(
        Optional.of(RemotePath.of("/srv/no.txt")),
        RequirementsFile.read(host::read, RemotePath.of("/srv/r.txt")).missing());
  }
}
