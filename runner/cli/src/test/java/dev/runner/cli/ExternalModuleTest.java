package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.TaskModule;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger writes a module, as `docs/writing-modules.md` says: its very text is compiled in a
/// folder outside of the project against nothing but the module API, and used.
class ExternalModuleTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern TYPE = Pattern.compile("(?:record|class) (\\w+)");

  @TempDir private Path folder;

  private record Ended(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Ended runner(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            words,
            new PrintWriter(out),
            new PrintWriter(err),
            folder,
            Map.of("HOME", folder.toString(), "PATH", System.getenv("PATH")));
    return new Ended(status, out.toString(), err.toString());
  }

  /// The jar that the documentation's text makes.
  private Path jar() throws IOException, URISyntaxException {
    Path sources = Files.createDirectories(folder.resolve("project/org/example/greeting"));
    String text =
        Files.readString(Path.of(System.getProperty("runner.root"), "docs/writing-modules.md"));
    List<Path> files =
        JAVA.matcher(text)
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.startsWith("package "))
            .map(block -> write(sources, block))
            .toList();
    assertEquals(2, files.size(), "the page has a module and a catalog");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(files, classes);
    Path service = classes.resolve("META-INF/services/dev.runner.module.Catalog");
    Files.createDirectories(service.getParent());
    Files.writeString(service, "org.example.greeting.Greetings\n");
    return pack(classes);
  }

  private static Path write(Path folder, String source) {
    var type = TYPE.matcher(source);
    assertTrue(type.find());
    try {
      return Files.writeString(folder.resolve(type.group(1) + ".java"), source);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void compile(List<Path> files, Path classes) throws URISyntaxException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-parameters", "-cp", place(TaskModule.class) + ":" + place(Secret.class), "-d");
    StringWriter said = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  java.util.stream.Stream.concat(
                          options.stream(), java.util.stream.Stream.of(classes.toString()))
                      .toList(),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertTrue(good, said.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path pack(Path classes) throws IOException {
    Path jar = folder.resolve("greetings.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        var walk = Files.walk(classes)) {
      for (Path each : walk.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  private Path playbook(Path where) throws IOException {
    Files.createDirectories(where);
    return Files.writeString(
        where.resolve("greet.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - motd:
                text: Welcome to {{ inventory_hostname }}.
                path: %s/motd
            - example.greeting.motd: { text: "Welcome to localhost.", path: "%s/motd" }
        """
            .formatted(folder, folder));
  }

  private void greets(Ended first) throws IOException {
    assertEquals(0, first.status(), first.all());
    assertEquals("Welcome to localhost.\n", Files.readString(folder.resolve("motd")));
    assertTrue(first.out().contains("changed=1"), first.all());
  }

  @Test
  void aJarOnTheModulePathIsUsed() throws Exception {
    String jar = jar().toString();
    String playbook = playbook(folder).toString();
    Ended check = runner("play", playbook, "--check", "--diff", "-M", jar);
    assertEquals(0, check.status(), check.all());
    assertTrue(check.out().contains("+Welcome to localhost."), check.all());
    assertEquals(Optional.empty(), motd());
    greets(runner("play", playbook, "-M", jar));
    Ended doc = runner("doc", "motd", "-M", jar);
    assertTrue(doc.out().contains("Keep the message of the day."), doc.all());
    assertTrue(doc.out().contains("What people read when they log in."), doc.all());
  }

  @Test
  void aJarInTheLibraryBesideThePlaybookIsUsed() throws Exception {
    Path site = folder.resolve("site");
    Path library = Files.createDirectories(site.resolve("library"));
    Files.move(jar(), library.resolve("greetings.jar"));
    greets(runner("play", playbook(site).toString()));
  }

  @Test
  void aJarInTheLibraryOfARoleIsUsed() throws Exception {
    Path role = folder.resolve("site/roles/greeting");
    Path library = Files.createDirectories(role.resolve("library"));
    Files.move(jar(), library.resolve("greetings.jar"));
    greets(runner("play", playbook(folder.resolve("site")).toString()));
  }

  @Test
  void withoutTheJarTheModuleIsMissedByName() throws Exception {
    Ended ended = runner("play", playbook(folder).toString());
    assertEquals(4, ended.status(), ended.all());
    assertTrue(ended.err().contains("couldn't resolve module/action 'motd'"), ended.all());
  }

  private Optional<String> motd() throws IOException {
    Path file = folder.resolve("motd");
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }
}
