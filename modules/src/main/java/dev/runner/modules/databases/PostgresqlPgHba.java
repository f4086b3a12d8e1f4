package dev.runner.modules.databases;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.modules.text.FileText;
import dev.runner.modules.text.Original;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to who may connect to PostgreSQL.
@Describe(
    summary = "Have rules in a pg_hba.conf: who may connect to PostgreSQL, and how they log in.",
    description =
        """
        A rule is found by its type, database, user and source. Each database and each user gets a
        rule of its own. The first rule that fits counts: where something changes, the file is sorted,
        so that narrower rules stand before wider ones. Without `contype`, `comment` and `rules` it
        only tells what is there. PostgreSQL reads the file when it is reloaded.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_pg_hba",
    roundTrips = 2,
    example =
        """
        - name: the site may log in from its own network
          postgresql_pg_hba:
            dest: /etc/postgresql/15/main/pg_hba.conf
            contype: hostssl
            databases: site
            users: site
            source: 192.0.2.0/24
            method: scram-sha-256
        """,
    returns = {
      @Describe.Returned(name = "pg_hba", value = "The rules as they are then."),
      @Describe.Returned(name = "pg_hba_string", value = "The file as it is then."),
      @Describe.Returned(name = "msgs", value = "What is done, a sentence each."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one is kept.")
    })
public record PostgresqlPgHba(
    @Param("The file.") RemotePath dest,
    @Param("Type of the rule.") Optional<Contype> contype,
    @Param(value = "Databases, between commas.", byDefault = "all") String databases,
    @Param(value = "Users, between commas.", byDefault = "all") String users,
    @Param(
            value = "Where connections come from: a network, a host, all, samehost or samenet.",
            byDefault = "samehost",
            aliases = {"source", "src"})
        String address,
    @Param("Netmask of an address that has no prefix.") Optional<String> netmask,
    @Param(value = "How users prove who they are.", byDefault = "md5") Method method,
    @Param("Options of the method: key=value.") Optional<String> options,
    @Param("What stands behind the rule; without contype, a line of its own.")
        Optional<String> comment,
    @Param(value = "Whether there is to be such a rule.", byDefault = "present") State state,
    @Param("Many rules: mappings of the parameters above.") List<Map<String, Value>> rules,
    @Param(
            value = "Whether parameters beside `rules` are defaults of all of them, or refused.",
            byDefault = "conflict")
        Beside rulesBehavior,
    @Param(value = "Whether all that is there goes.", byDefault = "false") boolean overwrite,
    @Param(value = "Whether the file is sorted when it changes.", byDefault = "true")
        boolean sortRules,
    @Param(value = "Whether a file that is missing is made.", byDefault = "false") boolean create,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param("Where that copy is kept; beside the file if left out.") Optional<RemotePath> backupFile,
    @Param(value = "Without effect: comments stay at their rules.", byDefault = "true")
        boolean keepCommentsAtRules,
    @Param("Without effect: the order is always that of source, database and user.")
        Optional<String> order,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Types of rules.
  public enum Contype {
    LOCAL,
    HOST,
    HOSTSSL,
    HOSTNOSSL,
    HOSTGSSENC,
    HOSTNOGSSENC
  }

  /// How users prove who they are.
  public enum Method {
    TRUST,
    REJECT,
    MD5,
    PASSWORD,
    GSS,
    SSPI,
    KRB5,
    IDENT,
    PEER,
    LDAP,
    RADIUS,
    CERT,
    PAM,
    @Param(value = "A challenge that hides the password.", name = "scram-sha-256")
    SCRAM;

    String word() {
      return this == SCRAM ? "scram-sha-256" : name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether there is to be such a rule.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// What parameters beside `rules` mean.
  public enum Beside {
    COMBINE,
    CONFLICT
  }

  public PostgresqlPgHba {
    rules = List.copyOf(rules);
    if (!rules.isEmpty() && rulesBehavior == Beside.CONFLICT) {
      List<String> beside = beside(contype, databases, users, address, netmask, options, comment);
      if (method != Method.MD5) {
        beside.add("method");
      }
      if (state != State.PRESENT) {
        beside.add("state");
      }
      if (!beside.isEmpty()) {
        throw new BadParameter(
            "rules",
            "conflict: either argument \"rules_behavior\" needs to be changed or \"rules\" must not"
                + " be set or %s must not be set".formatted(beside));
      }
    }
  }

  private static List<String> beside(
      Optional<Contype> contype,
      String databases,
      String users,
      String address,
      Optional<String> netmask,
      Optional<String> options,
      Optional<String> comment) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("address", !address.equals("samehost"));
    given.put("comment", comment.isPresent());
    given.put("contype", contype.isPresent());
    given.put("databases", !databases.equals("all"));
    given.put("netmask", netmask.isPresent());
    given.put("options", options.isPresent());
    given.put("users", !users.equals("all"));
    List<String> names = new ArrayList<>();
    given.forEach(
        (name, is) -> {
          if (is) {
            names.add(name);
          }
        });
    return names;
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(host, dest, () -> looked(host));
  }

  private Plan looked(Probe host) {
    Original file = Original.ask(host, dest, permissions);
    Optional<Plan> obstacle = file.obstacle(Optional.empty());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    try {
      return edited(
          file, file.exists() ? permissions : permissions.orMode(FileMode.of(0600)), host);
    } catch (HbaMistake e) {
      return Plan.refuse(e.sentence(), "mend the rule, or the file");
    }
  }

  private Plan edited(Original file, Permissions wanted, Probe host) {
    FileText text = file.text("utf-8");
    HbaFile before = read(text.text());
    HbaFile after = overwrite ? HbaFile.of("") : read(text.text());
    List<Object> said = new ArrayList<>();
    wanted().forEach(each -> each.change(after).ifPresent(said::add));
    if (overwrite && sortRules) {
      after.sort();
    }
    boolean same = overwrite ? after.says(before) : said.isEmpty();
    if (same) {
      return Plan.unchanged("the rules are so already").withAll(told(before, List.of()));
    }
    if (!file.exists() && !create) {
      return Plan.refuse(
          "pg_hba file '%s' doesn't exist. Use the create option to autocreate.".formatted(dest),
          "look at dest: `SHOW hba_file` tells it");
    }
    if (sortRules) {
      after.sort();
    }
    said.add("Changed");
    if (backup && file.exists()) {
      said.add("Creating Backup");
    }
    said.add("Writing");
    String content = after.text();
    boolean ended = content.isEmpty() || content.endsWith("\n");
    Original target = file.exists() ? file : Original.ask(host, dest, wanted);
    Plan plan =
        target
            .edit(
                text.content(ended ? content : content + "\n"),
                Optional.empty(),
                backup && backupFile.isEmpty())
            .plan("", told(after, said), "backup_file");
    return backup && backupFile.isPresent() && file.exists() ? kept(plan) : plan;
  }

  private HbaFile read(String text) {
    try {
      return HbaFile.of(text);
    } catch (HbaMistake e) {
      if (overwrite) {
        return HbaFile.of("");
      }
      throw new HbaMistake("Error reading file:\n" + e.sentence());
    }
  }

  private Plan kept(Plan plan) {
    RemotePath copy = backupFile.orElseThrow();
    return plan instanceof Plan.Changes changes
        ? changes
            .preceded(
                new Step.Copy(
                    "keep a copy at " + copy,
                    dest,
                    copy,
                    Attributes.NONE,
                    Optional.empty(),
                    false,
                    false))
            .predicting("backup_file", copy.text())
        : plan;
  }

  private static Map<String, Object> told(HbaFile file, List<Object> said) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("msgs", said);
    told.put("pg_hba", file.values());
    told.put("pg_hba_string", file.text());
    return told;
  }

  private List<HbaWish> wanted() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("databases", databases);
    own.put("users", users);
    own.put("address", address);
    own.put("method", method.word());
    own.put("state", state.name().toLowerCase(Locale.ROOT));
    contype.ifPresent(type -> own.put("contype", type.name().toLowerCase(Locale.ROOT)));
    netmask.ifPresent(mask -> own.put("netmask", mask));
    options.ifPresent(words -> own.put("options", words));
    comment.ifPresent(words -> own.put("comment", words));
    if (rules.isEmpty()) {
      return HbaWish.of(own);
    }
    List<HbaWish> all = new ArrayList<>();
    rules.forEach(rule -> all.addAll(HbaWish.of(HbaWish.over(own, rule))));
    return all;
  }
}
