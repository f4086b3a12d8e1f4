package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.modules.packages.rpm.YumRepository;
import dev.runner.modules.text.IniFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Modules that write a file see to its SELinux context too.
class LabelledModulesTest {
  private static List<String> commands(TaskModule module, String path) {
    FakeHost host =
        FakeHost.named("web1")
            .directory("/etc")
            .directory("/etc/yum.repos.d")
            .answering(
                "the context",
                command -> command.toString().contains("matchpathcon"),
                Output.of(0, "system_u:object_r:etc_t:s0\nsystem_u:object_r:etc_t:s0\n", ""));
    return assertInstanceOf(Plan.Changes.class, module.plan(host)).steps().stream()
        .filter(Step.Run.class::isInstance)
        .map(step -> ((Step.Run) step).command().toString())
        .toList();
  }

  @Test
  void iniFile() {
    IniFile module =
        Tasks.task(
            IniFile.class,
            "path",
            "/etc/a.ini",
            "section",
            "s",
            "option",
            "o",
            "value",
            "v",
            "setype",
            "var_t");
    assertEquals(List.of("chcon -h -t var_t -- /etc/a.ini"), commands(module, "/etc/a.ini"));
  }

  @Test
  void yumRepository() {
    YumRepository module =
        Tasks.task(
            YumRepository.class,
            "name",
            "x",
            "description",
            "d",
            "baseurl",
            List.of("http://repo.example/"),
            "setype",
            "var_t");
    assertEquals(
        List.of("chcon -h -t var_t -- /etc/yum.repos.d/x.repo"),
        commands(module, "/etc/yum.repos.d/x.repo"));
  }
}
