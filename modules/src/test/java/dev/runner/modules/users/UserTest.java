package dev.runner.modules.users;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden plans of `user`.
class UserTest {
  private static final String SHADOW_TOOLS = "has useradd\nhas usermod\nhas userdel\nhas chage\n";
  private static final String ANN =
      """
      passwd ann:x:1001:1001:Ann:/home/ann:/bin/sh
      shadow ann:$6$salt$hash:19000:0:99999:7:::
      primary ann
      member adm
      member audio
      group adm
      entry adm:x:4:ann
      group sudo
      entry sudo:x:27:
      old yes
      home yes
      above yes
      """
          + SHADOW_TOOLS;

  private static FakeHost host(String... answers) {
    Output[] outputs = new Output[answers.length];
    for (int i = 0; i < answers.length; i++) {
      outputs[i] = Output.of(0, answers[i], "");
    }
    return FakeHost.named("web1").answering("the look", UserTest::looks, outputs);
  }

  private static boolean looks(Command command) {
    return command.toString().startsWith("sh -c") && command.toString().contains(" account ");
  }

  private static List<String> plan(FakeHost host, User user) {
    return Showing.lines(user.plan(host));
  }

  @Test
  void aUmaskIsOctal() {
    assertThrows(BadParameter.class, () -> Tasks.task(User.class, "name", "ann", "umask", "abc"));
  }

  @Test
  void aNumberIsOneUsersOnly() {
    User bob = task(User.class, "name", "bob", "uid", 5);
    assertEquals(
        "refused: useradd: UID 5 is not unique",
        plan(host("passwd \nshadowed yes\nholder games\n" + SHADOW_TOOLS), bob).getFirst());
    User shared = task(User.class, "name", "bob", "uid", 5, "non_unique", true);
    assertInstanceOf(
        Plan.Changes.class, shared.plan(host("passwd \nholder games\n" + SHADOW_TOOLS)));
  }

  @Test
  void whoGoesMayHaveAnyComment() {
    User gone = task(User.class, "name", "bob", "state", "absent", "comment", "a:b");
    assertInstanceOf(Plan.Unchanged.class, gone.plan(host("passwd \n")));
    assertThrows(BadParameter.class, () -> task(User.class, "name", "bob", "comment", "a:b"));
  }

  @Test
  void warningsOfTheToolsStandInLines() {
    FakeHost warning =
        host("passwd \n" + SHADOW_TOOLS, ANN)
            .answering("useradd -m ann", Output.of(0, "", "useradd: Warning: no shell\n"));
    Finished made =
        assertInstanceOf(
            Finished.class, warning.apply(task(User.class, "name", "ann").plan(warning)));
    assertEquals("useradd: Warning: no shell\n", String.valueOf(made.values().get("stderr")));
  }

  @Test
  void whoIsNotThereNeedsNoToolToGo() {
    User gone = task(User.class, "name", "bob", "state", "absent", "local", true);
    assertInstanceOf(Plan.Unchanged.class, gone.plan(host("passwd \n")));
  }

  @Test
  void makesAUser() {
    User bob =
        task(
            User.class,
            "name",
            "bob",
            "comment",
            "Bob B",
            "groups",
            List.of("sudo"),
            "home",
            "/srv/people/bob",
            "shell",
            "/bin/bash",
            "uid",
            1200,
            "expires",
            2529881062L,
            "password_expire_max",
            90);
    FakeHost host = host("group sudo\nentry sudo:x:27:\n" + SHADOW_TOOLS);
    assertEquals(
        List.of(
            "make /srv/people",
            "make the user bob",
            "  $ useradd -u 1200 -c 'Bob B' -d /srv/people/bob -s /bin/bash -G sudo -e 2050-03-03"
                + " -m bob",
            "set the password's times of bob",
            "  $ chage -M 90 bob"),
        plan(host, bob));
    assertEquals(1, host.roundTrips());
  }

