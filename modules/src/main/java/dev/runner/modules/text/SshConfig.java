package dev.runner.modules.text;

import dev.runner.module.Account;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to what the client of ssh is to do for a host.
@Describe(
    summary = "Have a section for a host in a configuration of the ssh client, or remove it.",
    description =
        """
        ssh_config(5) says what the options are. Those that aren't named stay as they are, and so do
        all other sections, with their comments. A file that is made is its user's alone.
        """,
    since = "0.1",
    collection = "community.general",
    roundTrips = 3,
    example =
        """
        - name: the way to the store of releases
          ssh_config:
            user: deploy
            host: releases
            hostname: releases.example.org
            identity_file: ~deploy/.ssh/releases
            identities_only: true
        """,
    returns = {
      @Describe.Returned(name = "hosts_added", value = "The host, if it got a section."),
      @Describe.Returned(name = "hosts_changed", value = "The host, if its section is another."),
      @Describe.Returned(name = "hosts_removed", value = "The host, if its section was removed."),
      @Describe.Returned(
          name = "hosts_change_diff",
          value = "For each host whose section is another, its `old` and `new` options.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"user", "ssh_config_file"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"proxycommand", "proxyjump"})
public record SshConfig(
    @Param("What the section is for, as it stands behind Host.") String host,
    @Param(value = "Whether there is to be a section.", byDefault = "present") State state,
    @Param("Whose configuration it is; that of the whole host if this and the file are left out.")
        Optional<String> user,
    @Param("The group of the file; that of the name of the user if left out.")
        Optional<String> group,
    @Param("The file, instead of a user's.") Optional<RemotePath> sshConfigFile,
    @Param("HostName: where to connect to.") Optional<String> hostname,
    @Param("Port.") Optional<String> port,
    @Param("User: whom to log in as.") Optional<String> remoteUser,
    @Param("IdentityFile: a private key, which has to be there.") Optional<RemotePath> identityFile,
    @Param("IdentitiesOnly: whether no other keys are tried.") Optional<Boolean> identitiesOnly,
    @Param("UserKnownHostsFile.") Optional<String> userKnownHostsFile,
    @Param("StrictHostKeyChecking.") Optional<HostKeys> strictHostKeyChecking,
    @Param("ProxyCommand.") Optional<String> proxycommand,
    @Param("ProxyJump.") Optional<String> proxyjump,
    @Param("ForwardAgent.") Optional<Boolean> forwardAgent,
    @Param("AddKeysToAgent.") Optional<Boolean> addKeysToAgent,
    @Param("HostKeyAlgorithms.") Optional<String> hostKeyAlgorithms,
    @Param("ControlMaster.") Optional<Sharing> controlmaster,
    @Param("ControlPath.") Optional<String> controlpath,
    @Param("ControlPersist.") Optional<String> controlpersist,
    @Param("DynamicForward.") Optional<String> dynamicforward,
    @Param("AddressFamily.") Optional<Family> addressFamily,
    @Param("More options, by their names in lower case; each value is a text.")
        Map<String, Value> otherOptions)
    implements TaskModule {
  private static final RemotePath WHOLE_HOST = RemotePath.of("/etc/ssh/ssh_config");

  /// Whether there is to be a section.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// What becomes of hosts whose keys aren't known.
  public enum HostKeys {
    YES,
    NO,
    ASK,
    @Param(value = "New keys are taken, changed ones are not.", name = "accept-new")
    ACCEPT_NEW
  }

  /// Whether connections are shared.
  public enum Sharing {
    YES,
    NO,
    ASK,
    AUTO,
    AUTOASK
  }

  /// Which addresses are tried.
  public enum Family {
    ANY,
    INET,
    INET6
  }

  public SshConfig {
    otherOptions = new LinkedHashMap<>(otherOptions);
    if (host.isBlank() || host.contains("\n")) {
      throw new BadParameter("host", "a host is words in one line");
    }
    otherOptions.forEach(
        (name, value) -> {
          if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new BadParameter(
                "other_options", "The other_options key %s must be lower case".formatted(name));
          }
          if (!Text.isText(value.value())) {
            throw new BadParameter(
                "other_options",
                "The other_options value provided for key %s must be a string".formatted(name));
          }
        });
  }

  /// What is asked for, by the names that the file has for it.
  Map<String, String> options() {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "hostname", hostname);
    put(all, "port", port);
    put(all, "identityfile", identityFile.map(RemotePath::text));
    put(all, "identitiesonly", identitiesOnly.map(SshConfig::word));
    put(all, "user", remoteUser);
    put(all, "stricthostkeychecking", strictHostKeyChecking.map(SshConfig::word));
    put(all, "userknownhostsfile", userKnownHostsFile);
    put(all, "proxycommand", proxycommand);
    put(all, "proxyjump", proxyjump);
    put(all, "hostkeyalgorithms", hostKeyAlgorithms);
    put(all, "forwardagent", forwardAgent.map(SshConfig::word));
    put(all, "addkeystoagent", addKeysToAgent.map(SshConfig::word));
    put(all, "controlmaster", controlmaster.map(SshConfig::word));
    put(all, "controlpath", controlpath);
    put(all, "controlpersist", controlpersist.map(SshConfig::truth));
    put(all, "dynamicforward", dynamicforward);
    put(all, "addressfamily", addressFamily.map(SshConfig::word));
    otherOptions.forEach(
        (name, value) -> {
          if (all.containsKey(name)) {
            throw new BadParameter(
                "other_options", "Multiple values provided for key %s".formatted(name));
          }
          put(all, name, Optional.of(Python.string(value.value())));
        });
    return all;
  }

  private static void put(Map<String, String> all, String name, Optional<String> value) {
    value.filter(text -> !text.isBlank()).ifPresent(text -> all.put(name, text));
  }

  private static String word(boolean value) {
    return value ? "yes" : "no";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// YAML reads `yes` as a truth.
  private static String truth(String text) {
    return text.equals("True") ? "yes" : text.equals("False") ? "no" : text;
  }

  @Override
  public Plan plan(Probe host) {
    Map<String, String> options = options();
    for (Map.Entry<String, String> each : options.entrySet()) {
      if ((each.getKey() + each.getValue()).contains("\n")) {
        return Plan.refuse(
            "the option %s isn't one line".formatted(each.getKey()), "write it in one line");
      }
    }
    Optional<Pending<Optional<Account>>> owner =
        user.map(name -> host.later(new Question.User(name)));
    if (owner.isEmpty()) {
      return plan(host, sshConfigFile.orElse(WHOLE_HOST), Optional.empty(), options);
    }
    Optional<Account> account = owner.get().get();
    return account.isPresent()
        ? plan(host, account.get().home().resolve(".ssh/config"), account, options)
        : Plan.refuse(
            "there is no user " + user.orElseThrow(), "make the user first, or name another");
  }

  private Plan plan(
      Probe host, RemotePath path, Optional<Account> account, Map<String, String> options) {
    Permissions closed =
        new Permissions(
            account.map(Account::name),
            group.or(() -> user),
            Optional.of(FileMode.of(path.equals(WHOLE_HOST) ? 0644 : 0600)),
            false);
    Original file = Original.ask(host, path, closed);
    Optional<Pending<FileStat>> key =
        identityFile.map(
            name -> host.later(new Question.Stat(path.parent().resolve(name.text()), true)));
    Optional<Plan> obstacle = file.obstacle(Optional.empty());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (file.exists() && key.filter(stat -> !stat.get().exists()).isPresent()) {
      return Plan.refuse(
          "IdentityFile %s does not exist".formatted(identityFile.orElseThrow()),
          "make the key first: openssh_keypair does that");
    }
    FileText text = file.text("utf-8");
    SshSections sections = SshSections.of(text.text());
    Map<String, Object> values =
        state == State.PRESENT ? sections.set(host(), options) : sections.remove(host());
    if (sections.text().equals(text.text())) {
      return Plan.unchanged("the section is so already").withAll(values);
    }
    Plan plan =
        file.edit(text.content(sections.text()), Optional.empty(), false)
            .plan("", values, "backup_file");
    return file.hasDirectory() ? plan : withDirectory(plan, path.parent(), account);
  }

  private static Plan withDirectory(Plan plan, RemotePath directory, Optional<Account> account) {
    Attributes closed =
        account
            .map(
                owner ->
                    Attributes.of(
                        Optional.of(owner.name()),
                        Optional.of(Long.toString(owner.gid())),
                        Optional.of(FileMode.of(0700))))
            .orElse(Attributes.NONE);
    return plan instanceof Plan.Changes changes
        ? changes.preceded(new Step.Directory("make " + directory, directory, closed))
        : plan;
  }
}
