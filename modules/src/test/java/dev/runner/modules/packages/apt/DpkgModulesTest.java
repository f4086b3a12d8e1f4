package dev.runner.modules.packages.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DpkgModulesTest {
  private final FakeHost host = FakeHost.named("web1");

  private static Content stdin(Plan plan) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    Step.Run run = assertInstanceOf(Step.Run.class, changes.steps().getFirst());
    return run.command().stdin().orElseThrow();
  }

  @Test
  void aPackageIsHeld() {
    host.answering("dpkg --get-selections hello", "hello\t\tinstall\n");
    Plan plan = new DpkgSelections("hello", DpkgSelections.Selection.HOLD).plan(host);
    assertEquals(Content.of("hello hold\n"), stdin(plan));
    assertInstanceOf(
        Plan.Unchanged.class,
        new DpkgSelections("hello", DpkgSelections.Selection.INSTALL).plan(host));
    host.answering("dpkg --get-selections kernel", "");
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            new DpkgSelections("kernel", DpkgSelections.Selection.HOLD).plan(host));
    assertTrue(refused.because().startsWith("Failed to find package"), refused.because());
  }

  private static Debconf debconf(Debconf.Kind kind, Object answer) {
    return new Debconf(
        "pkg", Optional.of("pkg/q"), Optional.of(kind), Optional.of(new Value(answer)), false);
  }

  @Test
  void anAnswerIsGivenOnce() {
    host.answering("debconf-show pkg", "* pkg/q: true\n  pkg/list: b, a\n");
    assertInstanceOf(Plan.Unchanged.class, debconf(Debconf.Kind.BOOLEAN, true).plan(host));
    Plan plan = debconf(Debconf.Kind.BOOLEAN, false).plan(host);
    assertEquals(Content.of("pkg pkg/q boolean false\n"), stdin(plan));
    assertEquals(
        Map.of("pkg/q", "true"),
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("previous"));
    assertInstanceOf(
        Plan.Refused.class, debconf(Debconf.Kind.MULTISELECT, List.of("a", 1L)).plan(host));
  }

  @Test
  void theOrderOfSeveralAnswersDoesNotMatter() {
    host.answering("debconf-show pkg", "* pkg/q: b, a\n");
    assertInstanceOf(
        Plan.Unchanged.class, debconf(Debconf.Kind.MULTISELECT, List.of("a", "b")).plan(host));
    assertInstanceOf(Plan.Changes.class, debconf(Debconf.Kind.MULTISELECT, "a, b").plan(host));
  }

  @Test
  void aPasswordIsReadWhereDebconfKeepsItAndNeverShown() {
    host.answering("debconf-show pkg", "* pkg/q: (password omitted)\n")
        .file(
            "/var/cache/debconf/passwords.dat",
            "Name: pkg/q\nTemplate: pkg/q\nValue: other\nOwners: other\n\n"
                + "Name: pkg/q\nTemplate: pkg/q\nValue: s3cret\nOwners: a, pkg\n");
    assertInstanceOf(Plan.Unchanged.class, debconf(Debconf.Kind.PASSWORD, "s3cret").plan(host));
    assertTrue(stdin(debconf(Debconf.Kind.PASSWORD, "another").plan(host)).isSecret());
  }

  private static final String KEY = "36A1D7869245C8950F966E92D8576A8BA88D21E9";

  private static AptKey key(AptKey.State state, Optional<String> url) {
    return new AptKey(
        Optional.of(KEY),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        url,
        Optional.empty(),
        state,
        true);
  }

  @Test
  void aKeyThatIsTrustedIsNotDownloaded() {
    String list = "apt-key adv --list-public-keys --keyid-format=long";
    String line = "pub   rsa4096/D8576A8BA88D21E9 2011-12-13 [SC]\n";
    Optional<String> url = Optional.of("https://example.org/key");
    host.answering(list, line);
    assertInstanceOf(Plan.Unchanged.class, key(AptKey.State.PRESENT, url).plan(host));
    host.answering("apt-key del A88D21E9", "OK");
    Finished kept =
        assertInstanceOf(
            Finished.class, host.apply(key(AptKey.State.ABSENT, Optional.empty()).plan(host)));
    assertTrue(kept.failed());
    host.answering(list, Output.of(0, "", ""), Output.of(0, line, ""))
        .serving("https://example.org/key", 200, "key")
        .answering("apt-key add -", "OK");
    Finished added =
        assertInstanceOf(Finished.class, host.apply(key(AptKey.State.PRESENT, url).plan(host)));
    assertEquals(List.of("D8576A8BA88D21E9"), added.values().get("after"));
  }
}
