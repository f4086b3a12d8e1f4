package dev.runner.execute.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsibleInstallationTest {
  @TempDir private Path folder = Path.of("");

  private Path program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Optional<Path> onPath(String... folders) {
    String path =
        Arrays.stream(folders)
            .map(each -> folder.resolve(each).toString())
            .collect(Collectors.joining(":"));
    return AnsibleInstallation.library(Map.of("PATH", path));
  }

  @Test
  void theFirstAnsibleOnThePathMayBeOurOwn() throws IOException {
    Path python = program("env/python", "#!/bin/sh\necho /site/ansible/module_utils\n");
    program("ours/ansible", "#!/bin/sh\n");
    program("theirs/ansible", "#!" + python + "\n");
    assertEquals(
        Optional.of(Path.of("/site/ansible/module_utils")), onPath("ours", "missing", "theirs"));
    assertEquals(Optional.empty(), onPath("ours", "missing"));
  }

  @Test
  void thePythonOnThePathMayHaveIt() throws IOException {
    program("bin/python3", "#!/bin/sh\necho /usr/ansible/module_utils\n");
    assertEquals(Optional.of(Path.of("/usr/ansible/module_utils")), onPath("bin"));
  }

  @Test
  void aFolderThatIsNamedHolds() throws IOException {
    program("lib/python3.13/site-packages/ansible/module_utils/basic.py", "");
    assertEquals(
        Optional.of(folder.resolve("lib/python3.13/site-packages/ansible/module_utils")),
        AnsibleInstallation.library(Map.of("RUNNER_ANSIBLE", folder.toString())));
  }

  @Test
  void thePackageItselfMayBeNamed() throws IOException {
    program("ansible/module_utils/basic.py", "");
    assertEquals(
        Optional.of(folder.resolve("ansible/module_utils")),
        AnsibleInstallation.library(
            Map.of("RUNNER_ANSIBLE", folder.resolve("ansible").toString())));
  }

  @Test
  void theReleaseIsReadWithoutPython() throws IOException {
    program("env/bin/python3", "");
    program("env/bin/ansible", "#!" + folder.resolve("env/bin/python3") + "\n");
    program("env/lib/python3.12/site-packages/ansible/module_utils/basic.py", "");
    program(
        "env/lib/python3.12/site-packages/ansible/release.py",
        "from __future__ import annotations\n__version__ = '2.21.5'\n");
    Path bin = folder.resolve("env/bin");
    assertEquals(
        Optional.of("2.21.5"), AnsibleInstallation.release(Map.of("PATH", bin.toString())));
    assertEquals(
        Optional.of("2.21.5"),
        AnsibleInstallation.release(Map.of("RUNNER_ANSIBLE", folder.resolve("env").toString())));
    assertEquals(Optional.empty(), AnsibleInstallation.release(Map.of("PATH", "/none")));
  }

  private void installed(String packages, String release) throws IOException {
    program(packages + "/ansible/module_utils/basic.py", "");
    program(packages + "/ansible/release.py", "__version__ = '" + release + "'\n");
  }

  private Optional<String> releaseOnPath(String bin) {
    return AnsibleInstallation.release(Map.of("PATH", folder.resolve(bin).toString()));
  }

  @Test
  void theReleaseOfDebiansPackageIsRead() throws IOException {
    Path python = program("usr/bin/python3", "");
    program("usr/bin/ansible", "#!" + python + "\n");
    installed("usr/lib/python3/dist-packages", "2.14.18");
    assertEquals(Optional.of("2.14.18"), releaseOnPath("usr/bin"));
  }

  @Test
  void whatAUserInstalledForThemselvesStandsBesideTheProgram() throws IOException {
    Path python = program("usr/bin/python3", "");
    program("home/.local/bin/ansible", "#!" + python + "\n");
    installed("usr/lib/python3/dist-packages", "2.14.18");
    installed("home/.local/lib/python3.12/site-packages", "2.21.5");
    assertEquals(Optional.of("2.21.5"), releaseOnPath("home/.local/bin"));
  }
}
