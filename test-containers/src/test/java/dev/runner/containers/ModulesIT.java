package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every module on real hosts, one test for each [ModuleCase] and stack: a check run leaves no
/// trace, the playbook does what the check run said, and has nothing to do when it is played again.
/// One after the other, on one host for each stack. `-Drunner.case=NAME` plays one case alone.
@Execution(ExecutionMode.SAME_THREAD)
class ModulesIT {
  /// A check run leaves commands out, and cases look at results only after applying. A task that it
  /// skips is one that the case keeps from it.
  private static final Set<String> NOT_FORETOLD =
      Set.of("assert", "command", "shell", "script", "raw");

  private static final String ONE = System.getProperty("runner.case", "");

  private static final Map<Stack, TestHost> HOSTS = new EnumMap<>(Stack.class);

  @TempDir private static Path folder;

  @AfterAll
  static void stop() {
    HOSTS.values().forEach(TestHost::close);
  }

  private static TestHost host(Stack stack) {
    return HOSTS.computeIfAbsent(stack, ModulesIT::start);
  }

  private static TestHost start(Stack stack) {
    TestHost host = TestHost.start(stack, Map.of("SERVICES", ""));
    Workspace workspace = new Workspace(folder.resolve(stack.name()));
    if (stack == Stack.SMALL) {
      workspace.with(host.inventoryLine("host", "root") + " ansible_become=false");
    } else {
      workspace.with("host", host);
    }
    return host;
  }

  @TestFactory
  Stream<DynamicTest> cases() throws URISyntaxException {
    Path cases = Path.of(Objects.requireNonNull(getClass().getResource("modules")).toURI());
    return Stream.of(Stack.values())
        .flatMap(
            stack ->
                ModuleCase.all(cases)
                    .filter(each -> each.stacks().contains(stack))
                    .filter(each -> ONE.isEmpty() || ONE.equals(each.name()))
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                "%s on %s".formatted(each.name(), stack),
                                () -> new Trial(each, stack).run())));
  }

  /// A case on one stack.
  private record Trial(ModuleCase subject, Stack stack) {
    void run() {
      subject.preparation().ifPresent(host(stack)::bash);
      Mark before = Mark.of(host(stack));
      Played checked = play("--check");
      assertEquals(Set.of(), before.changed(), "the check run left a trace: " + checked.told());
      Played applied = play();
      assertEquals(predictable(checked), foretold(applied, checked), applied.told());
      Played again = play();
      assertEquals(List.of(), surprises(again), "the second run changed something");
    }

    private Played play(String... more) {
      Played played = Played.play(folder.resolve(stack.name()), subject.file(), more);
      assertEquals(0, played.exit(), played.told());
      return played;
    }

    /// What a check run says about what can be known.
    private String predictable(Played checked) {
      return lines(checked.ends().stream().filter(this::isKnown));
    }

    /// What became of that.
    private String foretold(Played applied, Played checked) {
      assertEquals(names(checked), names(applied), "the check run took another way");
      return lines(
          Stream.iterate(0, i -> i < applied.ends().size(), i -> i + 1)
              .filter(i -> isKnown(checked.ends().get(i)))
              .map(applied.ends()::get));
    }

    private static String names(Played played) {
      return lines(played.ends().stream().map(Played.End::task));
    }

    private boolean isKnown(Played.End end) {
      return (end.isChanged() || end.kind().equals("ok"))
          && !NOT_FORETOLD.contains(end.module().substring(end.module().lastIndexOf('.') + 1))
          && !subject.repeats().contains(end.name());
    }

    private List<Played.End> surprises(Played again) {
      return again.ends().stream()
          .filter(end -> end.isChanged() && !subject.repeats().contains(end.name()))
          .toList();
    }

    private static String lines(Stream<?> all) {
      return String.join("\n", all.map(Object::toString).toList());
    }
  }
}
