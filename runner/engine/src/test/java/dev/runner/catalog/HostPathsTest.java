package dev.runner.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Command;
import dev.runner.module.Condition;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.Expression;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Rendered;
import dev.runner.module.SourcePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Homes and variables in the paths of a module.
class HostPathsTest {
  /// Parameters that modules share.
  record Shared(@Param("A directory.") Optional<RemotePath> directory) {}

  /// Says its paths.
  @Describe(summary = "Says its paths.", since = "0.1", example = "")
  record Paths(
      @Param("A file.") RemotePath file,
      @Param("Files.") List<RemotePath> more,
      @Param("From there.") SourcePath src,
      @Param(value = "A link's target.", path = true) Optional<String> target,
      @Param("No path.") Optional<String> text,
      @Spread Shared shared)
      implements TaskModule {
    @Override
    public Plan plan(Probe host) {
      return Plan.learned("")
          .with(
              "all",
              "%s %s %s %s %s %s"
                  .formatted(
                      file,
                      more,
                      src.onHost(),
                      target.orElse(""),
                      text.orElse(""),
                      shared.directory));
    }
  }

  private static final Materials NOTHING =
      new Materials() {
        @Override
        public ControlFile file(String parameter, String name) {
          throw new UnsupportedOperationException(name);
        }

        @Override
        public Rendered template(String parameter, String name, Map<String, Object> parameters) {
          throw new UnsupportedOperationException(name);
        }

        @Override
        public Condition condition(Object raw) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Expression expression(Object raw) {
          throw new UnsupportedOperationException();
        }
      };

  private static TaskModule bound(Map<String, Object> parameters) {
    Binding binding =
        new Binder((name, names) -> Optional.empty())
            .bind(ModuleType.of(Paths.class, "test.test"), parameters, NOTHING);
    return assertInstanceOf(Binding.Bound.class, binding).module();
  }

  private static Object said(Plan plan) {
    return assertInstanceOf(Plan.Learned.class, plan).values().get("all");
  }

  @Test
  void theHostSaysWhatTheyStandFor() {
    FakeHost host =
        FakeHost.named("web1")
            .user("ann", 1001)
            .user("bob", 1002)
            .self("ann")
            .withoutUser("nobody-here")
            .answering("variables", HostPathsTest::asksVariables, Output.of(0, "+/data\1-\1", ""));
    Plan plan =
        bound(
                Map.of(
                    "file", "~/a b",
                    "more", List.of("~bob", "$DATA/x", "${DATA}y/$NONE"),
                    "src", "~nobody-here/x",
                    "target", "~/t",
                    "text", "~/$DATA",
                    "directory", "$DATA"))
            .plan(host);
    assertEquals(
        "/home/ann/a b [/home/bob, /data/x, /datay/$NONE] ~nobody-here/x /home/ann/t ~/$DATA"
            + " Optional[/data]",
        said(plan));
  }

  private static boolean asksVariables(Command command) {
    return command.toString().endsWith(" variables DATA NONE");
  }

  @Test
  void otherPathsCostNothing() {
    FakeHost host = FakeHost.named("web1");
    Plan plan = bound(Map.of("file", "/a~b", "src", "x$", "target", "$1 ${}")).plan(host);
    assertEquals("/a~b [] x$ $1 ${}  Optional.empty", said(plan));
    assertEquals(0, host.roundTrips());
  }
}
