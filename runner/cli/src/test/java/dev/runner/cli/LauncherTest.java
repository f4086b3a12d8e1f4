package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts that start Java, with another program in Java's place.
class LauncherTest {
  private static final String SAYS_LOCALE = "#!/bin/sh\necho \"$LC_ALL/$LC_CTYPE/$LANG\"\n";

  @TempDir private Path home;

  @BeforeEach
  void files() throws Exception {
    Path root = Path.of(System.getProperty("runner.root", "../.."));
    program(
        "bin/runner", Files.readString(root.resolve("runner/cli/src/main/distribution/runner.sh")));
    program("runtime/bin/java", SAYS_LOCALE);
    Files.writeString(Files.createDirectories(home.resolve("lib")).resolve("classpath"), "");
  }

  private void program(String name, String text) throws Exception {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String said(Map<String, String> locale) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(home.resolve("bin/runner").toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().putAll(locale);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void namesAreReadAsUtf8WhereThereIsNoLocale() throws Exception {
    assertEquals("/C.UTF-8/", said(Map.of()));
    assertEquals("/C.UTF-8/POSIX", said(Map.of("LANG", "POSIX")));
    assertEquals("C.UTF-8//", said(Map.of("LC_ALL", "C")));
    assertEquals("//de_DE.UTF-8", said(Map.of("LANG", "de_DE.UTF-8")));
  }
}
