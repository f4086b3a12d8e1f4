package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The ways in which `timezone` sets a zone.
class TimezoneTest {
  private static final String FILE = "/etc/timezone";

  private static FakeHost saying(String look) {
    return FakeHost.named("web1")
        .answering(
            "look", command -> command.toString().startsWith("sh -c"), Output.of(0, look, ""))
        .absent(FILE);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> step instanceof Step.Run run ? run.command().toString() : step.title())
        .toList();
  }

  @Test
  void systemdIsAsked() {
    FakeHost host = saying("way systemd\nzone Etc/UTC\nknown yes\n");
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            task(Timezone.class, "name", "Europe/Berlin", "hwclock", "local").plan(host));
    assertEquals(
        List.of("timedatectl set-timezone Europe/Berlin", "timedatectl set-local-rtc yes"),
        commands(plan));
    assertEquals(
        Map.of(
            "before", Map.of("name", "Etc/UTC", "hwclock", "UTC"),
            "after", Map.of("name", "Europe/Berlin", "hwclock", "local")),
        plan.predicted().get("diff"));
    assertInstanceOf(
        Plan.Unchanged.class, task(Timezone.class, "name", "Etc/UTC", "hwclock", "UTC").plan(host));
  }

  @Test
  void elsewhereALinkAndAFileAreMade() {
    FakeHost host = saying("zone Etc/UTC\ndebian yes\nknown yes\n").link("/etc/localtime", "/x");
    host.apply(task(Timezone.class, "name", "Europe/Berlin").plan(host));
    assertEquals("Europe/Berlin\n", host.text(FILE));
    assertEquals(
        List.of("set the zone Europe/Berlin"),
        commands(task(Timezone.class, "name", "Europe/Berlin").plan(host)));
    FakeHost done = saying("zone Europe/Berlin\nknown yes\n");
    assertInstanceOf(
        Plan.Unchanged.class, task(Timezone.class, "name", "Europe/Berlin").plan(done));
    assertEquals(1, done.roundTrips());
  }

  private static Object before(FakeHost host) {
    Plan plan = task(Timezone.class, "name", "Europe/Berlin").plan(host);
    return assertInstanceOf(Plan.Changes.class, plan).predicted().get("diff")
                instanceof Map<?, ?> diff
            && diff.get("before") instanceof Map<?, ?> before
        ? String.valueOf(before.get("name"))
        : "";
  }

  @Test
  void theNameIsBelievedUnlessTheZoneIsAnother() {
    String debian = "debian yes\nknown yes\n";
    assertEquals("n/a", before(saying(debian)));
    assertEquals("n/a", before(saying(debian).file(FILE, "")));
    assertEquals("Asia/Tokyo", before(saying(debian).file(FILE, "Asia/Tokyo\n")));
    assertEquals("n/a", before(saying(debian).file(FILE, "Europe/Berlin\n")));
    assertEquals(
        "Etc/UTC", before(saying(debian + "zone Etc/UTC\n").file(FILE, "Europe/Berlin\n")));
  }

  @Test
  void theClockNeedsItsProgram() {
    Timezone local = task(Timezone.class, "hwclock", "local");
    assertInstanceOf(Plan.Refused.class, local.plan(saying("known yes\n")));
    assertEquals(
        List.of("hwclock --systohc --localtime"),
        commands(local.plan(saying("hwclock yes\nknown yes\n"))));
    assertInstanceOf(
        Plan.Unchanged.class, local.plan(saying("clock local\nhwclock yes\nknown yes\n")));
  }

  @Test
  void refusesWhatCanNotBe() {
    assertInstanceOf(
        Plan.Refused.class,
        task(Timezone.class, "name", "Mars/Phobos").plan(saying("debian yes\n")));
    assertThrows(BadParameter.class, () -> task(Timezone.class));
    assertThrows(BadParameter.class, () -> task(Timezone.class, "name", "../../passwd"));
  }
}
