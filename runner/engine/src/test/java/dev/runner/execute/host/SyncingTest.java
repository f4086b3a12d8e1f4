package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.module.RsyncCall;
import dev.runner.transport.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way between the two ends of rsync. A script stands in for rsync: it talks to the other end
/// as rsync does, by the shell that it is given.
class SyncingTest {
  private static final String RSYNC =
      """
      #!/bin/sh
      for word; do
        case $word in --rsh=*) shell=${word#--rsh=} ;; --no) echo "no such option"; exit 1 ;; esac
        last=$word
      done
      echo "to $last"
      [ -n "$shell" ] || exit 0
      head -c 3000000 /dev/zero | tr '\\000' x \\
        | sh -c "$shell host head -c 3000000 '|' tr x y \\"$1\\"" >"$OUT"
      exit 7
      """;
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path home;
  private Path rsync = Path.of("");
  private ShellOfThisMachine host = new ShellOfThisMachine(List.of("/bin/sh"), home, Map.of());

  @BeforeEach
  void script() throws IOException {
    rsync = home.resolve("rsync");
    Files.writeString(rsync, RSYNC.replace("\"$OUT\"", "'" + home.resolve("out") + "'"));
    Files.setPosixFilePermissions(rsync, PosixFilePermissions.fromString("rwx------"));
    host = new ShellOfThisMachine(List.of("/bin/sh"), home, Map.of());
  }

  private Output run(Optional<Partner> partner, RsyncCall.Far far, String... options)
      throws Exception {
    RsyncCall call = new RsyncCall(rsync.toString(), List.of(options), "a", "b", far, "/here/a");
    return new Syncing(host, new Identity.Login(), partner).run(call, LONG);
  }

  private void carriedAll(Output output) throws IOException {
    assertEquals(7, output.exit());
    assertTrue(output.out().contains("to host:b"), output.out());
    String all = Files.readString(home.resolve("out"));
    assertEquals(3_000_000, all.length());
    assertTrue(all.chars().allMatch(c -> c == 'y'));
  }

  @Test
  void bytesGoBothWaysBetweenTheControlMachineAndAHost() throws Exception {
    carriedAll(run(Optional.empty(), RsyncCall.Far.DESTINATION, ""));
    assertEquals(1, host.trips.get());
  }

  @Test
  void bytesGoBothWaysBetweenTwoHosts() throws Exception {
    ShellOfThisMachine other = new ShellOfThisMachine(List.of("/bin/sh"), home, Map.of());
    Partner partner = new Partner(other, new Identity.Login(), Partner.Place.OTHER);
    carriedAll(run(Optional.of(partner), RsyncCall.Far.DESTINATION, ""));
    assertEquals(1, other.trips.get());
  }

  @Test
  void onOneHostThereIsNoOtherEnd() throws Exception {
    Output output =
        run(
            Optional.of(new Partner(host, new Identity.Login(), Partner.Place.SAME)),
            RsyncCall.Far.DESTINATION);
    assertEquals("to b", output.out());
    assertEquals(0, output.exit());
  }

  @Test
  void onTheControlMachineThereIsNoOtherEnd() throws Exception {
    Partner itself = new Partner(host, new Identity.Login(), Partner.Place.CONTROL);
    assertEquals("to /here/a", run(Optional.of(itself), RsyncCall.Far.SOURCE).out());
    assertEquals("to b", run(Optional.of(itself), RsyncCall.Far.DESTINATION).out());
  }

  @Test
  void whatGoesWrongBeforeTheOtherEndIsAskedIsTold() throws Exception {
    Output output = run(Optional.empty(), RsyncCall.Far.SOURCE, "--no");
    assertEquals(1, output.exit());
    assertEquals("no such option", output.err());
    assertEquals(0, host.trips.get());
    rsync = home.resolve("missing");
    assertEquals(127, run(Optional.empty(), RsyncCall.Far.SOURCE).exit());
  }

  @Test
  void aDaemonIsReachedByRsyncItself() throws Exception {
    assertEquals("to b", run(Optional.empty(), RsyncCall.Far.NOTHING).out());
  }
}
