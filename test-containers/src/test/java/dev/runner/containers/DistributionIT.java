package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.MountableFile;

/// What `mvn package` hands out, on a machine without Java.
class DistributionIT {
  private static Path built(String end) throws IOException {
    Path folder = Workspace.root().resolve("target/distribution");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + end + " in " + folder));
    }
  }

  @Test
  void runsWhereItIsUnpackedOrInstalled() throws IOException {
    Path archive = built(".tar.gz");
    Path deb = built(".deb");
    try (TestHost machine =
        TestHost.start(
            Stack.MODERN,
            Map.of("SERVICES", ""),
            container ->
                container
                    .withCopyFileToContainer(MountableFile.forHostPath(archive), "/root/a.tar.gz")
                    .withCopyFileToContainer(MountableFile.forHostPath(deb), "/root/a.deb"))) {
      assertEquals("", machine.bash("command -v java || true"));
      machine.bash(
          """
          mkdir '/opt/a place' && tar -C '/opt/a place' --strip-components=1 -xzf /root/a.tar.gz
          dpkg -i /root/a.deb
          cat >/root/play.yml <<'END'
          - hosts: all
            connection: local
            tasks:
              - copy: { content: "{{ ansible_facts.distribution }} {{ 6 * 7 }}", dest: /root/answer }
          END
          """);
      for (String command : new String[] {"'/opt/a place/bin/runner'", "/usr/bin/runner"}) {
        // With `on` the JVM refuses to start without the cache that came with it.
        String version =
            machine.bash("RUNNER_JAVA_OPTS=-XX:AOTMode=on %s --version".formatted(command));
        assertTrue(version.startsWith("runner 0."), version);
        machine.bash(
            "rm -f /root/answer; cd / && %s play /root/play.yml -i localhost,".formatted(command));
        assertEquals("Debian 42", machine.bash("cat /root/answer"));
      }
      String ponged =
          machine.bash("cd / && '/opt/a place/bin/compat/ansible' localhost -c local -m ping");
      assertTrue(ponged.contains("pong"), ponged);
    }
  }
}
