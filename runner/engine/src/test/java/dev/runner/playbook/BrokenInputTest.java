package dev.runner.playbook;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.source.ControlFiles;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever a playbook says, it is read or explained, and nothing else happens.
class BrokenInputTest {

  private record OneFile(String text) implements ControlFiles {
    @Override
    public byte[] read(Path file) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isFile(Path path) {
      return path.endsWith("p.yml");
    }

    @Override
    public boolean isDirectory(Path path) {
      return false;
    }

    @Override
    public boolean isExecutable(Path path) {
      return false;
    }

    @Override
    public List<Path> list(Path directory) {
      return List.of();
    }
  }

  /// Pieces that mean something, in an order that mostly doesn't.
  @Provide
  Arbitrary<String> playbooks() {
    return Arbitraries.of(
            "- hosts: all\n",
            "  tasks:\n",
            "  roles: [a, {role: b}, 3, ]\n",
            "  vars:\n",
            "    - ",
            "debug: msg=x\n",
            "      when: [a, {b: c}]\n",
            "block:\n",
            "        - copy: {src: !unsafe '{{', dest: }\n",
            "      rescue: {}\n",
            "    - import_tasks: p.yml\n",
            "- import_playbook: p.yml\n",
            "    - include_role:\n",
            "    - import_role: [x]\n",
            "  handlers: 5\n",
            "      loop: \"{{ x\n",
            "    - command: echo \"a\n",
            "    - action: {}\n",
            "    - local_action: [1]\n",
            "&a *a ",
            "<<: ",
            "\t",
            "{{ x }}",
            ": ",
            "'")
        .list()
        .ofMaxSize(14)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 1000)
  void playbooksAreReadOrExplained(@ForAll("playbooks") String text) {
    Diagnostics told = new Diagnostics();
    Path here = Path.of("/nowhere");
    Sources sources = new Sources(new OneFile(text), Opener.CLOSED, told, here);
    LoadOptions options = new LoadOptions(List.of(), List.of(), (t, known) -> Optional.empty());
    Playbook playbook =
        new PlaybookLoader(sources, ModuleNames.any(), options).playbook(here.resolve("p.yml"));
    assertTrue(told.hasErrors() || !playbook.plays().isEmpty());
    assertNotNull(told.render());
  }

  @Property(tries = 1000)
  void parametersOnALineAreReadOrExplained(@ForAll String text) {
    try {
      assertNotNull(FreeForm.parse(Text.trusted(text, new Origin("f", 1, 1)), false));
    } catch (DiagnosticException e) {
      assertTrue(e.getMessage().startsWith("f:1:1: "));
    }
  }
}
