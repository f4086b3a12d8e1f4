package dev.runner.modules.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsPresentTest {
  private static final String EXAMPLE =
      """
      # OLD_NAME = 1
      '''
      DOC_NAME = 1
      '''
      DEBUG = False
      PLACES = {
      'INNER': 1,
      }
      CALL = dict(
      KEYWORD=1,
      )
      MAP_TOKEN = ''   # get one
      UPLOAD_LIMIT = 5
      EMAIL, PHONE = 'a', 'b'
      def later():
          LOCAL = 1
      """;

  private static SettingsPresent module(
      NameKind kind, Map<String, Value> values, Optional<String> revision, boolean add) {
    return new SettingsPresent(
        RemotePath.of("/srv/site"),
        "local.py",
        "local_example.py",
        List.of("base.py"),
        kind,
        values,
        revision,
        "origin",
        "main",
        add);
  }

  private static SettingsPresent module(Map<String, Value> values) {
    return module(NameKind.SETTINGS, values, Optional.empty(), true);
  }

  private static FakeHost host(String local) {
    return FakeHost.named("web1")
        .directory("/srv/site")
        .file("/srv/site/local.py", local, 0640)
        .file("/srv/site/local_example.py", EXAMPLE)
        .file("/srv/site/base.py", "CALL = 1\nif True:\n    PHONE = EMAIL = 2\n");
  }

  @Test
  void missingNamesWithoutValueAreRefused() {
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class, module(Map.of()).plan(host("DEBUG = True\nPLACES = {}\n")));
    assertEquals(List.of("MAP_TOKEN", "UPLOAD_LIMIT"), plan.values().get("missing"));
    assertEquals("local.py lacks MAP_TOKEN, UPLOAD_LIMIT, and no value was given", plan.because());
  }

  @Test
  void givenValuesAreAddedAtTheEndOnceAndNeverShown() {
    FakeHost host = host("DEBUG = True\nPLACES = {}");
    SettingsPresent module =
        module(
            Map.of(
                "MAP_TOKEN", new Value(Text.secret("it's")),
                "UPLOAD_LIMIT", new Value(List.of(5L, true, "é")),
                "DEBUG", new Value(false)));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, module.plan(host));
    Step.Write write = assertInstanceOf(Step.Write.class, plan.steps().getFirst());
    assertTrue(write.after().isSecret());
    assertFalse(plan.toString().contains("it's"));
    host.apply(plan);
    assertEquals(
        """
        DEBUG = True
        PLACES = {}

        # Added at a deploy, since the example has them:
        MAP_TOKEN = 'it\\'s'
        UPLOAD_LIMIT = [5, True, u'\\u00e9']
        """,
        host.text("/srv/site/local.py"));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void functionsAreLookedForByTheirDef() {
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            module(NameKind.FUNCTIONS, Map.of(), Optional.empty(), true).plan(host("x = 1\n")));
    assertEquals(List.of("later"), plan.values().get("missing"));
  }

  @Test
  void theExampleOfTheIncomingRevisionCounts() {
    FakeHost host =
        host("DEBUG = PLACES = CALL = MAP_TOKEN = UPLOAD_LIMIT = EMAIL = PHONE = 1\n")
            .answering(
                "rev-parse", c -> c.toString().contains("rev-parse"), Output.of(0, "abc", ""))
            .answering(
                "show",
                c -> c.toString().endsWith("show abc:local_example.py"),
                Output.of(0, "BRAND_NEW = 1\n", ""))
            .answering(
                "show", c -> c.toString().endsWith("show abc:base.py"), Output.of(128, "", "no"));
    Plan plan = module(NameKind.SETTINGS, Map.of(), Optional.of("abc"), true).plan(host);
    assertEquals(
        List.of("BRAND_NEW"), assertInstanceOf(Plan.Refused.class, plan).values().get("missing"));
    Plan look =
        module(NameKind.SETTINGS, Map.of("BRAND_NEW", new Value(1L)), Optional.of("abc"), false)
            .plan(host);
    assertEquals(
        List.of("BRAND_NEW"), assertInstanceOf(Plan.Unchanged.class, look).values().get("missing"));
  }

  @Test
  void aTornFileIsRefused() {
    Plan plan = module(Map.of()).plan(host("A = {\n"));
    assertTrue(assertInstanceOf(Plan.Refused.class, plan).because().contains("isn't closed"));
  }

  private static SettingsPresent environment(Map<String, Value> values) {
    return new SettingsPresent(
        RemotePath.of("/srv/site"),
        ".env",
        ".env.example",
        List.of(),
        NameKind.ENVIRONMENT,
        values,
        Optional.empty(),
        "origin",
        "main",
        true);
  }

  private static FakeHost environmentHost(String text) {
    return FakeHost.named("web1")
        .directory("/srv/site")
        .file("/srv/site/.env", text, 0640)
        .file(
            "/srv/site/.env.example",
            """
            # OLD_NAME=1
            SECRET_KEY=change-me
            export MAILER_TOKEN=
            LATE_FEE=20
            """);
  }

  @Test
  void variablesOfAnEnvironmentFileAreAddedSoThatAllReadThemAlike() {
    FakeHost host = environmentHost("SECRET_KEY=it's-a-(secret\n");
    SettingsPresent module =
        environment(Map.of("MAILER_TOKEN", new Value("a b$c"), "LATE_FEE", new Value(25L)));
    host.apply(module.plan(host));
    String text = host.text("/srv/site/.env");
    assertTrue(text.endsWith("MAILER_TOKEN='a b$c'\nLATE_FEE=25\n"), text);
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void aValueThatProgramsReadDifferentlyIsRefused() {
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            environment(Map.of("MAILER_TOKEN", new Value("it's $HOME"), "LATE_FEE", new Value(25L)))
                .plan(environmentHost("SECRET_KEY=1\n")));
    assertTrue(
        plan.because().startsWith("the value of MAILER_TOKEN can't be written"), plan.because());
    assertFalse(plan.because().contains("HOME"), "the value was shown");
  }

  @Test
  void anEnvironmentFileWhoseQuoteIsOpenIsRefused() {
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            environment(Map.of())
                .plan(environmentHost("SECRET_KEY=\"two\nlines\nMAILER_TOKEN=\n")));
    assertEquals(".env is torn: a string or a bracket isn't closed", plan.because());
  }
}
