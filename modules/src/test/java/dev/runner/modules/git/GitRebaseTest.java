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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real repositories: an upstream one, a developer's clone and the server's.
class GitRebaseTest {
  @TempDir Path temp = Path.of("");
  private Path dev = temp;
  private Path site = temp;
  private ThisMachine host = new ThisMachine(temp);

  @BeforeEach
  void repositories() throws IOException {
    dev = temp.resolve("dev");
    site = temp.resolve("site");
    host = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    sh(temp, "git init -q --bare -b main up.git && git clone -q up.git dev 2>/dev/null");
    identity(dev);
    commit("app/models.py", "one\n");
    sh(dev, "git push -q origin HEAD:main");
    sh(temp, "git clone -q -b main up.git site");
    identity(site);
  }

  private void identity(Path tree) {
    sh(tree, "git config user.name Ann && git config user.email ann@example.org");
  }

  private String sh(Path where, String script) {
    Output output = host.run(Command.of("sh", "-c", script).in(RemotePath.of(where.toString())));
    assertTrue(output.ok(), output.err());
    return output.out();
  }

  private void commit(String file, String content) throws IOException {
    Files.createDirectories(dev.resolve(file).resolveSibling(""));
    Files.writeString(dev.resolve(file), content);
    sh(dev, "git add . && git commit -q -m 'Change " + file + "'");
  }

  private void push(String file, String content) throws IOException {
    commit(file, content);
    sh(dev, "git push -q origin HEAD:main");
  }

  private GitRebase module(OnDirty onDirty) {
    return new GitRebase(
        RemotePath.of(site.toString()),
        "origin",
        "main",
        Optional.empty(),
        Optional.empty(),
        onDirty,
        List.of("**/*migrations/*.py"),
        List.of("**/static/**"),
        List.of("**/*settings*example*"),
        List.of("**/*requirements*.txt"));
  }

  private Plan plan() {
    return module(OnDirty.REFUSE).plan(host);
  }

  private String everything() {
    return sh(
        site,
        "git rev-parse HEAD; git for-each-ref; find . -path ./.git/index -prune -o -type f"
            + " -exec cksum {} + | sort");
  }

