package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AclTest {
  private final FakeHost host =
      FakeHost.named("web1").program("setfacl", "/usr/bin/setfacl").file("/srv/f", "");

  private static Acl acl(Acl.State state, Optional<String> entry, String entity, String letters) {
    boolean parts = state != Acl.State.QUERY && entry.isEmpty();
    return new Acl(
        RemotePath.of("/srv/f"),
        state,
        entry,
        parts ? Optional.of(Acl.Kind.USER) : Optional.empty(),
        entity,
        Optional.of(letters).filter(each -> !each.isEmpty()),
        false,
        true,
        false,
        Acl.Mask.DEFAULT,
        false);
  }

  @Test
  void anEntryIsSetOnce() {
    Acl task = acl(Acl.State.PRESENT, Optional.empty(), "joe", "rw");
    host.answering("getfacl --absolute-names --omit-header -- /srv/f", "user::rw-\n\n")
        .answering("setfacl --test -m user:joe:rw -- /srv/f", "/srv/f: user::rw-,user:joe:rw-,*\n");
    assertEquals(
        List.of("set user:joe:rw of /srv/f", "  $ setfacl -m user:joe:rw -- /srv/f"),
        Showing.lines(task.plan(host)));
    host.answering("setfacl --test -m user:joe:rw -- /srv/f", "/srv/f: *,*\n");
    Plan.Unchanged plan = assertInstanceOf(Plan.Unchanged.class, task.plan(host));
    assertEquals(List.of("user::rw-"), plan.values().get("acl"));
    assertEquals("user:joe:rw is present", plan.values().get("msg"));
  }

  @Test
  void anEntryOfADirectoryForWhatWillBeMadeIsRemoved() {
    Acl task = acl(Acl.State.ABSENT, Optional.of("default:u:joe"), "", "");
    host.answering("getfacl -d --absolute-names --omit-header -- /srv/f", "")
        .answering("setfacl --test -d -x user:joe -- /srv/f", "/srv/f: *,user::rwx\n");
    assertEquals(
        List.of("remove user:joe from /srv/f", "  $ setfacl -d -x user:joe -- /srv/f"),
        Showing.lines(task.plan(host)));
  }

  @Test
  void theListIsTold() {
    host.answering("getfacl --absolute-names --omit-header -- /srv/f", "user::rw-\nother::r--\n\n");
    Plan.Learned plan =
        assertInstanceOf(
            Plan.Learned.class, acl(Acl.State.QUERY, Optional.empty(), "", "").plan(host));
    assertEquals(List.of("user::rw-", "other::r--"), plan.values().get("acl"));
  }

  @Test
  void aFileSystemWithoutListsIsToldOf() {
    host.answering("getfacl --absolute-names --omit-header -- /srv/f", "user::rw-\n")
        .answering(
            "setfacl --test -m user:joe:rw -- /srv/f",
            Output.of(1, "", "setfacl: /srv/f: Operation not supported\n"));
    assertInstanceOf(
        Plan.Refused.class, acl(Acl.State.PRESENT, Optional.empty(), "joe", "rw").plan(host));
  }

  @Test
  void rulesAcrossParameters() {
    assertThrows(BadParameter.class, () -> acl(Acl.State.ABSENT, Optional.empty(), "joe", "rw"));
    assertThrows(BadParameter.class, () -> acl(Acl.State.ABSENT, Optional.empty(), "", ""));
    assertThrows(BadParameter.class, () -> acl(Acl.State.PRESENT, Optional.of("user:joe"), "", ""));
    assertThrows(BadParameter.class, () -> acl(Acl.State.QUERY, Optional.of("user:joe:r"), "", ""));
  }
}
