package dev.runner.modules.django;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A user of a Django site, made as the site itself makes one.
@Describe(
    summary = "A user of a Django site, made by the site's own form or manager.",
    description =
        """
        A form or manager of the site makes the rows and permissions that belong to a user of this
        site; Django's own way makes only the user. Mail that it would send goes nowhere (see
        `mail`), and a function that gets in the way can be silenced for this one process: no file
        of the site is touched. A user that is there is put right: activated, with this password.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: a user to try things with
          django_user:
            directory: /srv/site
            name: ann
            email: ann@example.org
            password: "{{ ann_password }}"
            form: people.forms.KeeperForm
            requires: [keeper]
        """,
    returns = {
      @Describe.Returned(name = "id", value = "The user's primary key."),
      @Describe.Returned(name = "done", value = "What was done, or would be.")
    })
public record DjangoUser(
    @Spread DjangoSite site,
    @Param(value = "The name that the user logs in with.", aliases = "username") String name,
    @Param(value = "Whether the user is to be there.", byDefault = "present") State state,
    @Param("Address for mail.") Optional<String> email,
    @Param("Password; left as it is, or unusable for a new user, if left out.")
        Optional<Secret> password,
    @Param(value = "Whether the password of a user that is there is set.", byDefault = "true")
        boolean updatePassword,
    @Param(value = "Whether the user may log in.", byDefault = "true") boolean active,
    @Param("Whether the user may enter the admin site.") Optional<Boolean> staff,
    @Param("Whether the user may do everything.") Optional<Boolean> superuser,
    @Param("Given name.") Optional<String> firstName,
    @Param("Family name.") Optional<String> lastName,
    @Param("Groups that the user is added to.") List<String> groups,
    @Param("Dotted name of the site's form that makes a user, by is_valid and save.")
        Optional<String> form,
    @Param("Dotted name of what else makes one: called with the fields by name.")
        Optional<String> manager,
    @Param("More fields for the form or the manager.") Map<String, Value> fields,
    @Param(
            "Rows that the site keeps beside a user, by the name they have on it, such as a"
                + " profile.")
        List<String> requires,
    @Param(
            value =
                "Whether what a failed try left is removed first: a user never active nor logged"
                    + " in that lacks a row of `requires`.",
            byDefault = "false")
        boolean replaceOrphan,
    @Param("Dotted names of functions that do nothing this once, such as one that sends mail.")
        List<String> silence,
    @Param(
            value = "What becomes of mail: nothing, or a file as the settings name it.",
            byDefault = "dummy")
        Mail mail)
    implements TaskModule {

  /// Whether there is to be such a user.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Where mail goes.
  public enum Mail {
    DUMMY,
    FILEBASED
  }

  public DjangoUser {
    if (form.isPresent() && manager.isPresent()) {
      throw new BadParameter("manager", "'form' and 'manager' are two ways: give one of them");
    }
    if (password.filter(Secret::isEmpty).isPresent()) {
      throw new BadParameter("password", "the password is empty");
    }
    if (name.isEmpty()) {
      throw new BadParameter("name", "a user needs a name");
    }
  }

  @Override
  public Plan plan(Probe host) {
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> plan(host, ready.manage());
    };
  }

  /// A field may be secret, and then so is the whole.
  private Text given() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("name", name);
    given.put("state", state == State.PRESENT ? "present" : "absent");
    email.ifPresent(value -> given.put("email", value));
    firstName.ifPresent(value -> given.put("first_name", value));
    lastName.ifPresent(value -> given.put("last_name", value));
    staff.ifPresent(value -> given.put("staff", value));
    superuser.ifPresent(value -> given.put("superuser", value));
    form.ifPresent(value -> given.put("form", value));
    manager.ifPresent(value -> given.put("manager", value));
    given.put("active", active);
    given.put("update_password", updatePassword);
    given.put("groups", groups);
    Map<String, Object> filled = new LinkedHashMap<>();
    fields.forEach((field, value) -> filled.put(field, value.value()));
    given.put("fields", filled);
    given.put("requires", requires);
    given.put("replace_orphan", replaceOrphan);
    given.put("silence", silence);
    given.put("mail", mail == Mail.DUMMY ? "dummy.EmailBackend" : "filebased.EmailBackend");
    String json = Json.line(Secrets.revealed(given));
    return Secrets.in(given) ? Text.secret(json) : Text.of(json, Marks.NONE);
  }

  /// A command line can be seen by everybody on the host, the environment by the user alone.
  private Command secretly(Command plain) {
    Command command = plain.with("RUNNER_GIVEN", given());
    return password
        .map(secret -> command.with("RUNNER_PASSWORD", secret.text(value -> value)))
        .orElse(command);
  }

  private Optional<SiteReport> look(Probe host, ManagePy manage) {
    return SiteReport.in(host.look(secretly(manage.looks("user", "0"))));
  }

  private Plan plan(Probe host, ManagePy manage) {
    Output output = host.look(secretly(manage.looks("user", "0")));
    Optional<SiteReport> report = SiteReport.in(output);
    if (report.isEmpty()) {
      return Plan.refuse(
          "the site can't be asked for its users: " + output.lastWords(),
          "look at what it says; have its tables been made?");
    }
    Optional<SiteReport> user = report.get().part("user");
    boolean orphan = user.filter(found -> found.is("orphan")).isPresent();
    List<String> missing = user.map(found -> found.texts("missing")).orElse(List.of());
    if (state == State.PRESENT && !missing.isEmpty() && !(orphan && replaceOrphan)) {
      return Plan.refuse(
          "there is a user %s, but without its %s: %s"
              .formatted(
                  name,
                  String.join(", ", missing),
                  orphan ? "a failed try left it" : "it was made in another way"),
          orphan
              ? "say replace_orphan: true to remove it and make it anew"
              : "add the rows by hand, or remove the user");
    }
    List<String> wanted = wanted(user, orphan);
    if (wanted.isEmpty()) {
      return Plan.unchanged(
              state == State.PRESENT ? name + " is so already" : "there is no user " + name)
          .with("id", user.map(found -> found.whole("id")).orElse(0L))
          .with("done", List.of());
    }
    return Plan.changes(
            Step.run(
                    "%s: %s".formatted(name, String.join(", ", wanted)),
                    secretly(manage.acts("user", "1")))
                .anyStatus())
        .after((outputs, now) -> outcome(outputs, now, manage))
        .predicting("done", wanted);
  }

  private List<String> wanted(Optional<SiteReport> user, boolean orphan) {
    if (state == State.ABSENT) {
      return user.isPresent() ? List.of("delete") : List.of();
    }
    List<String> wanted = new ArrayList<>();
    if (user.isEmpty() || (orphan && replaceOrphan)) {
      if (orphan) {
        wanted.add("remove what a failed try left");
      }
      wanted.add("create by " + form.or(() -> manager).orElse("Django's own create_user"));
      return wanted;
    }
    return user.get().texts("wrong");
  }

  private Answer outcome(Outputs outputs, Probe now, ManagePy manage) {
    Output output = outputs.last();
    Optional<SiteReport> said = SiteReport.in(output);
    Optional<SiteReport> found = look(now, manage).flatMap(report -> report.part("user"));
    boolean there = found.isPresent();
    boolean right =
        state == State.ABSENT
            ? !there
            : there
                && found.get().texts("wrong").isEmpty()
                && found.get().texts("missing").isEmpty();
    if (!output.ok() || said.isEmpty() || !right) {
      return Finished.failed(
          "%s%s"
              .formatted(
                  output.ok() ? "the user isn't as it should be afterwards" : output.lastWords(),
                  there && state == State.PRESENT
                      ? "; there is a user %s now that isn't complete".formatted(name)
                      : ""));
    }
    return Finished.changed(String.join(", ", said.get().texts("done")))
        .with("id", found.map(user -> user.whole("id")).orElse(0L))
        .with("done", said.get().texts("done"));
  }
}
