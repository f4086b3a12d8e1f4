package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Sees to the locales that a host has.
@Describe(
    summary = "Have locales made on a host, or removed.",
    description =
        """
        For hosts with `/etc/locale.gen`: those of the families of Debian, Arch and Gentoo. Lines of
        that file are commented in or out, and `locale-gen` is run.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: speak German
          locale_gen:
            name: de_DE.UTF-8
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The locales."),
      @Describe.Returned(name = "mechanism", value = "How they are made: glibc.")
    })
public record LocaleGen(
    @Param("The locales with their encodings, such as de_DE.UTF-8.") List<String> name,
    @Param(value = "Whether the host is to have them.", byDefault = "present") State state)
    implements TaskModule {

  /// Whether a host is to have locales.
  public enum State {
    ABSENT,
    PRESENT
  }

  private static final RemotePath FILE = RemotePath.of("/etc/locale.gen");
  private static final Pattern LINE = Pattern.compile("\\s*(#?)\\s*([^\\s#]+)\\s+(\\S+)\\s*");

  private static final String LOOK =
      """
      LC_ALL=C locale -a 2>/dev/null | sed 's/^/has /'
      cat /usr/share/i18n/SUPPORTED /usr/local/share/i18n/SUPPORTED 2>/dev/null | sed 's/^/may /'
      """;

  public LocaleGen {
    name = List.copyOf(name);
    if (name.isEmpty()) {
      throw new BadParameter("name", "missing required arguments: name");
    }
    for (String each : name) {
      if (!each.matches("[A-Za-z0-9_.@-]+")) {
        throw new BadParameter("name", "'%s' can't be the name of a locale".formatted(each));
      }
    }
  }

  /// A name as `locale -a` and people write it in several ways.
  private static String uniform(String locale) {
    int dot = locale.indexOf('.');
    int end = locale.indexOf('@') < dot ? locale.length() : locale.indexOf('@');
    return dot < 0
        ? locale
        : locale.substring(0, dot)
            + locale.substring(dot, end).toLowerCase(Locale.ROOT).replace("-", "")
            + locale.substring(end);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("sh", "-c", LOOK, "locales"));
    Pending<Optional<Content>> file = host.later(new Question.Read(FILE, Probe.READ_LIMIT));
    if (file.get().isEmpty()) {
      return Plan.refuse(
          FILE + " is missing. Is the package \"locales\" installed?",
          "Install the package locales; hosts without that file aren't supported.");
    }
    Set<String> has =
        said(look.get(), "has ").stream().map(LocaleGen::uniform).collect(Collectors.toSet());
    Map<String, String> may = new LinkedHashMap<>();
    for (String line : said(look.get(), "may ")) {
      Matcher match = LINE.matcher(line);
      if (match.matches()) {
        may.putIfAbsent(match.group(2), match.group(3));
      }
    }
    List<String> unknown =
        name.stream()
            .filter(each -> !may.containsKey(each) && !has.contains(uniform(each)))
            .toList();
    if (!unknown.isEmpty()) {
      return Plan.refuse(
          "The following locales you have entered are not available on your system: "
              + String.join(", ", unknown),
          "Write them as /usr/share/i18n/SUPPORTED has them.");
    }
    return plan(file.get().get(), has, may);
  }

  private static List<String> said(Output look, String kind) {
    return look.lines().stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .toList();
  }

  private Plan plan(Content before, Set<String> has, Map<String, String> may) {
    Map<String, Object> values = Map.of("name", name, "mechanism", "glibc");
    boolean wanted = state == State.PRESENT;
    boolean done =
        wanted
            ? name.stream().allMatch(each -> has.contains(uniform(each)))
            : name.stream().noneMatch(each -> has.contains(uniform(each)));
    if (done) {
      return Plan.unchanged("it is so already").withAll(values);
    }
    List<String> lines = before.lenientText().lines().toList();
    List<String> after = wanted ? with(lines, may) : without(lines);
    List<Step> steps = new ArrayList<>();
    if (!after.equals(lines)) {
      Content text = Content.of(String.join("\n", after) + "\n");
      steps.add(Step.write("change " + FILE, FILE, Optional.of(before), text, Attributes.NONE));
    } else if (!wanted) {
      return Plan.unchanged("they aren't in %s: the host has them by itself".formatted(FILE))
          .withAll(values);
    }
    Command make = Command.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; exec locale-gen");
    steps.add(Step.run("make the locales", make));
    return Plan.changes(steps).predictingAll(values);
  }

  private Optional<Matcher> mine(String line) {
    Matcher match = LINE.matcher(line);
    return match.matches() && name.contains(match.group(2)) ? Optional.of(match) : Optional.empty();
  }

  private List<String> with(List<String> before, Map<String, String> may) {
    List<String> after = new ArrayList<>();
    List<String> missing = new ArrayList<>(name);
    for (String line : before) {
      Optional<Matcher> match = mine(line);
      match.ifPresent(its -> missing.remove(its.group(2)));
      after.add(match.map(its -> its.group(2) + " " + its.group(3)).orElse(line));
    }
    missing.stream()
        .filter(may::containsKey)
        .forEach(each -> after.add(each + " " + may.get(each)));
    return after;
  }

  private List<String> without(List<String> before) {
    return before.stream()
        .map(
            line ->
                mine(line)
                    .filter(its -> its.group(1).isEmpty())
                    .map(its -> "# " + its.group(2) + " " + its.group(3))
                    .orElse(line))
        .toList();
  }
}
