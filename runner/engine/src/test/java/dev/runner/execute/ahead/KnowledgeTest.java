package dev.runner.execute.ahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each rule that makes an answer void: none of these tests passes without its rule.
class KnowledgeTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final String MOUNTS =
      """
      1 0 8:1 / / rw - ext4 /dev/sda1 rw
      2 1 8:1 /var/web /srv/web rw - ext4 /dev/sda1 rw
      3 1 0:40 / /net rw - nfs4 server:/export rw
      4 1 0:41 / /net/own rw - tmpfs none rw
      5 1 0:42 / /auto rw - autofs none rw
      """;

  private Instant now = Instant.EPOCH;
  private final Foresight foresight = new Foresight(() -> now);
  private final Knowledge known = knowledge("host");

  private Knowledge knowledge(String address) {
    Knowledge knowledge = foresight.of(address);
    knowledge.mounts(Mounts.of(MOUNTS), knowledge.moment());
    return knowledge;
  }

  private static Question.Stat stat(String path) {
    return new Question.Stat(RemotePath.of(path), true);
  }

  private static FileStat there(String path, FileStat.Type type, long links) {
    Instant then = Instant.EPOCH;
    return new FileStat(
        RemotePath.of(path),
        type,
        0644,
        0,
        0,
        "root",
        "root",
        7,
        then,
        then,
        then,
        1,
        1,
        links,
        Optional.empty());
  }

  /// Keeps what is at a path, and by which way it is reached.
  private static void sees(Knowledge knowledge, String path, FileStat.Type type, long links) {
    keep(knowledge, stat(path), there(path, FileStat.Type.FILE, links));
    keep(knowledge, new Question.Stat(RemotePath.of(path), false), there(path, type, links));
    RemotePath above = RemotePath.of(path).parent();
    while (!above.equals(above.parent())) {
      keep(
          knowledge,
          new Question.Stat(above, false),
          there(above.text(), FileStat.Type.DIRECTORY, 3));
      above = above.parent();
    }
  }

  private void sees(String path) {
    sees(known, path, FileStat.Type.FILE, 1);
  }

  private static <T> void keep(Knowledge knowledge, Question<T> question, T answer) {
    knowledge.keep(LOGIN, Map.of(), question, Answered.of(answer), knowledge.moment());
  }

  private boolean holds(Question<?> question) {
    return holds(known, question);
  }

  private static boolean holds(Knowledge knowledge, Question<?> question) {
    return knowledge.holding(LOGIN, Map.of(), question).isPresent();
  }

  private void act(Step... steps) {
    act(known, steps);
  }

  private static Knowledge.Act act(Knowledge knowledge, Step... steps) {
    Knowledge.Act act = knowledge.acting(LOGIN, List.of(steps));
    knowledge.acted(act);
    return act;
  }

  private static Step write(String path) {
    return Step.write(
        "write", RemotePath.of(path), Optional.empty(), Content.of("x"), Attributes.NONE);
  }

  private static Step delete(String path) {
    return new Step.Delete("delete", RemotePath.of(path));
  }

  private static Step run(String... words) {
    return Step.run("run", Command.of((Object[]) words));
  }

  @Test
  void anAnswerIsTakenUntilSomethingHappens() {
    sees("/etc/a");
    sees("/etc/b");
    act(write("/etc/b"));
    assertTrue(holds(stat("/etc/a")));
    assertEquals(
        FileStat.Type.FILE,
        known.holding(LOGIN, Map.of(), stat("/etc/a")).orElseThrow().value().orElseThrow().type());
  }

  @Test
  void whoIsToldNoIsToldNoAgain() {
    Answered<FileStat> no = Answered.not(new ProbeException("Permission denied"));
    known.keep(LOGIN, Map.of(), stat("/root/a"), no, known.moment());
    assertTrue(known.holding(LOGIN, Map.of(), stat("/root/a")).orElseThrow().trouble().isPresent());
    assertTrue(
        known
            .holding(
                new Identity.Become(
                    "sudo",
                    "root",
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()),
                Map.of(),
                stat("/root/a"))
            .isEmpty());
  }

  @Test
  void aStepTouchesItsPath() {
    sees("/etc/a");
    act(write("/etc/a"));
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void andWhatIsAboveIt() {
    sees("/etc/a");
    sees("/etc/a/b");
    act(write("/etc/a/b"));
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void andWhatIsBelowIt() {
    sees("/srv/a");
    sees("/srv/a/b/c");
    act(delete("/srv/a"));
    assertFalse(holds(stat("/srv/a/b/c")));
  }

  @Test
  void bothEndsOfAMove() {
    sees("/etc/a");
    sees("/etc/b");
    act(new Step.Move("move", RemotePath.of("/etc/a"), RemotePath.of("/etc/b")));
    assertFalse(holds(stat("/etc/a")));
    assertFalse(holds(stat("/etc/b")));
  }

  @Test
  void aStepTouchesWhatALinkLeadsToIt() {
    sees("/srv/new/conf");
    sees("/srv/other");
    keep(
        known,
        new Question.Stat(RemotePath.of("/srv/now"), false),
        there("/srv/now", FileStat.Type.LINK, 1));
    keep(known, stat("/srv/now/conf"), there("/srv/now/conf", FileStat.Type.FILE, 1));
    act(write("/srv/new/conf"));
    assertFalse(holds(stat("/srv/now/conf")));
    assertTrue(holds(stat("/srv/other")));
  }

  @Test
  void aStepThroughALinkTouchesAnything() {
    sees("/srv/other");
    keep(
        known,
        new Question.Stat(RemotePath.of("/srv/now"), false),
        there("/srv/now", FileStat.Type.LINK, 1));
    act(write("/srv/now/conf"));
    assertFalse(holds(stat("/srv/other")));
  }

  @Test
  void aStepByAWayThatNobodyLookedAtTouchesAnything() {
    sees("/srv/other");
    act(write("/opt/a"));
    assertFalse(holds(stat("/srv/other")));
  }

  @Test
  void whatBecameALinkIsNoWayAnyMore() {
    sees("/srv/a/c");
    sees("/opt/c");
    act(new Step.Link("link", RemotePath.of("/srv/a"), "/opt", true));
    sees("/opt/c");
    act(write("/srv/a/c"));
    assertFalse(holds(stat("/opt/c")));
  }

  @Test
  void aFileThatGetsASecondNameIsTouched() {
    sees("/srv/one");
    sees("/srv/more");
    sees("/srv/other");
    act(new Step.Link("share", RemotePath.of("/srv/more"), "/srv/one", false));
    assertFalse(holds(stat("/srv/one")));
    assertTrue(holds(stat("/srv/other")));
  }

  @Test
  void aFileWithTwoNamesIsTouchedByEitherOfThem() {
    sees(known, "/srv/one", FileStat.Type.FILE, 2);
    sees("/srv/other");
    act(write("/srv/other"));
    assertFalse(holds(stat("/srv/one")));
  }

  @Test
  void aDirectoryThatIsSeenTwice() {
    sees("/var/web/page");
    sees("/srv/web/page");
    sees("/srv/other");
    act(write("/srv/other"));
    assertFalse(holds(stat("/srv/web/page")), "it may be what is below /var/web");
    assertFalse(holds(stat("/var/web/page")), "it may be what is below /srv/web");
    sees("/var/web/page");
    sees("/var/log");
    act(write("/var/web/page"));
    assertFalse(holds(stat("/var/log")), "nobody can say what was touched");
  }

  @Test
  void filesOfOthersAreNotKept() {
    sees("/net/a");
    sees("/auto/a");
    sees("/net/own/a");
    assertFalse(holds(stat("/net/a")));
    assertFalse(holds(stat("/auto/a")));
    assertTrue(holds(stat("/net/own/a")));
    assertFalse(known.isAskedAhead(LOGIN, stat("/net/b")));
    assertTrue(known.isAskedAhead(LOGIN, stat("/net/own/b")));
  }

  @Test
  void nothingIsSaidOfFilesWhereMountsAreUnknown() {
    Knowledge other = foresight.of("other");
    sees(other, "/etc/a", FileStat.Type.FILE, 1);
    assertFalse(holds(other, stat("/etc/a")));
    assertFalse(other.isAskedAhead(LOGIN, stat("/etc/a")));
  }

  @Test
  void pathsThatDependOnTheUserAreNotKept() {
    keep(known, stat("~/a"), there("~/a", FileStat.Type.FILE, 1));
    keep(known, stat("/srv/../a"), there("/srv/../a", FileStat.Type.FILE, 1));
    assertFalse(holds(stat("~/a")));
    assertFalse(holds(stat("/srv/../a")));
    sees("/etc/a");
    act(write("~/a"));
    assertFalse(holds(stat("/etc/a")), "home may be anywhere");
  }

  @Test
  void aCommandTouchesEverythingOnEveryHost() {
    Knowledge elsewhere = knowledge("elsewhere");
    sees("/etc/a");
    sees(elsewhere, "/etc/a", FileStat.Type.FILE, 1);
    act(run("true"));
    assertFalse(holds(stat("/etc/a")));
    assertFalse(holds(elsewhere, stat("/etc/a")));
  }

  @Test
  void soDoesACheckOfAFileByACommand() {
    sees("/etc/a");
    act(((Step.Write) write("/etc/b")).validatedBy(Command.of("visudo", "-cf", "%s")));
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void soDoesWhatIsDoneOnTheControlMachine() {
    sees("/etc/a");
    act(new Step.OnControl("here", () -> Output.of(0, "", "")));
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void soDoesAnUpheaval() {
    sees("/etc/a");
    foresight.upheaval();
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void typedStepsTouchTheirOwnMachineByWhateverName() {
    Knowledge otherName = knowledge("host");
    Knowledge elsewhere = knowledge("elsewhere");
    for (Knowledge each : List.of(known, otherName, elsewhere)) {
      sees(each, "/etc/a", FileStat.Type.FILE, 1);
    }
    act(write("/etc/a"));
    assertFalse(holds(otherName, stat("/etc/a")));
    assertTrue(holds(elsewhere, stat("/etc/a")));
  }

  @Test
  void answersAge() {
    sees("/etc/a");
    now = now.plus(Duration.ofSeconds(2));
    assertTrue(holds(stat("/etc/a")));
    now = now.plusMillis(1);
    assertFalse(holds(stat("/etc/a")));
    assertTrue(known.last(LOGIN, Map.of(), stat("/etc/a")).isPresent(), "as a guess it is good");
  }

  @Test
  void answersAgeAsSlowlyAsTurnsOfManyHosts() {
    foresight.inStep(201);
    sees("/etc/a");
    now = now.plus(Duration.ofSeconds(12));
    assertTrue(holds(stat("/etc/a")));
    now = now.plusMillis(1);
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void answersAgeAmongAnyNumberOfHosts() {
    foresight.inStep(50_000);
    sees("/etc/a");
    now = now.plus(Duration.ofSeconds(30)).plusMillis(1);
    assertFalse(holds(stat("/etc/a")));
    foresight.inStep(1);
    sees("/etc/a");
    now = now.plus(Duration.ofSeconds(2)).plusMillis(1);
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void whatWasAskedWhileAStepWasTakenIsVoid() {
    sees("/etc/b");
    Moment before = known.moment();
    act(write("/etc/b"));
    known.keep(
        LOGIN,
        Map.of(),
        stat("/etc/a"),
        Answered.of(there("/etc/a", FileStat.Type.FILE, 1)),
        before);
    assertFalse(holds(stat("/etc/a")));
  }

  @Test
  void whatIsAskedDuringAStepIsVoidAtItsEnd() {
    sees("/etc/b");
    List<Step> steps = List.of(write("/etc/b"));
    Knowledge.Act act = known.acting(LOGIN, steps);
    sees("/etc/b");
    known.acted(act);
    assertFalse(holds(stat("/etc/b")));
  }

  @Test
  void whatIsAskedDuringACommandIsVoidAtItsEnd() {
    List<Step> steps = List.of(run("true"));
    Knowledge.Act act = known.acting(LOGIN, steps);
    sees("/etc/b");
    known.acted(act);
    assertFalse(holds(stat("/etc/b")));
  }

  @Test
  void whatIsAskedInTheScriptOfTheStepsIsNew() {
    for (Step step : List.of(write("/etc/b"), run("true"))) {
      sees("/etc/b");
      Knowledge.Act act = known.acting(LOGIN, List.of(step));
      assertTrue(act.lost().contains(stat("/etc/b")));
      Moment after = known.acted(act);
      Answered<FileStat> answer = Answered.of(there("/etc/b", FileStat.Type.FILE, 1));
      known.keep(LOGIN, Map.of(), stat("/etc/b"), answer, after);
      assertTrue(holds(stat("/etc/b")));
    }
  }

  @Test
  void unlessOthersActedMeanwhile() {
    Knowledge otherName = knowledge("host");
    for (Step mine : List.of(write("/etc/b"), run("true"))) {
      for (Step others : List.of(write("/etc/c"), run("true"))) {
        Knowledge.Act act = known.acting(LOGIN, List.of(mine));
        act(otherName, others);
        Moment after = known.acted(act);
        Answered<FileStat> answer = Answered.of(there("/etc/b", FileStat.Type.FILE, 1));
        known.keep(LOGIN, Map.of(), stat("/etc/b"), answer, after);
        assertFalse(holds(stat("/etc/b")), mine + " and " + others);
      }
    }
  }

  @Test
  void commandsAndProgramsAreAskedAgainAfterAnyStep() {
    sees("/opt/a");
    Question.Look look = new Question.Look(Command.of("dpkg", "-s", "git"), true);
    Question.Which which = new Question.Which("git");
    keep(known, look, Output.of(0, "", ""));
    keep(known, which, Optional.of(RemotePath.of("/usr/bin/git")));
    assertTrue(holds(look));
    assertTrue(holds(which));
    act(write("/opt/a"));
    assertFalse(holds(look));
    assertFalse(holds(which));
  }

  @Test
  void programsDependOnTheEnvironment() {
    Question.Which which = new Question.Which("git");
    keep(known, which, Optional.of(RemotePath.of("/usr/bin/git")));
    assertTrue(
        known
            .holding(
                LOGIN,
                Map.of("PATH", dev.runner.values.Text.of("/opt", dev.runner.values.Marks.NONE)),
                which)
            .isEmpty());
  }

  @Test
  void accountsAreAskedAgainWhereTheirFilesWereTouched() {
    Question.User user = new Question.User("ann");
    Question.Group group = new Question.Group("ann");
    sees("/etc/a");
    sees("/etc/group");
    keep(known, user, Optional.empty());
    keep(known, group, Optional.empty());
    act(write("/etc/a"));
    assertTrue(holds(user) && holds(group));
    act(write("/etc/group"));
    assertFalse(holds(user) || holds(group));
  }

  @Test
  void whatOthersDecideIsNeverKept() {
    Question.Clock clock = new Question.Clock();
    Question.Alive alive = new Question.Alive(7);
    Question.Look slow = new Question.Look(Command.of("git", "fetch"), false);
    keep(known, clock, Instant.EPOCH);
    keep(known, alive, true);
    keep(known, slow, Output.of(0, "", ""));
    assertFalse(holds(clock) || holds(alive) || holds(slow));
    assertFalse(known.isAskedAhead(LOGIN, clock));
    assertFalse(known.isAskedAhead(LOGIN, slow));
  }

  @Test
  void contentIsAskedAheadOfSmallFilesOnly() {
    Question.Checksum sum = new Question.Checksum(RemotePath.of("/srv/a"), "sha1");
    assertFalse(known.isAskedAhead(LOGIN, sum), "nobody knows how large it is");
    sees("/srv/a");
    assertTrue(known.isAskedAhead(LOGIN, sum));
    Instant then = Instant.EPOCH;
    keep(
        known,
        stat("/srv/a"),
        new FileStat(
            RemotePath.of("/srv/a"),
            FileStat.Type.FILE,
            0644,
            0,
            0,
            "",
            "",
            1 << 20,
            then,
            then,
            then,
            1,
            1,
            1,
            Optional.empty()));
    assertFalse(known.isAskedAhead(LOGIN, sum));
  }
}
