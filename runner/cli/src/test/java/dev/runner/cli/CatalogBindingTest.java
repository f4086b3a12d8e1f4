package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Binding;
import dev.runner.catalog.Materials;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Parameter;
import dev.runner.module.Condition;
import dev.runner.module.ControlFile;
import dev.runner.module.Expression;
import dev.runner.module.ProbeException;
import dev.runner.module.Rendered;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.modules.BuiltinModules;
import dev.runner.modules.DeployModules;
import dev.runner.playbook.LoadOptions;
import dev.runner.playbook.ModuleNames;
import dev.runner.playbook.Play;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.playbook.Task;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The examples of all modules are tasks that the engine takes, and none asks a host more often
/// than it says.
class CatalogBindingTest {
  private static final Modules MODULES =
      Modules.of(List.of(new BuiltinModules(), new DeployModules()));

  private static final ModuleNames NAMES =
      new ModuleNames() {
        @Override
        public boolean exists(String name) {
          return MODULES.find(name).isPresent();
        }

        @Override
        public Collection<String> names() {
          return MODULES.names();
        }
      };

  /// Brings what examples name: files hold a line, conditions hold.
  private static final Materials MATERIALS =
      new Materials() {
        @Override
        public ControlFile file(String parameter, String name) {
          return FakeControlFile.of(name, "#!/bin/sh\n");
        }

        @Override
        public Rendered template(String parameter, String name, Map<String, Object> parameters) {
          return new Rendered(Path.of(name), Text.of("a line\n", Marks.NONE));
        }

        @Override
        public Condition condition(Object raw) {
          return new Condition(raw.toString(), true);
        }

        @Override
        public Expression expression(Object raw) {
          return new Expression(raw.toString(), () -> "a value");
        }
      };

  @TempDir Path temp = Path.of("");

  private interface Rule {
    void holds(ModuleType type, TaskModule module);
  }

  private Stream<DynamicTest> each(Rule rule) {
    return MODULES.all().stream()
        .map(type -> DynamicTest.dynamicTest(type.name(), () -> check(type, rule)));
  }

  private void check(ModuleType type, Rule rule) {
    for (Task task : tasks(type)) {
      if (MODULES.find(task.module()).filter(type::equals).isEmpty()) {
        continue;
      }
      Binding binding =
          new Binder(DidYouMean::nearest).bind(type, parameters(type, task), MATERIALS);
      if (binding instanceof Binding.Wrong wrong) {
        assertEquals(List.of(), wrong.mistakes());
      }
      rule.holds(type, assertInstanceOf(Binding.Bound.class, binding).module());
    }
  }

  /// The text behind the module's name goes to the parameter that takes it.
  private static Map<String, Object> parameters(ModuleType type, Task task) {
    Map<String, Object> given = new LinkedHashMap<>(task.parameters());
    Object text = given.remove(Task.FREE_FORM);
    if (text != null) {
      Parameter taker =
          type.parameters().stream().filter(Parameter::freeForm).findFirst().orElseThrow();
      given.put(taker.name(), text);
    }
    return given;
  }

  private List<Task> tasks(ModuleType type) {
    Diagnostics diagnostics = new Diagnostics();
    Sources sources = new Sources(ControlFiles.disk(), Opener.CLOSED, diagnostics, temp);
    LoadOptions options =
        new LoadOptions(List.of(), List.of(), (template, known) -> Optional.empty());
    Path file = temp.resolve(type.name() + ".yml");
    try {
      Files.writeString(file, "- hosts: all\n  tasks:\n" + type.describe().example().indent(4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Play> plays = new PlaybookLoader(sources, NAMES, options).playbook(file).plays();
    assertEquals("", diagnostics.render());
    List<Task> tasks = Play.tasksOf(plays.getFirst().tasks());
    assertTrue(
        tasks.stream()
            .anyMatch(task -> MODULES.find(task.module()).filter(type::equals).isPresent()),
        "the example doesn't use the module");
    return tasks;
  }

  @TestFactory
  Stream<DynamicTest> examplesBind() {
    return each((type, module) -> {});
  }

  @TestFactory
  Stream<DynamicTest> noModuleAsksMoreOftenThanItSays() {
    return each(
        (type, module) -> {
          for (ObligingHost.World world : ObligingHost.World.values()) {
            ObligingHost host = new ObligingHost(world);
            try {
              module.plan(host);
            } catch (ProbeException e) {
              continue; // such a host isn't what the module is for
            }
            assertTrue(
                host.roundTrips() <= type.describe().roundTrips(),
                "%d round trips where %s is everywhere, declared are %d: %s"
                    .formatted(
                        host.roundTrips(), world, type.describe().roundTrips(), host.asked()));
          }
        });
  }
}
