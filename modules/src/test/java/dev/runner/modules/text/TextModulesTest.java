package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden plans of `lineinfile`, `blockinfile` and `replace`; what they make of texts is compared
/// with ansible-core in `ModuleAnswersTest`.
class TextModulesTest {
  private final FakeHost host = FakeHost.named("web1").directory("/etc").absent("/etc/new");

  private static Lineinfile line(String path, String regexp, String line) {
    return new Lineinfile(
        RemotePath.of(path),
        Optional.of(regexp).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Lineinfile.State.PRESENT,
        Optional.of(Text.of(line, Marks.NONE)),
        false,
        Optional.empty(),
        Optional.empty(),
        true,
        false,
        false,
        "utf-8",
        Optional.empty(),
        Permissions.NONE,
        Labels.NONE);
  }

  private static Lineinfile after(String path, String mark, String line) {
    return new Lineinfile(
        RemotePath.of(path),
        Optional.empty(),
        Optional.empty(),
        Lineinfile.State.PRESENT,
        Optional.of(Text.of(line, Marks.NONE)),
        false,
        Optional.of(mark),
        Optional.empty(),
        false,
        true,
        false,
        "utf-8",
        Optional.of("check %s"),
        new Permissions(
            Optional.empty(), Optional.empty(), Optional.of(FileMode.parse("0600")), false),
        Labels.NONE);
  }

  private static Blockinfile block(Text text) {
    return new Blockinfile(
        RemotePath.of("/etc/conf"),
        Blockinfile.State.PRESENT,
        "# {mark} ANSIBLE MANAGED BLOCK",
        text,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        "BEGIN",
        "END",
        false,
        false,
        "utf-8",
        Optional.empty(),
        Permissions.NONE,
        Labels.NONE);
  }

  private static Replace replace(String regexp, String by, String encoding) {
    return new Replace(
        RemotePath.of("/etc/conf"),
        regexp,
        Text.of(by, Marks.NONE),
        Optional.empty(),
        Optional.empty(),
        false,
        encoding,
        Optional.empty(),
        Permissions.NONE,
        Labels.NONE);
  }

  /// Applies, and plans again to no change in one round trip.
  private void settles(TaskModule task) {
    Finished done = assertInstanceOf(Finished.class, host.apply(task.plan(host)));
    assertTrue(done.changed() && !done.failed(), done.message());
    int before = host.roundTrips();
    assertInstanceOf(Plan.Unchanged.class, task.plan(host));
    assertEquals(before + 1, host.roundTrips());
  }

  @Test
  void changesALine() {
    host.file("/etc/conf", "a=1\nb=2\n");
    Lineinfile task = line("/etc/conf", "^a=", "a=3");
    assertEquals(
        List.of(
            "change /etc/conf",
            "  --- /etc/conf",
            "  +++ /etc/conf",
            "  @@ -1,2 +1,2 @@",
            "  -a=1",
            "  +a=3",
            "   b=2"),
        Showing.lines(task.plan(host)));
    assertEquals(1, host.roundTrips());
    settles(task);
    assertEquals("a=3\nb=2\n", host.text("/etc/conf"));
  }

  @Test
  void makesTheDirectoryOfANewFile() {
    Lineinfile task = line("/etc/new/conf", "", "a=3");
    assertEquals(
        List.of(
            "make /etc/new",
            "make /etc/new/conf",
            "  --- /dev/null",
            "  +++ /etc/new/conf",
            "  @@ -0,0 +1 @@",
            "  +a=3"),
        Showing.lines(task.plan(host)));
    settles(task);
  }

  @Test
  void setsTheModeAloneIfTheLineIsThere() {
    host.file("/etc/conf", "[x]\na=1\n", 0644);
    Lineinfile task = after("/etc/conf", "x", "a=1");
    assertEquals(
        List.of("set mode 0600 of /etc/conf", "  mode: 0644 → 0600"),
        Showing.lines(task.plan(host)));
    settles(task);
  }

