package dev.runner.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir private Path folder;

  private final Diagnostics diagnostics = new Diagnostics();

  private Configuration read(String file, Map<String, String> environment) throws IOException {
    Path here = Files.createDirectories(folder.resolve("here"));
    Path home = Files.createDirectories(folder.resolve("home"));
    if (!file.isEmpty()) {
      Files.writeString(here.resolve("ansible.cfg"), file);
    }
    Sources sources = new Sources(ControlFiles.disk(), (text, origin) -> text, diagnostics, here);
    return Configuration.read(sources, environment, home);
  }

  @Test
  void withoutAnyFileTheDefaultsHold() throws IOException {
    Configuration found = read("", Map.of());
    assertEquals(50, found.number(Option.FORKS));
    assertEquals("default", found.setting(Option.FORKS).from());
    assertTrue(found.flag(Option.HOST_KEY_CHECKING));
    assertEquals(Optional.empty(), found.text(Option.REMOTE_USER));
  }

  @Test
  void theFileSetsAndSaysWhere() throws IOException {
    Configuration found =
        read(
            """
            # comment
            [defaults]
            forks = 7 ; not many
            remote_user: ann
            roles_path = roles:
              ~/more
            [privilege_escalation]
            become=True
            """,
            Map.of());
    assertEquals(7, found.number(Option.FORKS));
    assertEquals("ansible.cfg:3:1", found.setting(Option.FORKS).from());
    assertEquals(Optional.of("ann"), found.text(Option.REMOTE_USER));
    assertTrue(found.flag(Option.BECOME));
    assertEquals(
        List.of(folder.resolve("here/roles"), folder.resolve("home/more")),
        found.paths(Option.ROLES_PATH));
    assertEquals(Optional.of(folder.resolve("here/ansible.cfg")), found.file());
    assertEquals(List.of(), diagnostics.all());
  }

  @Test
  void theEnvironmentWins() throws IOException {
    Configuration found =
        read("[defaults]\nforks=7\n", Map.of("ANSIBLE_FORKS", "9", "NO_COLOR", "anything"));
    assertEquals(9, found.number(Option.FORKS));
    assertEquals("env: ANSIBLE_FORKS", found.setting(Option.FORKS).from());
    assertTrue(found.flag(Option.NO_COLOUR));
  }

  @Test
  void aNamedFileComesFirst() throws IOException {
    Path other = Files.writeString(folder.resolve("other.cfg"), "[defaults]\nforks=3\n");
    Configuration found = read("[defaults]\nforks=7\n", Map.of("ANSIBLE_CONFIG", other.toString()));
    assertEquals(3, found.number(Option.FORKS));
  }

  @Test
  void aFileThatAnybodyCouldHaveWrittenIsNotRead() throws IOException {
    Path here = Files.createDirectories(folder.resolve("here"));
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxrwxrwx"));
    Configuration found = read("[defaults]\nforks=7\n", Map.of());
    assertEquals(50, found.number(Option.FORKS));
    assertTrue(diagnostics.render().contains("everybody may write"), diagnostics.render());
  }

  @Test
  void mistakesAreToldWithTheirPlace() throws IOException {
    read("forks=1\n[defaults]\nforks=many\nbecome\nhost_key_checking=perhaps\n", Map.of());
    String told = diagnostics.render();
    assertTrue(told.contains("ansible.cfg:1:1: a setting stands before the first [section]"), told);
    assertTrue(told.contains("ansible.cfg:4:1: neither a [section] nor 'key = value'"), told);
    assertTrue(
        told.contains("Config 'DEFAULT_FORKS' from 'ansible.cfg:3:1' has an invalid value: 'many'"),
        told);
    assertTrue(told.contains("Config 'HOST_KEY_CHECKING' from"), told);
    assertFalse(told.contains("warning"), told);
  }

  @Test
  void eachOptionIsDescribed() {
    for (Option option : Option.values()) {
      assertTrue(option.text().endsWith("."), option + " has no sentence");
      assertFalse(option.variables().isEmpty() && option.keys().isEmpty());
      assertEquals(Optional.of(option), Configuration.option(option.name()));
    }
  }
}
