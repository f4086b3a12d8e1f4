package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/// Plays the procedures of `playbooks`, and reads what came of it.
final class Procedures {
  private Procedures() {}

  /// Plays one against the workspace's hosts, with as short a notice to visitors as can be.
  static Ran play(Workspace here, String playbook, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "play",
                Workspace.root().resolve("playbooks").resolve(playbook).toString(),
                "-i",
                "hosts",
                "-e",
                "site_banner_lead=1s"));
    words.addAll(List.of(more));
    return here.runner().run(words.toArray(String[]::new));
  }

  /// All that was said.
  static String words(Ran ran) {
    return ran.out() + ran.err();
  }

  /// It went well, and found nothing to do.
  static void assertUnchanged(Ran ran) {
    assertTrue(ran.orThrow().out().matches("(?s).*web1 +: ok=\\d+ +changed=0 .*"), ran.out());
  }

  /// The same words and one more.
  static String[] with(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