  private static String modeOfHome(String settings, Object... parameters) {
    FakeHost host = host(ANN.replace("old yes\nhome yes\n", ""));
    host.file("/etc/login.defs", settings);
    List<String> lines = plan(host, task(User.class, parameters));
    String command = lines.getLast().strip();
    assertTrue(command.endsWith(" ann"), command);
    String[] words = command.split(" ");
    return words[words.length - 2];
  }

  @Test
  void aHomeThatIsMissingIsMadeAsTheHostsSettingsSay() {
    assertEquals("755", modeOfHome("# UMASK 077\n", "name", "ann"));
    assertEquals("750", modeOfHome("UMASK\t\t027\nPASS_MAX_DAYS 90\n", "name", "ann"));
    assertEquals("0700", modeOfHome("UMASK 022\n HOME_MODE 0700\n", "name", "ann"));
    assertEquals("700", modeOfHome("HOME_MODE 0750\n", "name", "ann", "umask", "077"));
  }

  @Test
  void settingsThatDoNotMatterAreNotRead() {
    FakeHost host = host(ANN); // which knows of no /etc/login.defs
    assertEquals(
        List.of("unchanged: the user ann is so already"),
        plan(host, task(User.class, "name", "ann")));
  }

  @Test
  void whoIsSoIsLeftAlone() {
    User ann =
        task(
            User.class,
            "name",
            "ann",
            "groups",
            List.of("adm"),
            "append",
            true,
            "shell",
            "/bin/sh",
            "password",
            "$6$salt$hash",
            "expires",
            -1);
    Plan.Unchanged plan = assertInstanceOf(Plan.Unchanged.class, ann.plan(host(ANN)));
    assertEquals("adm,audio", plan.values().get("groups"));
    assertEquals(1001L, plan.values().get("uid"));
  }

  @Test
  void changesOnlyWhatDiffers() {
    User ann =
        task(
            User.class,
            "name",
            "ann",
            "groups",
            List.of("sudo"),
            "home",
            "/srv/ann",
            "move_home",
            true,
            "password_lock",
            true);
    assertEquals(
        List.of(
            "change the user ann",
            "  $ usermod -d /srv/ann -m -G sudo ann",
            "lock the password of ann",
            "  $ usermod -L ann"),
        plan(host(ANN.replace("home yes\n", "")), ann));
  }

  @Test
  void anEmptyListLeavesAllGroups() {
    assertEquals(
        List.of("change the user ann", "  $ usermod -G '' ann"),
        plan(host(ANN), task(User.class, "name", "ann", "groups", List.of())));
  }

