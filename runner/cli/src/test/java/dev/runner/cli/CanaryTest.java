package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets are planted where they may be, and looked for in everything that a run writes: its
/// output in each form, standard error, its record, and files that it leaves for itself.
class CanaryTest {
  private static final String VAULTED = "canary in the vault: é\"<&>'$x";
  private static final String PASSWORD = "canary-password+4711/of=become";
  private static final String HIDDEN = "canary of a task with no_log";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"human", "lines", "yaml", "minimal", "oneline", "json", "jsonl", "junit"})
  void nothingIsShown(String form) throws IOException {
    write("pw", "the vault's password\n");
    write("hosts", "a ansible_connection=local\n");
    write("play.yml", play());
    write("vars.yml", "vaulted: " + encrypted() + "\n");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        run(
            out,
            err,
            List.of(
                "play",
                "play.yml",
                "-i",
                "hosts",
                "--vault-password-file",
                "pw",
                "--diff",
                "-vvvv",
                "-e",
                "@vars.yml",
                "-e",
                "{\"ansible_become_password\": \"" + PASSWORD + "\"}",
                "--output",
                form));
    String told = out + "\n" + err;
    assertEquals(0, status, told);
    assertTrue(Files.readString(folder.resolve("made")).contains(VAULTED), told);
    for (String canary : List.of(VAULTED, PASSWORD, HIDDEN)) {
      for (String shape : shapes(canary)) {
        assertFalse(told.contains(shape), () -> "'%s' is shown:\n%s".formatted(shape, told));
        for (Path file : records()) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          String bytes =
              new String(shape.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
          assertFalse(text.contains(bytes), () -> "'%s' is in %s".formatted(shape, file));
        }
      }
    }
  }

  private static String play() {
    return """
        - hosts: all
          gather_facts: false
          tasks:
            - debug: {var: vaulted}
            - debug: {msg: "it is {{ vaulted }}, {{ vaulted | b64encode }}, {{ [vaulted] | to_json }}"}
            - copy: {dest: "FOLDER/made", content: "{{ vaulted }}\\n"}
            - command: cat FOLDER/made
              register: read
            - command: base64 FOLDER/made
            - shell: od -An -tx1 FOLDER/made | tr -d ' \\n'
            - fail: {msg: "no: {{ vaulted }}"}
              ignore_errors: true
            - debug: {msg: "{{ read.stdout }}"}
            - command: cat FOLDER/nosuch
              environment: {WORD: "{{ vaulted }}"}
              ignore_errors: true
            - command: "false"
              loop: ["{{ vaulted }}"]
              ignore_errors: true
            - debug: {msg: "{{ vaulted.nothing }}"}
              ignore_errors: true
            - set_fact: {again: "{{ vaulted | reverse }}{{ vaulted }}"}
            - debug: {msg: "HIDDEN"}
              no_log: true
            - command: echo HIDDEN
              no_log: true
              register: quiet
            - debug: {msg: "{{ quiet.stdout }}"}
            - debug: {msg: "{{ ansible_become_password }}"}
              no_log: true
            - lineinfile: {path: "FOLDER/made", line: "{{ vaulted }}!"}
        """
        .replace("HIDDEN", HIDDEN);
  }

  private String encrypted() {
    StringWriter out = new StringWriter();
    int status =
        run(
            out,
            new StringWriter(),
            List.of("vault", "encrypt_string", "--vault-password-file", "pw", VAULTED));
    assertEquals(0, status, out::toString);
    return out.toString().strip();
  }

  private int run(StringWriter out, StringWriter err, List<String> words) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("RUNNER_RECORDS", folder.resolve("records").toString());
    return Main.run(
        words.toArray(String[]::new),
        new PrintWriter(out),
        new PrintWriter(err),
        folder,
        environment);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text.replace("FOLDER", folder.toString()));
  }

  /// The record of the run, and what else it keeps below the user's home.
  private List<Path> records() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String each : List.of("records", "home")) {
      if (Files.isDirectory(folder.resolve(each))) {
        try (Stream<Path> all = Files.walk(folder.resolve(each))) {
          all.filter(Files::isRegularFile).forEach(files::add);
        }
      }
    }
    return files;
  }

  /// A secret as it is, and as programs write it.
  private static Set<String> shapes(String canary) {
    byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
    Set<String> shapes = new LinkedHashSet<>();
    shapes.add(canary);
    shapes.add(HexFormat.of().formatHex(bytes));
    shapes.add(HexFormat.of().withUpperCase().formatHex(bytes));
    shapes.add(URLEncoder.encode(canary, StandardCharsets.UTF_8));
    shapes.add(URLEncoder.encode(canary, StandardCharsets.UTF_8).replace("+", "%20"));
    shapes.add(canary.replace("\\", "\\\\").replace("\"", "\\\""));
    shapes.add(canary.replace("'", "'\\''"));
    for (int skipped = 0; skipped < 3; skipped++) {
      byte[] shifted = new byte[bytes.length + skipped];
      System.arraycopy(bytes, 0, shifted, skipped, bytes.length);
      String encoded = Base64.getEncoder().encodeToString(shifted);
      shapes.add(encoded.substring(4, encoded.length() - 4));
    }
    return shapes;
  }
}
