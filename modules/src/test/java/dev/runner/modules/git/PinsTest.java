package dev.runner.modules.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Submodules go where the tree goes: forwards with a rebase, back with a reset.
class PinsTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine host = new ThisMachine(temp);

  @BeforeEach
  void repositories() throws IOException {
    host =
        new ThisMachine(
            Files.createDirectory(temp.resolve("scratch")),
            Map.of(
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "protocol.file.allow",
                "GIT_CONFIG_VALUE_0", "always"));
    sh(
        """
        config="git config user.name Ann; git config user.email ann@example.org"
        for name in moss fern lichen up; do git init -q --bare -b main $name.git; done
        for name in moss fern lichen; do
          git clone -q $name.git $name 2>/dev/null
          (cd $name; eval "$config"; echo one >leaf; git add .; git commit -qm one; git push -q origin HEAD:main)
        done
        git clone -q up.git dev 2>/dev/null
        cd dev; eval "$config"
        git submodule --quiet add ../moss.git 'lib/moß'
        git submodule --quiet add ../lichen.git lib/lichen
        git commit -qm spring; git push -q origin HEAD:main
        cd ..; git clone -q -b main up.git site
        cd site; eval "$config"; git submodule --quiet update --init 'lib/moß'
        """);
  }

  private String sh(String script) {
    Output output = host.run(Command.of("sh", "-ec", script).in(RemotePath.of(temp.toString())));
    assertTrue(output.ok(), output.err());
    return output.out();
  }

  /// Another commit of moss, and a submodule that wasn't there before.
  private void autumn() {
    sh(
        """
        (cd moss; echo two >leaf; git commit -qam two; git push -q origin HEAD:main)
        cd dev; git -C 'lib/moß' pull -q origin main
        git submodule --quiet add ../fern.git lib/fern
        git add .; git commit -qm autumn; git push -q origin HEAD:main
        """);
  }

  private GitRebase rebase() {
    return new GitRebase(
        RemotePath.of(temp + "/site"),
        "origin",
        "main",
        Optional.empty(),
        Optional.empty(),
        OnDirty.REFUSE,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private GitReset reset(String revision) {
    return new GitReset(RemotePath.of(temp + "/site"), revision);
  }

  private Finished done(Plan plan) {
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed(), done.message());
    return done;
  }

  private String leaves() {
    return sh(
        "cd site; for leaf in lib/*/leaf; do echo $leaf $(cat $leaf); done; git status"
            + " --porcelain");
  }

  @Test
  void theyGoWithTheTreeAndBackWithIt() {
    String spring = sh("git -C site rev-parse HEAD");
    autumn();
    assertEquals(
        List.of("lib/fern", "lib/moß"), done(rebase().plan(host)).values().get("submodules"));
    assertEquals("lib/fern/leaf one\nlib/moß/leaf two", leaves());
    assertInstanceOf(Plan.Unchanged.class, rebase().plan(host));

    done(reset(spring).plan(host));
    assertEquals("lib/moß/leaf one", leaves());
    assertInstanceOf(Plan.Unchanged.class, reset(spring).plan(host));
    done(rebase().plan(host));
    assertEquals("lib/fern/leaf one\nlib/moß/leaf two", leaves());
  }

  /// git makes objects that nobody may write to, whatever the umask.
  @Test
  void aTreeThatItsGroupWritesToStaysSo() {
    sh("chmod -R g+w site");
    autumn();
    done(rebase().plan(host));
    assertEquals("", sh("find site ! -type l ! -perm -020"));
  }

  @Test
  void whatARunThatWasBrokenOffHasLeftIsDone() {
    autumn();
    sh("cd site; git fetch -q; git -c advice.detachedHead=false rebase -q origin/main");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, rebase().plan(host));
    assertEquals(List.of("lib/fern", "lib/moß"), plan.predicted().get("submodules"));
    assertEquals(List.of(), plan.predicted().get("commits"));
    assertTrue(done(plan).changed());
    assertEquals("lib/fern/leaf one\nlib/moß/leaf two", leaves());
    assertInstanceOf(Plan.Unchanged.class, rebase().plan(host));
  }

  @Test
  void aCloneThatWasKilledInTheMiddleIsMadeAnew() {
    autumn();
    sh(
        """
        cd site; git fetch -q; git -c advice.detachedHead=false rebase -q origin/main
        git submodule --quiet init lib/fern
        git init -q --bare .git/modules/lib/fern
        """);
    done(rebase().plan(host));
    assertEquals("lib/fern/leaf one\nlib/moß/leaf two", leaves());
  }

  @Test
  void whatOneWasLeftWithStaysSoThroughFurtherCommits() {
    autumn();
    sh("cd site; git fetch -q; git -c advice.detachedHead=false rebase -q origin/main");
    sh("cd dev; echo three >leaf; git add .; git commit -qm three; git push -q origin HEAD:main");
    done(rebase().plan(host));
    assertEquals("lib/fern/leaf one\nlib/moß/leaf two", leaves());
  }

  @Test
  void oneThatAPersonTookOutStaysOut() {
    autumn();
    done(rebase().plan(host));
    sh("git -C site submodule --quiet deinit lib/fern");
    assertInstanceOf(Plan.Unchanged.class, rebase().plan(host));
  }

  @Test
  void theLookBeforehandNamesThoseThatWillBeBrought() {
    autumn();
    assertEquals(
        List.of("lib/fern", "lib/moß"),
        rebase().plan(host) instanceof Plan.Changes plan
            ? plan.predicted().get("submodules")
            : List.of());
  }

  @Test
  void oneThatCanNotBeHadFailsAndTheWayBackIsThere() {
    String spring = sh("git -C site rev-parse HEAD");
    autumn();
    sh("mv fern.git away.git");
    Finished failed = assertInstanceOf(Finished.class, host.apply(rebase().plan(host)));
    assertTrue(failed.failed(), failed.message());
    assertTrue(failed.message().contains("lib/fern"), failed.message());
    done(reset(spring).plan(host));
    assertEquals("lib/moß/leaf one", leaves());
  }
}
