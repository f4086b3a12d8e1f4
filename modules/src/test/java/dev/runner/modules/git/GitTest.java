package dev.runner.modules.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import dev.runner.values.None;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real repositories: an upstream one, a developer's clone, and the host's.
class GitTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine host = new ThisMachine(temp);
  private Path dev = temp;
  private Path site = temp;

  @BeforeEach
  void repositories() throws IOException {
    host = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    dev = temp.resolve("dev");
    site = temp.resolve("site");
    sh(temp, "git init -q --bare -b main up.git && git clone -q up.git dev 2>/dev/null");
    sh(dev, "git config user.name Ann && git config user.email ann@example.org");
    sh(dev, "git checkout -q -b main 2>/dev/null; true");
    push("one");
    sh(dev, "git tag -a -m one v1 && git push -q origin v1");
    push("two");
  }

  private String sh(Path where, String script) {
    Output output = host.run(Command.of("sh", "-c", script).in(RemotePath.of(where.toString())));
    assertTrue(output.ok(), output.err());
    return output.out();
  }

  private void push(String text) throws IOException {
    Files.writeString(dev.resolve("file"), text + "\n");
    sh(dev, "git add . && git commit -q -m " + text + " && git push -q origin HEAD");
  }

  private String head(Path tree) {
    return sh(tree, "git rev-parse HEAD");
  }

  private Gits git() {
    return Gits.of(temp.resolve("up.git").toString(), site.toString());
  }

  /// Plans without touching anything, applies, and plans again to no change.
  private Finished apply(Git module) {
    String before = state();
    Plan plan = module.plan(host);
    assertEquals(before, state(), "planning changed something");
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed(), done.message());
    assertTrue(done.changed());
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return done;
  }

  private String state() {
    return sh(
        temp,
        "find up.git site sub.git out.tar -type f 2>/dev/null | sort | xargs cksum; cat"
            + " site/.git/HEAD site/.git/packed-refs 2>/dev/null; true");
  }

  private Plan.Refused refusal(Git module) {
    String before = state();
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, module.plan(host));
    assertEquals(before, state());
    return refused;
  }

  @Test
  void clonesTheRemotesOwnBranch() {
    Finished done = apply(git().build());
    assertEquals(head(dev), head(site));
    assertEquals("main", sh(site, "git symbolic-ref --short HEAD"));
    assertEquals(None.NONE, done.values().get("before"));
    assertEquals(head(dev), done.values().get("after"));
  }

  @Test
  void bringsACloneUpToDate() throws IOException {
    apply(git().build());
    String old = head(site);
    push("three");
    Git module = git().build();
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, module.plan(host));
    assertEquals(head(dev), plan.predicted().get("after"));
    Finished done = apply(module);
    assertEquals(old, done.values().get("before"));
    assertEquals(head(dev), head(site));
  }

  private static Object prepared(Plan plan) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    return assertInstanceOf(java.util.Map.class, changes.predicted().get("diff")).get("prepared");
  }

  @Test
  void tellsTheDifferenceWhereItIsLookedAt() throws IOException {
    Git module = git().build();
    assertEquals(">> Newly checked out " + head(dev), prepared(module.compared(host)));
    apply(module);
    assertInstanceOf(Plan.Unchanged.class, module.compared(host));
    push("three");
    String before = state();
    String text = String.valueOf(prepared(module.compared(host)));
    assertEquals(before, state(), "looking changed something");
    assertTrue(text.startsWith("diff --git a/file b/file\n"), text);
    assertTrue(text.contains("\n-two\n+three\n"), text);
    assertFalse(
        assertInstanceOf(Plan.Changes.class, module.plan(host)).predicted().containsKey("diff"));
  }

  @Test
  void tellsTheDifferenceOfAShallowClone() throws IOException {
    String old = sh(dev, "git rev-parse HEAD~1");
    apply(git().depth(1).build());
    String before = state();
    String text = String.valueOf(prepared(git().depth(1).version("v1").build().compared(host)));
    assertEquals(before, state(), "looking changed something");
    assertTrue(text.contains("\n-two\n+one\n"), text);
    String commit = String.valueOf(prepared(git().version(old).build().compared(host)));
    assertEquals(text, commit);
  }

  @Test
  void checksOutATagThenABranch() throws IOException {
    apply(git().version("v1").build());
    assertEquals("one", Files.readString(site.resolve("file")).strip());
    sh(dev, "git checkout -q -b feature");
    push("feature");
    apply(git().version("feature").build());
    assertEquals("feature", sh(site, "git symbolic-ref --short HEAD"));
    apply(git().version("v1").build());
    push("feature2");
    apply(git().version("feature").build());
    assertEquals(head(dev), head(site));
  }

  @Test
  void aNewTagOfTheSameCommitIsFetchedWithoutBeingAChange() throws IOException {
    apply(git().build());
    sh(dev, "git tag fresh && git push -q origin fresh");
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, git().version("fresh").build().plan(host));
    assertInstanceOf(Plan.Unchanged.class, plan.expected().orElseThrow());
    assertFalse(assertInstanceOf(Finished.class, host.apply(plan)).changed());
    assertEquals(head(dev), sh(site, "git rev-parse fresh"));
    assertInstanceOf(Plan.Unchanged.class, git().version("fresh").build().plan(host));
  }

  @Test
  void headIsTheRemotesBranchWhateverIsCheckedOut() throws IOException {
    apply(git().build());
    sh(site, "git checkout -q -b other");
    push("three");
    apply(git().build());
    assertEquals("main", sh(site, "git symbolic-ref --short HEAD"));
    assertEquals(head(dev), head(site));
  }

  @Test
  void checksOutCommitsWholeAndAbbreviated() throws IOException {
    String two = head(dev);
    apply(git().version(two).build());
    assertEquals(two, head(site));
    push("three");
    apply(git().version(head(dev).substring(0, 9)).build());
    assertEquals(head(dev), head(site));
    assertEquals("HEAD", sh(site, "git rev-parse --abbrev-ref HEAD"));
  }

  @Test
  void fetchesARefThatIsNoBranch() throws IOException {
    sh(dev, "git checkout -q --detach && git commit -q --allow-empty -m pull");
    sh(dev, "git push -q origin HEAD:refs/pull/7/head");
    apply(git().version("refs/pull/7/head").build());
    assertEquals(head(dev), head(site));
  }

  @Test
  void takesTheNamesThatAreTheClonesOwn() throws IOException {
    sh(dev, "git checkout -q -b side");
    push("side");
    apply(git().version("origin/side").build());
    assertEquals(head(dev), head(site));
    push("side2");
    apply(git().version("origin/side").build());
    assertEquals(head(dev), head(site));
    assertEquals("HEAD", sh(site, "git rev-parse --abbrev-ref HEAD"));
    String before = sh(site, "git rev-parse HEAD~1");
    Finished back =
        assertInstanceOf(Finished.class, host.apply(git().version("HEAD~1").build().plan(host)));
    assertFalse(back.failed(), back.message());
    assertEquals(before, head(site));
  }

  @Test
  void refusesToDropUncommittedChanges() throws IOException {
    apply(git().build());
    Files.writeString(site.resolve("file"), "mine\n");
    assertTrue(
        refusal(git().build()).because().contains("Local modifications exist in the destination"));
    apply(git().force().build());
    assertEquals("two", Files.readString(site.resolve("file")).strip());
  }

  @Test
  void refusesToDropLocalCommits() throws IOException {
    apply(git().build());
    sh(site, "git -c user.name=B -c user.email=b@example.org commit -q --allow-empty -m mine");
    assertTrue(refusal(git().build()).because().contains("commits of its own"));
    apply(git().force().build());
    assertEquals(head(dev), head(site));
  }

  @Test
  void aDivergedBranchFailsAndStays() throws IOException {
    apply(git().build());
    sh(site, "git -c user.name=B -c user.email=b@example.org commit -q --allow-empty -m mine");
    push("three");
    String mine = head(site);
    Finished failed = assertInstanceOf(Finished.class, host.apply(git().build().plan(host)));
    assertTrue(failed.failed());
    assertEquals(mine, head(site));
  }

  @Test
  void takesOverAnotherUrl() {
    apply(git().build());
    sh(temp, "cp -r up.git moved.git");
    Git module = Gits.of(temp.resolve("moved.git").toString(), site.toString()).build();
    Finished done = apply(module);
    assertEquals(true, done.values().get("remote_url_changed"));
    assertEquals(done.values().get("before"), done.values().get("after"));
  }

  @Test
  void clonesShallowAndFollowsAnotherBranch() throws IOException {
    sh(dev, "git checkout -q -b feature");
    push("feature");
    String url = "file://" + temp.resolve("up.git");
    apply(Gits.of(url, site.toString()).depth(1).build());
    assertEquals("1", sh(site, "git rev-list --count HEAD"));
    apply(Gits.of(url, site.toString()).depth(1).version("feature").build());
    assertEquals(head(dev), head(site));
    assertEquals("1", sh(site, "git rev-list --count HEAD"));
  }

  @Test
  void aShallowCloneFollowsItsBranch() throws IOException {
    String url = "file://" + temp.resolve("up.git");
    apply(Gits.of(url, site.toString()).depth(1).build());
    push("three");
    push("four");
    apply(Gits.of(url, site.toString()).depth(1).build());
    assertEquals(head(dev), head(site));
    assertEquals("main", sh(site, "git symbolic-ref --short HEAD"));
  }

  @Test
  void followsAHistoryThatWasWrittenAnew() {
    apply(git().build());
    sh(dev, "git commit -q --amend -m again && git push -q -f origin HEAD");
    apply(git().build());
    assertEquals(head(dev), head(site));
    sh(dev, "git reset -q --hard HEAD~1 && git push -q -f origin HEAD");
    apply(git().build());
    assertEquals(head(dev), head(site));
  }

  @Test
  void keepsABareClone() throws IOException {
    apply(git().bare().build());
    push("three");
    apply(git().bare().version("main").build());
    assertEquals(head(dev), sh(site, "git rev-parse main"));
  }

  @Test
  void aNewCloneIsAsOpenAsTheHostMakesFiles() throws IOException {
    Files.createDirectory(temp.resolve("closed"));
    sh(temp, "chmod 700 closed");
    site = temp.resolve("closed/missing/site");
    apply(git().build());
    assertEquals(sh(temp, "umask 022; mkdir as; stat -c %a as"), sh(site, "stat -c %a ."));
  }

  @Test
  void leavesWhatIsNoClone() throws IOException {
    Files.createDirectory(site);
    apply(git().build());
    sh(temp, "rm -rf site && mkdir site && touch site/x");
    assertTrue(refusal(git().build()).because().contains("is not an empty directory"));
  }

  @Test
  void onlyTellsWhenNoCloneIsWanted() {
    Plan.Learned plan =
        assertInstanceOf(Plan.Learned.class, git().clones(false).build().plan(host));
    assertEquals(head(dev), plan.values().get("after"));
    assertEquals(true, plan.values().get("changed"));
    assertFalse(Files.exists(site));
  }

  @Test
  void doesNotUpdateWhenTold() throws IOException {
    apply(git().build());
    push("three");
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, git().update(false).build().plan(host));
    assertEquals(head(site), plan.values().get("after"));
  }

  @Test
  void refusesUnknownVersionsAndSilentRemotes() {
    assertTrue(refusal(git().version("nowhere").build()).because().contains("nowhere"));
    Git lost = Gits.of(temp.resolve("gone.git").toString(), site.toString()).build();
    assertTrue(refusal(lost).because().contains("doesn't answer"));
  }

  @Test
  void saysWhyARemoteCannotBeReached() {
    Output ssh =
        Output.of(
            128,
            "",
            "web1: Permission denied (publickey).\r\n"
                + "fatal: Could not read from remote repository.\n\n"
                + "Please make sure you have the correct access rights\n");
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, new Repository(git().build()).silent(ssh));
    assertTrue(
        refused
            .because()
            .endsWith(
                "doesn't answer: web1: Permission denied (publickey).;"
                    + " fatal: Could not read from remote repository."),
        refused.because());
  }

  @Test
  void anUnsignedCommitIsNotCheckedOut() throws IOException {
    apply(git().build());
    String old = head(site);
    push("three");
    Finished failed =
        assertInstanceOf(Finished.class, host.apply(git().verified().build().plan(host)));
    assertTrue(failed.failed());
    assertTrue(
        failed.message().contains("Failed to verify GPG signature of commit/tag \"main\""),
        failed.message());
    assertEquals(old, head(site));
  }

  @Test
  void makesAnArchiveThatStaysTheSame() throws IOException {
    Path file = temp.resolve("out.tar");
    apply(git().archive(file.toString()).build());
    assertEquals("file", sh(temp, "tar -tf out.tar"));
    push("three");
    apply(git().archive(file.toString()).build());
    assertEquals("three", sh(temp, "tar -xOf out.tar file"));
  }

  @Test
  void keepsItsFilesElsewhere() {
    apply(git().build());
    Path files = temp.resolve("files.git");
    apply(git().separate(files.toString()).build());
    assertTrue(Files.isDirectory(files));
    assertTrue(Files.isRegularFile(site.resolve(".git")));
    Path others = temp.resolve("others.git");
    Finished moved = apply(git().separate(others.toString()).build());
    assertEquals(files.toString(), moved.values().get("git_dir_before"));
    assertTrue(Files.isDirectory(others));
    assertFalse(Files.exists(files));
  }

  @Test
  void aMovedTagIsForcedOnly() throws IOException {
    apply(git().version("v1").build());
    push("three");
    sh(dev, "git tag -f v1 && git push -q -f origin v1");
    Finished failed =
        assertInstanceOf(Finished.class, host.apply(git().version("v1").build().plan(host)));
    assertTrue(failed.failed() && failed.message().contains("clobber"), failed.message());
    apply(git().version("v1").force().build());
    assertEquals(head(dev), head(site));
  }

  @Test
  void followsSubmodules() throws IOException {
    sh(temp, "git clone -q --bare up.git sub.git && git -C sub.git update-server-info");
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            temp.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String url = "http://127.0.0.1:%d/sub.git".formatted(server.getAddress().getPort());
      sh(
          dev,
          "git submodule -q add "
              + url
              + " lib && git commit -q -m sub && git push -q origin HEAD");
      assertEquals(true, apply(git().build()).values().get("submodules_changed"));
      assertTrue(Files.exists(site.resolve("lib/file")));
      sh(site, "git -C lib checkout -q HEAD~1");
      assertEquals(true, apply(git().force().build()).values().get("submodules_changed"));
      assertEquals("two", Files.readString(site.resolve("lib/file")).strip());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesWordsThatAreOptions() {
    List<Gits> wrong = new ArrayList<>();
    wrong.add(Gits.of("--upload-pack=touch x", site.toString()));
    wrong.add(git().version("--orphan"));
    wrong.add(git().archive("/tmp/x.rar"));
    wrong.forEach(each -> assertThrows(BadParameter.class, each::build));
  }

  @Test
  void refusesWhatExcludesItself() {
    Object[] base = {"repo", "/srv/origin", "dest", "/srv/site"};
    Map<String, Map<String, Object>> wrong =
        Map.of(
            "parameters are mutually exclusive: separate_git_dir|bare",
            Map.of("bare", true, "separate_git_dir", "/srv/git"),
            "parameters are mutually exclusive: accept_hostkey|accept_newhostkey",
            Map.of("accept_hostkey", true, "accept_newhostkey", true),
            "missing parameter(s) required by 'archive_prefix': archive",
            Map.of("archive_prefix", "x/"));
    wrong.forEach(
        (sentence, parameters) -> {
          List<Object> all = new ArrayList<>(List.of(base));
          parameters.forEach((name, value) -> all.addAll(List.of(name, value)));
          BadParameter mistake =
              assertThrows(BadParameter.class, () -> Tasks.task(Git.class, all.toArray()));
          assertEquals(sentence, mistake.getMessage());
        });
  }

  @Test
  void sshIsCalledAsTold() {
    Remote remote =
        new Remote(
            false,
            true,
            java.util.Optional.of(RemotePath.of("/k y")),
            java.util.Optional.of("-p 22"));
    assertEquals(
        "ssh -p 22 -i '/k y' -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new",
        remote.ssh("ssh"));
  }
}