  @Test
  void aPasswordGoesByAPipe() {
    User ann = task(User.class, "name", "ann", "password", "$6$other$" + "x".repeat(86));
    FakeHost host = host(ANN, ANN).answering("chpasswd -e", "");
    Plan plan = ann.plan(host);
    assertEquals(List.of("set the password of ann", "  $ chpasswd -e"), Showing.lines(plan));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertEquals("NOT_LOGGING_PASSWORD", done.values().get("password"));
    Command ran = host.ran().getFirst();
    assertTrue(ran.stdin().orElseThrow().isSecret());
    assertEquals(
        "ann:$6$other$" + "x".repeat(86) + "\n",
        new String(ran.stdin().orElseThrow().bytes(), StandardCharsets.UTF_8));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(User.class, "name", "ann", "password", "*", "update_password", "on_create")
            .plan(host(ANN)));
  }

  @Test
  void refusesAGroupThatIsNotThere() {
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            task(User.class, "name", "ann", "group", "nope")
                .plan(host(ANN + "group nope\nentry \n")));
    assertEquals("Group nope does not exist", refused.because());
  }

  @Test
  void libuserChangesLocalFiles() {
    User ann =
        task(User.class, "name", "ann", "local", true, "groups", List.of("sudo"), "expires", 86400);
    assertEquals(
        List.of(
            "add ann to the group sudo",
            "  $ lgroupmod -M ann sudo",
            "remove ann from the group adm",
            "  $ lgroupmod -m ann adm",
            "remove ann from the group audio",
            "  $ lgroupmod -m ann audio",
            "set the password's times of ann",
            "  $ lchage -E 1 ann"),
        plan(host(ANN + "has luseradd\nhas lchage\n"), ann));
  }

  @Test
  void busyboxMakesUsersButCannotChangeThem() {
    String tools = "has adduser\nhas addgroup\n";
    assertEquals(
        List.of("make the user bob", "  $ adduser -D -s /bin/ash -S bob"),
        plan(host(tools), task(User.class, "name", "bob", "shell", "/bin/ash", "system", true)));
    assertInstanceOf(
        Plan.Refused.class,
        task(User.class, "name", "ann", "shell", "/bin/ash")
            .plan(host(ANN.replace(SHADOW_TOOLS, tools))));
  }

  @Test
  void removes() {
    assertEquals(
        List.of("remove the user ann", "  $ userdel -f -r ann"),
        plan(
            host(ANN),
            task(User.class, "name", "ann", "state", "absent", "remove", true, "force", true)));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(User.class, "name", "x", "state", "absent").plan(host(SHADOW_TOOLS)));
  }

  @Test
  void knowsAHashWhenItSeesOne() {
    assertTrue(PasswordHash.isLikely("$6$rounds=656000$TT4O7jz2M57npccl$" + "a".repeat(86)));
    assertTrue(PasswordHash.isLikely("$y$j9T$abc$def"));
    assertTrue(PasswordHash.isLikely("!"));
    assertTrue(PasswordHash.isLikely("*************"));
    assertFalse(PasswordHash.isLikely("geheim"));
    assertFalse(PasswordHash.isLikely("$6$salt$" + "+".repeat(86)));
  }

  @Test
  void appendNeedsGroups() {
    assertThrows(BadParameter.class, () -> task(User.class, "name", "ann", "append", true));
    assertThrows(BadParameter.class, () -> task(User.class, "name", "-rf"));
    assertThrows(BadParameter.class, () -> task(User.class, "name", "ann", "password", "a:b"));
  }

  @Test
  void theKeyIsMadeByTheUser() {
    User ann = task(User.class, "name", "ann", "generate_ssh_key", true);
    String keys = "has ssh-keygen\nhostname web1\nkeyfile /home/ann/.ssh/id_rsa\nkeyowner 1001\n";
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, ann.plan(host(ANN + keys)));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals(Optional.of("ann"), run.command().user());
    assertTrue(
        run.command()
            .toString()
            .endsWith(" key .ssh/id_rsa rsa '' 'ansible-generated on web1' ''"));
  }

  @Test
  void inSomebodyElsesHomeRootMakesTheKeyAndGivesItAway() {
    User ann = task(User.class, "name", "ann", "generate_ssh_key", true);
    String keys = "has ssh-keygen\nhostname web1\nkeyfile /home/ann/.ssh/id_rsa\nkeyowner 0\n";
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, ann.plan(host(ANN + keys)));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals(Optional.empty(), run.command().user());
    assertTrue(
        run.command()
            .toString()
            .endsWith(" key /home/ann/.ssh/id_rsa rsa '' 'ansible-generated on web1' ann"));
  }

  @Test
  void aPublicKeyIsNotWrittenOverUnlessThatIsAskedFor() {
    String keys = "has ssh-keygen\nkeyfile /home/ann/.ssh/id_rsa\nkeyowner 1001\nkeypub yes\n";
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            task(User.class, "name", "ann", "generate_ssh_key", true).plan(host(ANN + keys)));
    assertEquals(
        List.of(
            "Found existing ssh key public file \"/home/ann/.ssh/id_rsa.pub\", no force, so"
                + " skipping ssh-keygen generation"),
        plan.warnings());
    assertInstanceOf(
        Plan.Changes.class,
        task(User.class, "name", "ann", "generate_ssh_key", true, "force", true)
            .plan(host(ANN + keys)));
  }
}
