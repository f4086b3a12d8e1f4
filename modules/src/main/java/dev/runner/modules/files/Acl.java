package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sees to an entry of a path's access control list, or tells the list.
@Describe(
    summary = "Set, remove or tell entries of the access control list of a path.",
    description =
        """
        Whether anything would change is what `setfacl --test` says. The host needs `setfacl` and
        `getfacl`, or `nfs4_setfacl` and `nfs4_getfacl`.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: let joe read the configuration
          acl:
            path: /etc/foo.conf
            entity: joe
            etype: user
            permissions: r
            state: present
        """,
    returns = {
      @Describe.Returned(name = "acl", value = "The lines of the list as it is then."),
      @Describe.Returned(name = "msg", value = "What is so now.")
    })
public record Acl(
    @Param(value = "The path.", aliases = "name") RemotePath path,
    @Param(value = "Whether the entry is to be there; query tells the list.", byDefault = "query")
        State state,
    @Param("The entry as setfacl writes it, in place of etype, entity and permissions.")
        Optional<String> entry,
    @Param("The kind of entry.") Optional<Kind> etype,
    @Param(value = "The user or group; the path's own if empty.", byDefault = "") String entity,
    @Param("What is allowed: letters of r, w, x and X.") Optional<String> permissions,
    @Param(
            value = "Whether it is for what will be made in the directory.",
            byDefault = "false",
            name = "default")
        boolean byDefault,
    @Param(value = "Whether a link is followed.", byDefault = "true") boolean follow,
    @Param(
            value = "Whether it is for all below the path, too.",
            byDefault = "false",
            aliases = "recurse")
        boolean recursive,
    @Param(
            value = "Whether the mask is computed anew: mask always, no_mask never.",
            byDefault = "default")
        Mask recalculateMask,
    @Param(value = "Whether it is a list of NFS version 4.", byDefault = "false")
        boolean useNfsv4Acls)
    implements TaskModule {

  /// Whether an entry is to be there.
  public enum State {
    ABSENT,
    PRESENT,
    QUERY
  }

  /// The kinds of entries.
  public enum Kind {
    GROUP,
    MASK,
    OTHER,
    USER
  }

  /// Whether the mask is computed anew.
  public enum Mask {
    DEFAULT,
    MASK,
    NO_MASK
  }

  public Acl {
    if (state == State.QUERY) {
      refuse(recursive, "recursive", "'recursive' MUST NOT be set when 'state=query'.");
      refuse(
          recalculateMask != Mask.DEFAULT,
          "recalculate_mask",
          "'recalculate_mask' MUST NOT be set to 'mask' or 'no_mask' when 'state=query'.");
      refuse(entry.isPresent(), "entry", "'entry' MUST NOT be set when 'state=query'.");
    } else if (entry.isPresent()) {
      long colons = entry.get().chars().filter(c -> c == ':').count();
      refuse(
          etype.isPresent() || !entity.isEmpty() || permissions.isPresent(),
          "entry",
          "'entry' MUST NOT be set when 'entity', 'etype' or 'permissions' are set.");
      refuse(
          state == State.PRESENT && colons != 2 && colons != 3,
          "entry",
          "'entry' MUST have 3 or 4 sections divided by ':' when 'state=present'.");
      refuse(
          state == State.ABSENT && colons != 1 && colons != 2,
          "entry",
          "'entry' MUST have 2 or 3 sections divided by ':' when 'state=absent'.");
      AclEntry.parse(entry.get());
    } else {
      boolean absent = state == State.ABSENT;
      refuse(
          absent && permissions.isPresent() && !useNfsv4Acls,
          "permissions",
          "'permissions' MUST NOT be set when 'state=absent'.");
      refuse(absent && entity.isEmpty(), "entity", "'entity' MUST be set when 'state=absent'.");
      refuse(
          etype.isEmpty(),
          "etype",
          "'etype' MUST be set when 'state=%s'.".formatted(absent ? "absent" : "present"));
    }
  }

  private static void refuse(boolean wrong, String parameter, String sentence) {
    if (wrong) {
      throw new BadParameter(parameter, sentence);
    }
  }

  @Override
  public Plan plan(Probe host) {
    String program = useNfsv4Acls ? "nfs4_setfacl" : "setfacl";
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    Pending<Optional<RemotePath>> tool = host.later(new Question.Which(program));
    Pending<Output> now = host.lookLater(telling());
    if (state == State.QUERY) {
      return obstacle(there, tool, program)
          .orElseGet(
              () ->
                  now.get().ok()
                      ? Plan.learned("the list")
                          .with("acl", lines(now.get()))
                          .with("msg", "current acl")
                      : silent(now.get()));
    }
    Pending<Output> trial = host.lookLater(setting(true));
    return obstacle(there, tool, program).orElseGet(() -> decided(trial.get(), now.get()));
  }

  private Optional<Plan> obstacle(
      Pending<FileStat> there, Pending<Optional<RemotePath>> tool, String program) {
    if (tool.get().isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "there is no %s on the host".formatted(program),
              "Install the package %s.".formatted(useNfsv4Acls ? "nfs4-acl-tools" : "acl")));
    }
    return there.get().exists()
        ? Optional.empty()
        : Optional.of(Plan.refuse("Path not found or not accessible.", "Look at " + path + "."));
  }

  private Plan silent(Output output) {
    return Plan.refuse(
        "the access control list of %s can't be used: %s".formatted(path, output.lastWords()),
        "Look whether its file system keeps such lists.");
  }

  private Plan decided(Output trial, Output now) {
    if (!trial.ok() || !now.ok()) {
      return silent(trial.ok() ? now : trial);
    }
    String msg = "%s is %s".formatted(text(), state == State.ABSENT ? "absent" : "present");
    if (!changes(trial)) {
      return Plan.unchanged(msg).with("msg", msg).with("acl", lines(now));
    }
    String title =
        (state == State.ABSENT ? "remove %s from %s" : "set %s of %s").formatted(text(), path);
    return Plan.changes(Step.run(title, setting(false)))
        .predicting("msg", msg)
        .after(
            (outputs, host) ->
                Finished.changed(msg).with("msg", msg).with("acl", lines(host.look(telling()))));
  }

  /// Each line of a trial is a path, its new list and its new default list; an asterisk stands for
  /// one that stays. That of NFS prints the new list, where an entry that was there is now twice.
  private boolean changes(Output trial) {
    List<String> lines = lines(trial);
    return useNfsv4Acls
        ? lines.stream().filter(text()::equals).count() != 2
        : lines.stream().anyMatch(line -> !line.endsWith("*,*"));
  }

  private static List<String> lines(Output output) {
    List<String> lines =
        new ArrayList<>(
            output.lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .toList());
    if (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private AclEntry wanted() {
    return entry
        .map(AclEntry::parse)
        .orElseGet(
            () ->
                new AclEntry(
                    byDefault,
                    etype.orElseThrow().name().toLowerCase(java.util.Locale.ROOT),
                    entity,
                    permissions));
  }

  private String text() {
    AclEntry wanted = wanted();
    if (useNfsv4Acls) {
      return wanted.nfs4();
    }
    return state == State.ABSENT
        ? new AclEntry(wanted.byDefault(), wanted.kind(), wanted.entity(), Optional.empty()).text()
        : wanted.text();
  }

  private Command setting(boolean trial) {
    List<Object> words = new ArrayList<>(List.of(useNfsv4Acls ? "nfs4_setfacl" : "setfacl"));
    if (trial) {
      words.add("--test");
    }
    if (byDefault || wanted().byDefault()) {
      words.add("-d");
    }
    words.add(state == State.ABSENT ? "-x" : useNfsv4Acls ? "-a" : "-m");
    words.add(text());
    words.addAll(common());
    switch (recalculateMask) {
      case MASK -> words.add("--mask");
      case NO_MASK -> words.add("--no-mask");
      case DEFAULT -> {}
    }
    words.addAll(List.of("--", path));
    return Command.of(words).with("LC_ALL", "C");
  }

  private Command telling() {
    List<Object> words = new ArrayList<>();
    words.add(useNfsv4Acls ? "nfs4_getfacl" : "getfacl");
    if (state != State.QUERY ? byDefault || wanted().byDefault() : byDefault) {
      words.add("-d");
    }
    words.addAll(
        useNfsv4Acls ? List.of("--omit-header") : List.of("--absolute-names", "--omit-header"));
    words.addAll(common());
    words.addAll(List.of("--", path));
    return Command.of(words).with("LC_ALL", "C");
  }

  private List<String> common() {
    List<String> words = new ArrayList<>();
    if (recursive && !useNfsv4Acls) {
      words.add("--recursive");
    }
    if (!follow && !useNfsv4Acls) {
      words.add("--physical");
    }
    return words;
  }
}
