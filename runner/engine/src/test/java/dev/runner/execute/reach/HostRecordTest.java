package dev.runner.execute.reach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Obligation;
import dev.runner.module.Output;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that are at work on one host at once, as local ones may be, and owe the same.
class HostRecordTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final Pattern NAME =
      Pattern.compile("owed/([0-9a-f-]+)|\\$d/([0-9a-f]+-[0-9a-f]+)");
  private final List<String> scripts = new ArrayList<>();

  private HostRecord of(String run, String answer) throws Exception {
    HostRecord record = new HostRecord(session(answer), run, "ann@laptop");
    record.arrive(false, false);
    scripts.clear();
    return record;
  }

  private HostSession session(String answer) {
    return (HostSession)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HostSession.class},
            (self, method, arguments) -> {
              assertEquals("run", method.getName());
              Script script = (Script) arguments[1];
              scripts.add(new String(script.reveal(), UTF_8));
              return Output.of(0, scripts.getLast().contains("alive()") ? answer : "", "");
            });
  }

  @Test
  void tellsOfFileSystemsWhereItIsAsked() throws Exception {
    String said =
        "owed {\"key\":\"flag\",\"run\":\"old\"}\nfile systems:\n21 1 8:1 / / rw - ext4 x rw\n";
    HostRecord record = new HostRecord(session(said), "one", "ann@laptop");
    HostRecord.Found found = record.arrive(true, true);
    assertEquals(List.of("flag"), found.owed().stream().map(HostRecord.Left::key).toList());
    assertEquals("21 1 8:1 / / rw - ext4 x rw\n", found.mounts());
    assertTrue(scripts.getLast().contains("mountinfo"));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String script : scripts) {
      Matcher matcher = NAME.matcher(script);
      while (matcher.find()) {
        names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    }
    scripts.clear();
    return names;
  }

  private String recorded(HostRecord by) throws Exception {
    by.record(LOGIN, List.of(new Obligation("flag", "it is up", "lower it", List.of())));
    Set<String> names = names();
    assertEquals(1, names.size(), names.toString());
    return names.iterator().next();
  }

  @Test
  void eachStrikesItsOwn() throws Exception {
    HostRecord one = of("one", "");
    String own = recorded(one);
    String other = recorded(of("two", ""));
    one.strike(LOGIN, List.of("flag"));
    Set<String> struck = names();
    assertTrue(struck.contains(own), struck.toString());
    assertFalse(struck.contains(other), struck.toString());
  }

  @Test
  void whatWasThereIsStruckToo() throws Exception {
    String left = recorded(of("old", ""));
    HostRecord next = of("next", "owed {\"key\":\"flag\",\"run\":\"old\"}");
    next.strike(LOGIN, List.of("flag"));
    assertTrue(names().contains(left));
  }

  /// What a run owes that is still at work is its own affair: its shell lives.
  @Test
  void tellsOnlyOfRunsThatAreGone(@TempDir Path directory) throws Exception {
    List<Process> shells = new ArrayList<>();
    HostRecord atWork = new HostRecord(real(directory, "\nexec cat", shells), "one", "ann@laptop");
    atWork.record(LOGIN, List.of(new Obligation("flag", "it is up", "lower it", List.of())));
    HostRecord next = new HostRecord(real(directory, "", new ArrayList<>()), "two", "bob@desk");
    assertEquals(List.of(), next.arrive(false, false).owed());
    shells.getFirst().getOutputStream().close();
    shells.getFirst().waitFor();
    List<HostRecord.Left> owed = next.arrive(false, false).owed();
    assertEquals(List.of("flag"), owed.stream().map(HostRecord.Left::key).toList());
  }

  /// A shell of its own for each script, which records below this directory.
  ///
  /// @param then what the shell goes on with when the script has ended
  private static HostSession real(Path directory, String then, List<Process> shells) {
    return (HostSession)
        Proxy.newProxyInstance(
            HostRecordTest.class.getClassLoader(),
            new Class<?>[] {HostSession.class},
            (self, method, arguments) -> {
              String script = new String(((Script) arguments[1]).reveal(), UTF_8);
              String here = script.replace("/var/lib/runner", directory.resolve("lib").toString());
              String whole = then.isEmpty() ? here : here + "echo done" + then;
              ProcessBuilder builder = new ProcessBuilder("sh", "-c", whole);
              builder.environment().put("HOME", directory.toString());
              Process shell = builder.redirectErrorStream(true).start();
              shells.add(shell);
              return then.isEmpty()
                  ? Output.of(0, new String(shell.getInputStream().readAllBytes(), UTF_8), "")
                  : Output.of(0, shell.inputReader(UTF_8).readLine(), "");
            });
  }
}
