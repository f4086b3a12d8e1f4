package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final List<String> VERBS =
      List.of("play", "run", "ping", "inventory", "doc", "vault", "config");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return Main.run(
        words, new PrintWriter(out, true), new PrintWriter(err, true), Path.of(""), Map.of());
  }

  @Test
  void helpNamesEveryVerb() {
    assertEquals(0, run("--help"));
    for (String verb : VERBS) {
      assertTrue(out.toString().contains("\n  " + verb + " "), out + " lacks " + verb);
    }
  }

  @Test
  void eachVerbHasHelpOfItsOwn() {
    for (String verb : VERBS) {
      assertEquals(0, run(verb, "--help"), err::toString);
      assertTrue(out.toString().contains("runner " + verb), out::toString);
    }
  }

  @Test
  void theVersionIsTheSameHoweverItIsAsked() {
    assertEquals(0, run("--version"));
    String quick = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, run("-V"));
    assertEquals(quick, out.toString());
  }

  @Test
  void aFileOfVariablesIsNoFileOfOptions(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("words"), "tide: --check\n");
    Files.writeString(
        folder.resolve("play.yml"),
        "- hosts: localhost\n  connection: local\n  gather_facts: false\n"
            + "  tasks: [{ debug: { msg: 'tide {{ tide }}' } }]\n");
    int status =
        Main.run(
            new String[] {"play", "play.yml", "-e", "@words"},
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            folder,
            Map.of("HOME", folder.toString()));
    assertEquals(0, status, err::toString);
    assertTrue(out.toString().contains("tide --check"), out::toString);
  }

  @Test
  void anUnknownVerbIsABadOption() {
    assertEquals(5, run("plya", "x.yml"));
    assertTrue(err.toString().contains("'plya'"), err::toString);
  }

  /// As ansible-runner starts it.
  @Test
  void aRunIsToldByEvents(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("play.yml"),
        "- hosts: localhost\n  connection: local\n  gather_facts: false\n"
            + "  tasks: [{ debug: { msg: hello } }, { set_stats: { data: { tide: 1 } } }]\n");
    int status =
        Main.run(
            new String[] {"play", "play.yml"},
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            folder,
            Map.of(
                "HOME", folder.toString(),
                "RUNNER_COMMAND", "ansible-playbook",
                "ANSIBLE_STDOUT_CALLBACK", "awx_display",
                "ORIGINAL_STDOUT_CALLBACK", "minimal",
                "ANSIBLE_CALLBACK_PLUGINS", "/site/ansible_runner/display_callback/callback",
                "AWX_ISOLATED_DATA_DIR", folder.toString()));
    assertEquals(0, status, err::toString);
    StringBuilder events = new StringBuilder();
    try (var files = Files.list(folder.resolve("job_events"))) {
      for (Path file : files.toList()) {
        events.append(Files.readString(file)).append('\n');
      }
    }
    assertTrue(
        events.toString().contains("\"resolved_action\":\"ansible.builtin.debug\""),
        events::toString);
    assertTrue(events.toString().contains("\"artifact_data\":{\"tide\":1}"), events::toString);
    String lines = out.toString().replaceAll("\033\\[K[^K]*\033\\[K", "");
    assertTrue(lines.startsWith("localhost | SUCCESS => {"), lines);
    assertEquals(false, err.toString().contains("[WARNING]: ANSIBLE_"), err::toString);
  }
}