  private String refusal() {
    String before = everything();
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, plan());
    assertEquals(before, everything());
    return refused.because();
  }

  @Test
  void nothingIncomingIsUnchanged() {
    Plan.Unchanged plan = assertInstanceOf(Plan.Unchanged.class, plan());
    assertEquals(sh(site, "git rev-parse HEAD"), plan.values().get("after"));
    assertEquals(List.of(), plan.values().get("commits"));
  }

  @Test
  void predictsWithoutTouchingAnythingThenDoesIt() throws IOException {
    push("app/migrations/0002_more.py", "x\n");
    push("app/static/a.css", "a\n");
    push("requirements.txt", "Django\n");
    push("settings_example.py", "A = 1\n");
    String before = everything();
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, plan());
    assertEquals(before, everything());
    assertEquals(List.of("app/migrations/0002_more.py"), plan.predicted().get("migrations"));
    assertEquals(List.of("app/static/a.css"), plan.predicted().get("static_files"));
    assertEquals(List.of("requirements.txt"), plan.predicted().get("requirements"));
    assertEquals(List.of("settings_example.py"), plan.predicted().get("settings_examples"));
    assertEquals(4, assertInstanceOf(List.class, plan.predicted().get("commits")).size());

    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed(), done.message());
    assertEquals(sh(dev, "git rev-parse HEAD"), sh(site, "git rev-parse HEAD"));
    assertEquals(plan.predicted().get("after"), done.values().get("after"));
    assertInstanceOf(Plan.Unchanged.class, plan());
  }

  @Test
  void keepsLocalCommitsOnTop() throws IOException {
    sh(site, "echo x > local && git add . && git commit -q -m local");
    push("app/models.py", "two\n");
    Finished done = assertInstanceOf(Finished.class, host.apply(plan()));
    assertFalse(done.failed(), done.message());
    assertEquals("local", sh(site, "git log -1 --format=%s"));
    assertEquals("two", sh(site, "cat app/models.py"));
    assertInstanceOf(Plan.Unchanged.class, plan());
  }

  @Test
  void newFilesGetTheModeOfTheTree() throws IOException {
    sh(site, "chmod -R g+w .");
    push("app/new.py", "x\n");
    host.apply(plan());
    assertEquals("rw-rw-r--", ThisMachine.permissions(site.resolve("app/new.py")));
  }

  @Test
  void aConflictIsPredicted() throws IOException {
    sh(site, "echo mine > app/models.py && git commit -q -a -m local");
    push("app/models.py", "theirs\n");
    assertTrue(refusal().contains("conflict with the incoming ones in app/models.py"));
  }

  /// They would be kept as if somebody had made them on the server.
  @Test
  void commitsThatTheUpstreamTookBackAreRefused() throws IOException {
    push("app/models.py", "a mistake\n");
    host.apply(plan());
    sh(dev, "git reset -q --hard HEAD~1");
    commit("app/other.py", "x\n");
    sh(dev, "git push -q -f origin HEAD:main");
    String because = refusal();
    assertTrue(because.startsWith("origin/main was rewritten: it lacks 1 commit"), because);
    assertTrue(because.endsWith("Change app/models.py"), because);
    sh(dev, "git push -q -f origin HEAD~1:main");
    assertEquals(because, refusal());
    sh(site, "git fetch -q origin && git reset -q --hard origin/main");
    assertInstanceOf(Plan.Unchanged.class, plan());
  }

  @Test
  void aHistoryWithNothingInCommonIsRefused() {
    sh(dev, "git checkout -q --orphan afresh && git commit -q -m Afresh --allow-empty");
    sh(dev, "echo other > app/models.py && git commit -q -a -m Other");
    sh(dev, "git push -q -f origin HEAD:main");
    assertTrue(refusal().startsWith("origin/main has no history in common"), refusal());
  }

  @Test
  void commitsThatCameBackInOtherWordsAreNotMissed() throws IOException {
    push("app/models.py", "two\n");
    host.apply(plan());
    sh(dev, "git commit -q --amend -m 'Say it better' && git push -q -f origin HEAD:main");
    Finished done = assertInstanceOf(Finished.class, host.apply(plan()));
    assertFalse(done.failed(), done.message());
    assertEquals(sh(dev, "git rev-parse HEAD"), sh(site, "git rev-parse HEAD"));
  }

  @Test
  void dirtyTrackedFilesAreRefusedOrStashed() throws IOException {
    push("app/other.py", "x\n");
    sh(site, "echo mine > app/models.py");
    assertTrue(refusal().endsWith("has uncommitted changes: app/models.py"), refusal());
    Finished done = assertInstanceOf(Finished.class, host.apply(module(OnDirty.STASH).plan(host)));
    assertFalse(done.failed(), done.message());
    assertEquals("mine", sh(site, "cat app/models.py"));
    assertEquals("x", sh(site, "cat app/other.py"));
  }

  @Test
  void stashedChangesThatWouldConflictAreRefused() throws IOException {
    push("app/models.py", "theirs\n");
    sh(site, "echo mine > app/models.py");
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, module(OnDirty.STASH).plan(host));
    assertEquals(
        "uncommitted changes of %s conflict with the incoming commits in app/models.py"
            .formatted(site),
        refused.because());
    assertEquals("mine", sh(site, "cat app/models.py"));
    assertEquals("", sh(site, "git stash list"));
  }

  @Test
  void stashedChangesAreTriedOnTopOfLocalCommits() throws IOException {
    push("app/other.py", "x\n");
    sh(site, "echo ours > app/local.py && git add app/local.py && git commit -q -m Local");
    sh(site, "printf 'more\\000' >> app/local.py");
    Finished done = assertInstanceOf(Finished.class, host.apply(module(OnDirty.STASH).plan(host)));
    assertFalse(done.failed(), done.message());
    assertEquals("x", sh(site, "cat app/other.py"));
    push("app/local.py", "theirs\n");
    String because =
        assertInstanceOf(Plan.Refused.class, module(OnDirty.STASH).plan(host)).because();
    assertTrue(because.startsWith("1 local commit(s)"), because);
  }

  /// Where there is nothing to try, what the last commit changed isn't tried in its place.
  @Test
  void changesThatWereTakenBackAreNoConflict() throws IOException {
    push("app/models.py", "two\n");
    sh(site, "git pull -q");
    push("app/models.py", "three\n");
    sh(site, "echo other > app/models.py && git add app/models.py && echo two > app/models.py");
    Finished done = assertInstanceOf(Finished.class, host.apply(module(OnDirty.STASH).plan(host)));
    assertFalse(done.failed(), done.message());
    assertEquals("three", sh(site, "cat app/models.py"));
  }

  /// Made after the trial.
  @Test
  void stashedChangesThatConflictStayInTheStash() throws IOException {
    push("app/models.py", "theirs\n");
    Plan plan = module(OnDirty.STASH).plan(host);
    sh(site, "echo mine > app/models.py");
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed(), done.message());
    assertTrue(done.message().contains("conflict with the new revision in app/models.py"));
    assertEquals("theirs", sh(site, "cat app/models.py"));
    assertEquals("", sh(site, "git status --porcelain"));
    assertEquals("mine", sh(site, "git show stash@{0}:app/models.py"));
  }

  @Test
  void untrackedAndIgnoredFilesInTheWayAreRefused() throws IOException {
    push("app/conf.py", "x\n");
    push(".gitignore", "*.ini\n");
    Files.writeString(site.resolve("app/conf.py"), "precious");
    assertTrue(refusal().endsWith("in the way of the incoming ones: app/conf.py"), refusal());
    Files.delete(site.resolve("app/conf.py"));
    host.apply(plan());
    sh(
        dev,
        "echo 1 > a.ini && git add -f a.ini && git commit -q -m ini && git push -q origin"
            + " HEAD:main");
    Files.writeString(site.resolve("a.ini"), "precious");
    assertTrue(refusal().endsWith("in the way of the incoming ones: a.ini"), refusal());
  }

  @Test
  void anUntrackedFlagIsNotInTheWay() throws IOException {
    push("app/other.py", "x\n");
    Files.writeString(site.resolve("running.flag"), "");
    assertInstanceOf(Plan.Changes.class, plan());
  }

  @Test
  void anOperationUnderWayIsRefused() throws IOException {
    Files.createDirectory(site.resolve(".git/rebase-merge"));
    assertTrue(refusal().startsWith("a rebase is under way"), refusal());
  }

  @Test
  void anotherBranchIsRefused() {
    sh(site, "git checkout -q -b feature");
    assertTrue(refusal().endsWith("has the branch feature checked out, not main"), refusal());
  }

  @Test
  void aRemoteThatDoesNotAnswerIsRefused() throws IOException {
    Files.move(temp.resolve("up.git"), temp.resolve("gone.git"));
    assertTrue(refusal().contains("doesn't answer"), refusal());
  }

  @Test
  void goesBackToTheOldRevision() throws IOException {
    String old = sh(site, "git rev-parse HEAD");
    push("app/other.py", "x\n");
    host.apply(plan());
    GitReset back = new GitReset(RemotePath.of(site.toString()), old);
    Finished done = assertInstanceOf(Finished.class, host.apply(back.plan(host)));
    assertFalse(done.failed(), done.message());
    assertEquals(old, sh(site, "git rev-parse HEAD"));
    assertInstanceOf(Plan.Unchanged.class, back.plan(host));
  }

  @Test
  void readsFilesOfARevisionThatIsNotFetched() throws IOException {
    push("local_example.py", "NEW = 1\n");
    String before = everything();
    RevisionFiles.Found found =
        assertInstanceOf(
            RevisionFiles.Found.class,
            RevisionFiles.read(
                host,
                RemotePath.of(site.toString()),
                "origin",
                "main",
                sh(dev, "git rev-parse HEAD"),
                List.of("local_example.py", "none.py")));
    assertEquals(List.of("local_example.py"), List.copyOf(found.files().keySet()));
    assertEquals(before, everything());
  }
}
