package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees to SELinux' rules for labels of files.
@Describe(
    summary = "Have a rule of SELinux that says which label files get.",
    description =
        """
        By `semanage fcontext`. Files that are there keep their labels until `restorecon` is run.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: the web server may read the site
          sefcontext:
            target: '/srv/site(/.*)?'
            setype: httpd_sys_content_t
        """,
    returns = {
      @Describe.Returned(name = "target", value = "As given."),
      @Describe.Returned(name = "ftype", value = "As given."),
      @Describe.Returned(name = "setype", value = "As given."),
      @Describe.Returned(name = "seuser", value = "The user of the rule, if it is changed."),
      @Describe.Returned(name = "serange", value = "The range of the rule, if it is changed."),
      @Describe.Returned(name = "substitute", value = "As given."),
      @Describe.Returned(name = "state", value = "As given."),
      @Describe.Returned(name = "diff", value = "The rule before and after.")
    })
@Needs("semanage")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"setype", "substitute"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"substitute", "ftype"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"substitute", "seuser"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"substitute", "selevel"})
@Constraint(
    value = Constraint.Kind.ONE_NEEDED,
    names = {"setype", "substitute"},
    when = "state",
    is = "present")
public record Sefcontext(
    @Param(value = "The paths, as a regular expression.", aliases = "path") String target,
    @Param(value = "Kind of files: all, or b, c, d, f, l, p, s.", byDefault = "a") Kind ftype,
    @Param("SELinux type.") Optional<String> setype,
    @Param(value = "Path whose rules hold for the target as well.", aliases = "equal")
        Optional<String> substitute,
    @Param("SELinux user; system_u for a new rule.") Optional<String> seuser,
    @Param(value = "SELinux range; s0 for a new rule.", aliases = "serange")
        Optional<String> selevel,
    @Param(value = "Whether there is to be such a rule.", byDefault = "present") State state,
    @Param(value = "Whether the policy is loaded anew.", byDefault = "true") boolean reload,
    @Param(
            value = "Whether SELinux may be off, as where a system is put together.",
            byDefault = "false")
        boolean ignoreSelinuxState)
    implements TaskModule {

  /// Kinds of files, with the words that `semanage` has for them in its lists.
  public enum Kind {
    A("all files"),
    B("block device"),
    C("character device"),
    D("directory"),
    F("regular file"),
    L("symbolic link"),
    P("named pipe"),
    S("socket");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// Whether there is to be such a rule.
  public enum State {
    ABSENT,
    PRESENT
  }

  private static final String LOOK =
      """
      semanage fcontext -l -C || semanage fcontext -l
      """;

  private static final Pattern RULE =
      Pattern.compile(
          "(/.*?)\\s+(all files|block device|character device|directory|regular file|symbolic"
              + " link|named pipe|socket)\\s+(\\S+)\\s*");

  private static final Pattern EQUAL = Pattern.compile("(/.*?) = (/.*?)\\s*");

  public Sefcontext {
    if (state == State.PRESENT && setype.isEmpty() && substitute.isEmpty()) {
      throw new BadParameter(
          "setype", "state is present but any of the following are missing: setype, substitute");
    }
    List<Optional<String>> words =
        List.of(Optional.of(target), setype, substitute, seuser, selevel);
    if (words.stream().anyMatch(word -> word.filter(each -> each.startsWith("-")).isPresent())) {
      throw new BadParameter("target", "neither a path nor a label begins with a dash");
    }
  }

  /// What the host has of its own.
  private record Rules(Map<String, String> contexts, Map<String, String> equal) {
    static Rules read(Output output) {
      Map<String, String> contexts = new LinkedHashMap<>();
      Map<String, String> equal = new LinkedHashMap<>();
      for (String line : output.lines()) {
        Matcher rule = RULE.matcher(line);
        Matcher same = EQUAL.matcher(line);
        if (rule.matches()) {
          contexts.put(rule.group(1) + " " + rule.group(2), rule.group(3));
        } else if (same.matches()) {
          equal.put(same.group(1), same.group(2));
        }
      }
      return new Rules(contexts, equal);
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output said = policy().asked(host, LOOK);
    Optional<Plan> obstacle = Semanage.obstacle(said, ignoreSelinuxState);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Rules rules = Rules.read(said);
    return state == State.PRESENT
        ? (setype.isPresent() ? labelled(rules) : equalled(rules))
        : removed(rules);
  }

  private Semanage policy() {
    return new Semanage("fcontext", reload);
  }

  private Command semanage(String verb, Object... words) {
    return policy().change(verb, List.of(words));
  }

  private String kind() {
    return ftype.name().toLowerCase(Locale.ROOT);
  }

  private Plan labelled(Rules rules) {
    String type = setype.orElseThrow();
    Optional<String> old = Optional.ofNullable(rules.contexts().get(target + " " + ftype.words));
    String[] parts = old.orElse("system_u:object_r::s0").split(":", 4);
    boolean bare = type.equals("<<none>>");
    String user = seuser.orElse(parts.length > 3 ? parts[0] : "system_u");
    String range = selevel.orElse(parts.length > 3 ? parts[3] : "s0");
    String wanted = bare ? type : "%s:object_r:%s:%s".formatted(user, type, range);
    if (old.equals(Optional.of(wanted))) {
      return Plan.unchanged("there is such a rule").withAll(values());
    }
    List<Object> words = new ArrayList<>(List.of("-t", type, "-f", kind()));
    if (!bare) {
      words.addAll(List.of("-s", user, "-r", range));
    }
    words.add(target);
    String verb = old.isPresent() ? "-m" : "-a";
    String title = "label %s as %s".formatted(target, type);
    return Plan.changes(Step.run(title, semanage(verb, words.toArray())))
        .predictingAll(values())
        .predicting("seuser", user)
        .predicting("serange", range)
        .predicting("diff", difference(old.map(this::line), Optional.of(line(wanted))));
  }

  private String line(String context) {
    return "%s %s %s".formatted(target, kind(), context);
  }

  private Plan equalled(Rules rules) {
    String path = substitute.orElseThrow();
    Optional<String> old = Optional.ofNullable(rules.equal().get(target));
    if (old.equals(Optional.of(path))) {
      return Plan.unchanged("there is such a rule").withAll(values());
    }
    List<Step> steps = new ArrayList<>();
    old.ifPresent(
        before ->
            steps.add(
                Step.run("drop what is equal to " + target, semanage("-d", "-e", before, target))));
    steps.add(
        Step.run("label %s as %s is".formatted(target, path), semanage("-a", "-e", path, target)));
    return Plan.changes(steps)
        .predictingAll(values())
        .predicting(
            "diff",
            difference(old.map(each -> target + " = " + each), Optional.of(target + " = " + path)));
  }

  private Plan removed(Rules rules) {
    List<Step> steps = new ArrayList<>();
    Optional<String> context =
        Optional.ofNullable(rules.contexts().get(target + " " + ftype.words))
            .filter(each -> substitute.isEmpty());
    Optional<String> same =
        Optional.ofNullable(rules.equal().get(target))
            .filter(each -> setype.isEmpty() && substitute.map(each::equals).orElse(true));
    context.ifPresent(
        each ->
            steps.add(
                Step.run("drop the rule of " + target, semanage("-d", "-f", kind(), target))));
    same.ifPresent(
        each ->
            steps.add(
                Step.run("drop what is equal to " + target, semanage("-d", "-e", each, target))));
    if (steps.isEmpty()) {
      return Plan.unchanged("there is no such rule").withAll(values());
    }
    Optional<String> before =
        context.map(this::line).or(() -> same.map(each -> target + " = " + each));
    return Plan.changes(steps)
        .predictingAll(values())
        .predicting("diff", difference(before, Optional.empty()));
  }

  private static Map<String, Object> difference(Optional<String> before, Optional<String> after) {
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("before", before.map(text -> text + "\n").orElse(""));
    difference.put("after", after.map(text -> text + "\n").orElse(""));
    return difference;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("target", target);
    values.put("ftype", kind());
    setype.ifPresent(each -> values.put("setype", each));
    substitute.ifPresent(each -> values.put("substitute", each));
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return values;
  }
}