  @Test
  void aNewFileHasNoOtherModeThanItIsMadeWith() {
    for (String mode : List.of("0644", "0600")) {
      FakeHost fresh = FakeHost.named("web1").directory("/etc").absent("/etc/new");
      Lineinfile task =
          task(Lineinfile.class, "path", "/etc/new", "line", "a", "create", true, "mode", mode);
      Finished done = assertInstanceOf(Finished.class, fresh.apply(task.plan(fresh)));
      assertEquals(
          mode.equals("0644")
              ? "line added"
              : "line added and ownership, perms or SE linux context changed",
          done.values().get("msg"));
    }
  }

  /// ansible-core adds the line to the last one here, again and again.
  @Test
  void endsTheLineBeforeANewOne() {
    host.file("/etc/conf", "[x]", 0600).answering("check /etc/conf", "");
    assertEquals(
        "line added",
        assertInstanceOf(Plan.Changes.class, after("/etc/conf", "x", "a").plan(host))
            .predicted()
            .get("msg"));
    LineEdit.Edited edited =
        new LineEdit(
                after("/etc/conf", "x", "a"),
                FileText.of(Content.of("[x]"), StandardCharsets.UTF_8))
            .present();
    assertEquals("[x]\na\n", edited.text());
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] before = {'a', '=', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xbc, '\n'};
    host.file("/etc/conf", Content.of(before), 0644, "root", "root");
    Lineinfile task = line("/etc/conf", "^ü$", "é");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, task.plan(host));
    byte[] after = {'a', '=', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa9, '\n'};
    Step.Write write = assertInstanceOf(Step.Write.class, plan.steps().getFirst());
    assertArrayEquals(after, write.after().bytes());
    settles(task);
  }

  @Test
  void keepsTheEndOfALineAsItIs() {
    host.file("/etc/conf", "a=1\r\nb=2\r\n");
    settles(line("/etc/conf", "^a=", "a=3"));
    assertEquals("a=3\r\nb=2\r\n", host.text("/etc/conf"));
  }

  @Test
  void anExpressionEndsWhereTheLineDoes() {
    host.file("/etc/conf", "a=1\r\nb=2\r\n");
    settles(line("/etc/conf", "=(1|3)$", "a=3"));
    assertEquals("a=3\r\nb=2\r\n", host.text("/etc/conf"));
  }

  @Test
  void makesNoFileForALineThatOnlyReplaces() {
    Lineinfile task =
        task(
            Lineinfile.class,
            "path",
            "/etc/none",
            "regexp",
            "^a",
            "line",
            "b",
            "backrefs",
            true,
            "create",
            true);
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, task.plan(host.absent("/etc/none")));
    assertEquals("", plan.values().get("msg"));
  }

  @Test
  void showsNoSecret() {
    host.file("/etc/conf", "a\n");
    Blockinfile task = block(Text.of("pass word", new Marks(false, true, null)));
    assertFalse(String.join("\n", Showing.lines(task.plan(host))).contains("pass word"));
    settles(task);
  }

  /// ansible-core gives this file a newline at its end and says that a block was removed.
  @Test
  void leavesAFileAloneThatHasNoBlock() {
    host.file("/etc/conf", "a");
    assertInstanceOf(Plan.Unchanged.class, block(Text.of("", Marks.NONE)).plan(host));
  }

  @Test
  void replacesInTheEncodingOfTheFile() {
    host.file("/etc/conf", Content.of(new byte[] {'a', (byte) 0xff}), 0644, "root", "root");
    assertInstanceOf(Plan.Refused.class, replace("a", "b", "utf-8").plan(host));
    settles(replace("aÿ", "ü", "latin-1"));
  }

  @Test
  void givesUpOnAnExpressionThatTakesForever() {
    host.file("/etc/conf", "a".repeat(60) + "!\n");
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class, replace("^(.*)(.*)(.*)(.*)(.*)(.*)(.*)x$", "", "utf-8").plan(host));
    assertTrue(refused.because().contains("too many steps"), refused.because());
  }

  @Test
  void refusesParametersThatDontGoTogether() {
    assertThrows(BadParameter.class, () -> line("/etc/conf", "(a", "b"));
    assertThrows(BadParameter.class, () -> replace("a", "b", "no-such-encoding"));
    assertThrows(BadParameter.class, () -> replace("(?P<a>b", "b", "utf-8"));
  }
}
