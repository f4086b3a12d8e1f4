package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IniFileTest {
  private static final String BEFORE =
      """
      top = 1

      [a]
      x = 1
      ; y = 2
      x = 3

      # end of a
      [b]
      x=1
      """;

  private static IniFile ini(
      String section, String option, IniFile.State state, boolean exclusive, String... values) {
    return new IniFile(
        RemotePath.of("/etc/app.ini"),
        Optional.of(section).filter(it -> !it.isEmpty()),
        List.of(),
        Optional.of(option).filter(it -> !it.isEmpty()),
        Optional.empty(),
        Stream.of(values).map(each -> Text.of(each, Marks.NONE)).toList(),
        state,
        exclusive,
        false,
        false,
        false,
        true,
        true,
        false,
        false,
        Permissions.NONE,
        Labels.NONE);
  }

  private static String after(String before, IniFile module) {
    FakeHost host = FakeHost.named("web1").directory("/etc").file("/etc/app.ini", before);
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text("/etc/app.ini");
  }

  private static String set(String section, String option, String... values) {
    return after(BEFORE, ini(section, option, IniFile.State.PRESENT, true, values));
  }

  @Test
  void aLinkIsFollowedOnlyIfThatIsAskedFor() {
    FakeHost host =
        FakeHost.named("web1")
            .directory("/etc")
            .file("/etc/real.ini", BEFORE)
            .link("/etc/app.ini", "real.ini");
    host.apply(ini("a", "x", IniFile.State.PRESENT, true, "2").plan(host));
    assertEquals(BEFORE, host.text("/etc/real.ini"));
    assertEquals(
        BEFORE.replace("x = 3\n", "").replace("x = 1", "x = 2"), host.text("/etc/app.ini"));
  }

  @Test
  void setsAnOption() {
    assertEquals(BEFORE.replace("x = 3\n", "").replace("x = 1", "x = 2"), set("a", "x", "2"));
    assertEquals(BEFORE.replace("x = 1\n", ""), set("a", "x", "3"));
    assertEquals(BEFORE.replace("top = 1", "top = 2"), set("", "top", "2"));
    assertEquals(BEFORE.replace("x=1", "x = 1"), set("b", "x", "1"));
    assertEquals(BEFORE.replace("x=1", "x = 1"), set(" b ", "x", "1"));
  }

  @Test
  void refusesAMissingFileThatItMayNotMake() {
    FakeHost host = FakeHost.named("web1").directory("/etc").absent("/etc/app.ini");
    Object[] words = {
      "path", RemotePath.of("/etc/app.ini"), "section", "a", "state", IniFile.State.ABSENT
    };
    assertInstanceOf(Plan.Unchanged.class, Tasks.task(IniFile.class, words).plan(host));
    Object[] strict = Arrays.copyOf(words, words.length + 2);
    strict[words.length] = "create";
    strict[words.length + 1] = false;
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, Tasks.task(IniFile.class, strict).plan(host));
    assertEquals("Destination /etc/app.ini does not exist!", refused.because());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    assertEquals(
        "[a]\nx = 2\n",
        after("\ufeff[a]\nx = 1\n", ini("a", "x", IniFile.State.PRESENT, true, "2")));
    assertEquals(
        "\ufeff[a]\nx = 1\n",
        after("\ufeff[a]\nx = 1\n", ini("a", "x", IniFile.State.PRESENT, true, "1")));
  }

  @Test
  void anEmptyFileHasAnEmptyLine() {
    assertEquals("\n[a]\nx = 1\n", after("", ini("a", "x", IniFile.State.PRESENT, true, "1")));
    assertEquals("x = 1\n\n", after("", ini("", "x", IniFile.State.PRESENT, true, "1")));
    assertEquals("", after("", ini("a", "x", IniFile.State.ABSENT, true)));
  }

  @Test
  void aNewSectionHasWhatItWouldHaveBeenFoundBy() {
    IniFile module =
        task(
            IniFile.class,
            "path",
            "/etc/app.ini",
            "section",
            "peer",
            "option",
            "port",
            "value",
            Text.of("1", Marks.NONE),
            "exclusive",
            false,
            "allow_no_value",
            true,
            "section_has_values",
            List.of(
                new IniFile.Trait("name", Optional.of("x"), List.of()),
                new IniFile.Trait("quiet", Optional.empty(), List.of()),
                new IniFile.Trait("port", Optional.of("2"), List.of())));
    FakeHost host = FakeHost.named("web1").directory("/etc").file("/etc/app.ini", "a = 1\n");
    Finished done = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertEquals("a = 1\n[peer]\nname = x\nquiet\nport = 1\nport = 2\n", host.text("/etc/app.ini"));
    assertEquals("section and option added", done.values().get("msg"));
  }

  private static String empty(String before, Object... more) {
    Object[] all = new Object[more.length + 10];
    System.arraycopy(
        new Object[] {
          "path",
          "/etc/app.ini",
          "section",
          "s",
          "option",
          "o",
          "exclusive",
          false,
          "allow_no_value",
          true
        },
        0,
        all,
        0,
        10);
    System.arraycopy(more, 0, all, 10, more.length);
    return after(before, task(IniFile.class, all));
  }

  @Test
  void anEmptyValueIsOne() {
    Text none = Text.of("", Marks.NONE);
    assertEquals("\n[s]\no = \n", empty("", "value", none));
    assertEquals("[s]\no\n", empty("[s]\no\n", "value", none));
    assertEquals("[s]\no =\n", empty("[s]\no =\n", "value", none));
    assertEquals("\n[s]\no\n", empty(""));
    assertEquals("[s]\no\n", empty("[s]\no = 1\n"));
  }

  @Test
  void aNewSectionTakesTheValuesThatItIsFoundBy() {
    assertEquals(
        "\n[s]\no = v\n",
        empty(
            "",
            "section_has_values",
            List.of(new IniFile.Trait("o", Optional.of("v"), List.of()))));
  }

  @Test
  void takesACommentedLineForTheOption() {
    assertEquals(BEFORE.replace("; y = 2", "y = 5"), set("a", "y", "5"));
  }

  @Test
  void addsWhatIsMissing() {
    assertEquals(BEFORE.replace("x = 3\n", "x = 3\nz = 1\nz = 2\n"), set("a", "z", "1", "2"));
    assertEquals(BEFORE + "y = 1\n", set("b", "y", "1"));
    assertEquals(BEFORE + "[c]\nx = 1\n", set("c", "x", "1"));
    assertEquals(BEFORE.replace("top = 1\n", "top = 1\nlow = 0\n"), set("", "low", "0"));
  }

  @Test
  void addsAndRemovesOneOfSeveralValues() {
    assertEquals(
        BEFORE.replace("x = 3\n", "x = 3\nx = 2\n"),
        after(BEFORE, ini("a", "x", IniFile.State.PRESENT, false, "2", "1")));
    assertEquals(
        BEFORE.replace("x = 3\n", ""),
        after(BEFORE, ini("a", "x", IniFile.State.ABSENT, false, "3", "4")));
  }

  @Test
  void removes() {
    assertEquals(
        BEFORE.replace("x = 1\n", "").replace("x = 3\n", ""),
        after(BEFORE, ini("a", "x", IniFile.State.ABSENT, true)));
    assertEquals("top = 1\n\n[b]\nx=1\n", after(BEFORE, ini("a", "", IniFile.State.ABSENT, true)));
  }

  @Test
  void endsALastLineThatIsCutOff() {
    assertEquals(
        "[a]\nx = 2\n", after("[a]\nx = 1", ini("a", "x", IniFile.State.PRESENT, true, "2")));
  }

  @Test
  void anOptionHasAValue() {
    assertThrows(BadParameter.class, () -> ini("a", "x", IniFile.State.PRESENT, true));
  }

  @Test
  void saysWhatTheFileIs() {
    FakeHost host =
        FakeHost.named("web1").directory("/etc").file("/etc/app.ini", "[a]\nx = 1\n", 0640);
    IniFile module = ini("a", "x", IniFile.State.PRESENT, true, "2");
    Finished done = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertEquals("0640", done.values().get("mode"));
    Plan.Unchanged same = assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    assertEquals("root", same.values().get("owner"));
  }
}
