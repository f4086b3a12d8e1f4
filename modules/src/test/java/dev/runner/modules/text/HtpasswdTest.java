package dev.runner.modules.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtpasswdTest {
  private static final String FILE = "/etc/passwords";
  private static final String BEFORE =
      "# the office\nbob:$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/\nann:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=\n";

  private static Htpasswd htpasswd(
      String name, Optional<String> password, String scheme, Htpasswd.State state) {
    return new Htpasswd(
        RemotePath.of(FILE),
        name,
        password.map(Secret::of),
        scheme,
        state,
        true,
        Permissions.NONE,
        Labels.NONE);
  }

  private static FakeHost host() {
    return FakeHost.named("web1").directory("/etc").file(FILE, BEFORE);
  }

  @Test
  void aPasswordThatMatchesStaysWhateverItsScheme() {
    for (String name : new String[] {"ann", "bob"}) {
      Htpasswd task = htpasswd(name, Optional.of("myPassword"), "bcrypt", Htpasswd.State.PRESENT);
      Plan.Unchanged plan = assertInstanceOf(Plan.Unchanged.class, task.plan(host()));
      assertEquals(name + " already present", plan.values().get("msg"));
    }
  }

  @Test
  void anotherPasswordIsPutInPlaceOfTheOld() {
    FakeHost host = host();
    Htpasswd task = htpasswd("bob", Optional.of("other"), "ldap_sha1", Htpasswd.State.PRESENT);
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, task.plan(host));
    assertTrue(assertInstanceOf(Step.Write.class, plan.steps().getFirst()).after().isSecret());
    host.apply(plan);
    assertEquals(
        BEFORE.replaceFirst("bob:.*", "bob:{SHA}0JQeaNqPOBUf+Gph/Fn3xc+fyqI="), host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, task.plan(host));
  }

  @Test
  void usersComeAndGo() {
    FakeHost host = host();
    Htpasswd add = htpasswd("eve", Optional.of("secret"), "portable", Htpasswd.State.PRESENT);
    host.apply(add.plan(host));
    assertTrue(host.text(FILE).startsWith(BEFORE + "eve:$apr1$"), host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, add.plan(host));
    Htpasswd remove = htpasswd("eve", Optional.empty(), "portable", Htpasswd.State.ABSENT);
    host.apply(remove.plan(host));
    assertEquals(BEFORE, host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, remove.plan(host));
  }

  @Test
  void aNewUserNeedsAPassword() {
    Htpasswd task = htpasswd("eve", Optional.empty(), "bcrypt", Htpasswd.State.PRESENT);
    assertInstanceOf(Plan.Refused.class, task.plan(host()));
  }

  @Test
  void namesAndSchemesAreLookedAt() {
    assertThrows(
        BadParameter.class,
        () -> htpasswd("a:b", Optional.of("x"), "bcrypt", Htpasswd.State.PRESENT));
    assertThrows(
        BadParameter.class,
        () -> htpasswd("a", Optional.of("x"), "des_crypt", Htpasswd.State.PRESENT));
  }
}
