package dev.runner.template.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.RawVariables;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.template.ports.Disk;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordLookupTest {
  @TempDir Path here;
  private Templates templates = templates(Path.of("/"));

  @BeforeEach
  void directory() {
    templates = templates(here);
  }

  private static Templates templates(Path directory) {
    return new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), directory));
  }

  private String password(String term) {
    Text asked = Text.of("{{ lookup('password', '%s') }}".formatted(term), Marks.TRUSTED);
    Map<String, Object> variables =
        Map.of("ansible_search_path", List.of(here.toString()), "playbook_dir", here.toString());
    return Python.string(templates.scope(RawVariables.of(variables)).value(asked));
  }

  /// What so many hosts get that ask at the same time.
  private Set<String> ofHosts(int hosts, String term) throws Exception {
    CountDownLatch all = new CountDownLatch(hosts);
    List<Future<String>> asking = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < hosts; i++) {
        asking.add(
            threads.submit(
                () -> {
                  all.countDown();
                  all.await();
                  return password(term);
                }));
      }
    }
    Set<String> passwords = new HashSet<>();
    for (Future<String> each : asking) {
      passwords.add(each.get());
    }
    return passwords;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(here)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  /// While the first host has just read the file another one asks, and gets as far as it can.
  @Test
  void allHostsAddOneSaltToAPasswordThatIsThere() throws Exception {
    Files.writeString(here.resolve("pw"), "secret\n");
    FutureTask<String> other = new FutureTask<>(() -> password("pw encrypt=md5_crypt"));
    Thread host = new Thread(other);
    templates = new Templates(Language.ANSIBLE_2_19, Ports.local(new Interrupted(host), here));
    String hash = password("pw encrypt=md5_crypt");
    assertEquals(hash, other.get());
    assertTrue(Files.readString(here.resolve("pw")).startsWith("secret salt="));
    assertEquals(List.of("pw"), names());
  }

  /// Files; after the first is read another thread works until it ends or waits.
  private record Interrupted(ControlFiles below, Thread other) implements ControlFiles.Over {
    Interrupted(Thread other) {
      this(ControlFiles.disk(), other);
    }

    @Override
    public byte[] read(Path file) throws IOException {
      byte[] bytes = below.read(file);
      if (other.getState() == Thread.State.NEW) {
        other.start();
        while (other.isAlive() && other.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      return bytes;
    }
  }

  @Test
  void allHostsMakeUpOnePassword() throws Exception {
    assertEquals(1, ofHosts(30, "pw encrypt=md5_crypt").size());
    assertEquals(List.of("pw"), names());
  }

  @Test
  void aSaltIsWrittenToWhereALinkLeads() throws IOException {
    Files.writeString(here.resolve("kept"), "secret\n");
    Files.createSymbolicLink(here.resolve("pw"), Path.of("kept"));
    String hash = password("pw encrypt=md5_crypt");
    assertTrue(Files.isSymbolicLink(here.resolve("pw")));
    assertTrue(Files.readString(here.resolve("kept")).startsWith("secret salt="));
    assertEquals(hash, password("kept encrypt=md5_crypt"));
  }

  @Test
  void aPasswordIsMadeUpWhereALinkLeadsToNothing() throws IOException {
    Files.createSymbolicLink(here.resolve("pw"), Path.of("deep/kept"));
    String password = password("pw");
    assertEquals(20, password.length());
    assertEquals(password + "\n", Files.readString(here.resolve("deep/kept")));
  }

  @Test
  void whatIsNoFileKeepsNoPassword() throws IOException {
    Files.createDirectory(here.resolve("pw"));
    Files.createSymbolicLink(here.resolve("circle"), Path.of("circle"));
    for (String name : List.of("pw", "circle")) {
      TemplateException e = assertThrows(TemplateException.class, () -> password(name));
      assertTrue(e.sentence().contains("'" + here.resolve(name) + "'"), e.sentence());
    }
  }

  @Test
  void nothingIsLeftBehindWhereAFileCannotBeReplaced() throws IOException {
    Path file = Files.createDirectory(here.resolve("pw")).resolve("full");
    Files.writeString(file, "");
    assertThrows(IOException.class, () -> Disk.local().replace(here.resolve("pw"), "secret"));
    assertEquals(List.of("pw"), names());
  }
}
