package dev.runner.modules.apache;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `apache2_module` makes of what Apache says of its modules.
class Apache2ModuleTest {
  private static final String LOADED =
      "/usr/sbin/apache2ctl\nLoaded Modules:\n core_module (static)\n rewrite_module (shared)\n";

  private static FakeHost host(Output modules, String built) {
    return FakeHost.named("web1")
        .answering("modules", command -> command.toString().contains("-M"), modules)
        .answering("built", command -> command.toString().contains("-V"), Output.of(0, built, ""))
        .program("a2enmod", "/usr/sbin/a2enmod")
        .program("a2dismod", "/usr/sbin/a2dismod")
        .directory("/etc/apache2/mods-available")
        .file("/etc/apache2/mods-available/headers.load", "")
        .file("/etc/apache2/mods-available/cgi.load", "");
  }

  private static FakeHost host() {
    return host(Output.of(0, LOADED, ""), "threaded:     no\n");
  }

  private static Apache2Module module(Object... parameters) {
    return task(Apache2Module.class, parameters);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  private static Finished after(Plan plan, FakeHost now, Output said) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    return assertInstanceOf(Finished.class, changes.after().look(Outputs.of(List.of(said)), now));
  }

  @Test
  void enablesWhatIsNotEnabled() {
    FakeHost host = host();
    Plan plan = module("name", "headers").plan(host);
    assertEquals(List.of("a2enmod headers"), commands(plan));
    assertEquals(1, host.roundTrips());
    assertEquals(
        "Module headers enabled",
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("result"));
    Plan same = module("name", "rewrite").plan(host());
    assertEquals(
        "Module rewrite enabled",
        assertInstanceOf(Plan.Unchanged.class, same).values().get("result"));
  }

  @Test
  void disablesWhatIsEnabled() {
    assertEquals(
        List.of("a2dismod -f rewrite"),
        commands(module("name", "rewrite", "state", "absent", "force", true).plan(host())));
    assertInstanceOf(
        Plan.Unchanged.class, module("name", "headers", "state", "absent").plan(host()));
  }

  @Test
  void knowsWhatApacheCallsAModule() {
    assertEquals("headers_module", module("name", "headers").listed());
    assertEquals("php_module", module("name", "php8.2").listed());
    assertEquals("php7_module", module("name", "php7.4").listed());
    assertEquals("mod_shib", module("name", "shib2").listed());
    assertEquals("evasive20_module", module("name", "evasive").listed());
    assertEquals("dump_io", module("name", "io", "identifier", "dump_io").listed());
  }

  private static String refusal(Plan plan) {
    return assertInstanceOf(Plan.Refused.class, plan).because();
  }

  @Test
  void refusesWhatWouldFail() {
    assertTrue(refusal(module("name", "nosuch").plan(host())).contains("nosuch.load"));
    Output broken = Output.of(1, "/usr/sbin/apache2ctl\n", "AH00526: no\n");
    assertEquals(
        "Error executing /usr/sbin/apache2ctl: AH00526: no",
        refusal(module("name", "headers").plan(host(broken, ""))));
    assertTrue(
        refusal(module("name", "headers").plan(host(Output.of(0, "", ""), "")))
            .startsWith("Neither of apache2ctl nor apachectl found."));
    FakeHost threaded = host(Output.of(0, LOADED, ""), "  threaded:     yes (fixed)\n");
    assertEquals(
        "Your MPM seems to be threaded, therefore enabling cgi module is not allowed.",
        refusal(module("name", "cgi").plan(threaded)));
    assertThrows(BadParameter.class, () -> module("name", "-q"));
  }

  @Test
  void aBrokenConfigurationCanBeIgnored() {
    Output broken = Output.of(1, "/usr/sbin/apache2ctl\n", "AH00526: no\n");
    Apache2Module headers = module("name", "headers", "ignore_configcheck", true);
    Plan plan = headers.plan(host(broken, ""));
    assertEquals(
        List.of("Error executing /usr/sbin/apache2ctl: AH00526: no"),
        assertInstanceOf(Plan.Changes.class, plan).warnings());
    assertTrue(
        after(plan, host(broken, ""), Output.of(0, "Enabling module headers.\n", "")).changed());
    Output already = Output.of(0, "Module headers already enabled\n", "");
    assertTrue(!after(plan, host(broken, ""), already).changed());
    Output none = Output.of(1, "/usr/sbin/apache2ctl\n", "AH00534: No MPM loaded.\n");
    Plan quiet =
        module(
                "name",
                "mpm_event",
                "state",
                "absent",
                "ignore_configcheck",
                true,
                "warn_mpm_absent",
                false)
            .plan(host(none, ""));
    assertEquals(List.of(), assertInstanceOf(Plan.Unchanged.class, quiet).warnings());
  }

  @Test
  void saysWhatBecameOfIt() {
    Plan plan = module("name", "headers").plan(host());
    Output done = Output.of(0, "Enabling module headers.\n", "");
    FakeHost enabled = host(Output.of(0, LOADED + " headers_module (shared)\n", ""), "");
    assertEquals("Module headers enabled", after(plan, enabled, done).values().get("result"));
    Finished wrong = after(plan, host(), done);
    assertTrue(wrong.failed() && wrong.message().contains("module identifier (headers_module)"));
    Finished failed = after(plan, host(), Output.of(1, "", "ERROR: no\n"));
    assertTrue(failed.failed());
    assertEquals(1L, failed.values().get("rc"));
    assertEquals("Failed to run a2enmod for module headers:\n\nERROR: no", failed.message());
  }
}
