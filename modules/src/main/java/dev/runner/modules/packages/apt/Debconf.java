package dev.runner.modules.packages.apt;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers questions that packages ask when they are installed.
@Describe(
    summary = "Answer a question that a package asks when it is installed.",
    description =
        """
        Without `question` the answers that the package has are told. A package that is installed
        already isn't configured anew.
        """,
    since = "0.1",
    example =
        """
        - name: the time zone
          debconf:
            name: tzdata
            question: tzdata/Zones/Etc
            value: UTC
            vtype: select
        """,
    returns = {
      @Describe.Returned(name = "current", value = "Answers by question, as they are then."),
      @Describe.Returned(name = "previous", value = "Answers as they were, if one was changed."),
      @Describe.Returned(name = "diff", value = "The answers before and after.")
    })
@Needs({"debconf-show", "debconf-set-selections"})
@Constraint(
    value = Constraint.Kind.TOGETHER,
    names = {"question", "vtype", "value"})
public record Debconf(
    @Param(value = "Name of the package.", aliases = "pkg") String name,
    @Param(
            value = "The question.",
            aliases = {"selection", "setting"})
        Optional<String> question,
    @Param("The kind of the question.") Optional<Kind> vtype,
    @Param(value = "The answer; for multiselect also a list.", aliases = "answer")
        Optional<Value> value,
    @Param(value = "Whether the question counts as not asked yet.", byDefault = "false")
        boolean unseen)
    implements TaskModule {
  private static final RemotePath PASSWORDS = RemotePath.of("/var/cache/debconf/passwords.dat");

  /// Kinds of questions.
  public enum Kind {
    BOOLEAN,
    ERROR,
    MULTISELECT,
    NOTE,
    PASSWORD,
    SEEN,
    SELECT,
    STRING,
    TEXT,
    TITLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Debconf {
    long given = Stream.of(question, vtype, value).filter(Optional::isPresent).count();
    if (given > 0 && given < 3) {
      throw new BadParameter(
          "question", "parameters are required together: question, vtype, value");
    }
    for (String word : Stream.concat(Stream.of(name), question.stream()).toList()) {
      if (word.isEmpty() || word.startsWith("-") || word.matches("(?s).*\\s.*")) {
        throw new BadParameter("name", "'%s' is no name of debconf's".formatted(word));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> shown = host.lookLater(Command.of("debconf-show", name).with("LC_ALL", "C"));
    Pending<Optional<Content>> passwords =
        vtype.equals(Optional.of(Kind.PASSWORD))
            ? host.later(new Question.Read(PASSWORDS, Probe.READ_LIMIT))
            : Optional::empty;
    if (!shown.get().ok()) {
      return Plan.refuse("debconf-show: " + shown.get().lastWords(), "look at the package's name");
    }
    Map<String, Object> answers = answers(shown.get());
    if (question.isEmpty()) {
      return Plan.unchanged("nothing is to be answered").with("current", answers);
    }
    return plan(answers, passwords);
  }

  private static Map<String, Object> answers(Output output) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (String line : output.lines()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        answers.put(
            line.substring(0, colon).replaceFirst("^\\*", "").strip(),
            line.substring(colon + 1).strip());
      }
    }
    return answers;
  }

  private Plan plan(Map<String, Object> answers, Pending<Optional<Content>> passwords) {
    String asked = question.orElseThrow();
    Object given = value.orElseThrow().value();
    if (given instanceof List<?> list && !list.stream().allMatch(Text::isText)) {
      return Plan.refuse(
          "Invalid value provided for '%s': all of its items must be text"
              .formatted(vtype.orElseThrow().word()),
          "put numbers in quotes");
    }
    Text wanted = wanted(given);
    if (wanted.value().contains("\n")) {
      return Plan.refuse("an answer of debconf's is one line", "leave the newlines out");
    }
    Object before = answers.get(asked);
    if (before != null && matches(given, wanted, before.toString(), passwords)) {
      return Plan.unchanged("the answer is so already").with("current", answers).with("msg", "");
    }
    return change(asked, wanted, answers);
  }

  private Plan change(String asked, Text wanted, Map<String, Object> answers) {
    boolean secret = wanted.isSecret() || vtype.equals(Optional.of(Kind.PASSWORD));
    Map<String, Object> current = Map.of(asked, wanted);
    Map<String, Object> previous = new LinkedHashMap<>(answers);
    if (answers.containsKey(asked)) {
      previous.keySet().retainAll(List.of(asked));
    } else {
      previous.put(asked, "");
    }
    Map<String, Object> after = new LinkedHashMap<>(previous);
    after.putAll(current);
    Content line =
        Content.of(
            "%s %s %s %s\n".formatted(name, asked, vtype.orElseThrow().word(), wanted.value()));
    Command command = Command.of("debconf-set-selections");
    return Plan.changes(
            Step.run(
                "answer " + asked,
                (unseen ? command.and("-u") : command).reading(secret ? line.asSecret() : line)))
        .predicting("msg", "")
        .predicting("current", current)
        .predicting("previous", previous)
        .predicting("diff", Map.of("before", previous, "after", after));
  }

  private Text wanted(Object given) {
    Text text =
        switch (given) {
          case Text marked -> marked;
          case List<?> list ->
              Text.of(
                  String.join(", ", list.stream().map(each -> plain(each)).toList()),
                  Text.marksOf(given));
          case Boolean yes -> Text.of(yes ? "True" : "False", Text.marksOf(given));
          default -> Text.of(given.toString(), Text.marksOf(given));
        };
    return vtype.equals(Optional.of(Kind.BOOLEAN))
        ? Text.of(text.value().toLowerCase(Locale.ROOT), text.marks())
        : text;
  }

  private static String plain(Object text) {
    return text instanceof Text marked ? marked.value() : text.toString();
  }

  private boolean matches(
      Object given, Text wanted, String before, Pending<Optional<Content>> passwords) {
    return switch (vtype.orElseThrow()) {
      case BOOLEAN -> wanted.value().equals(before.toLowerCase(Locale.ROOT));
      case PASSWORD ->
          passwords
              .get()
              .flatMap(content -> password(content.lenientText()))
              .orElse("")
              .equals(wanted.value());
      case MULTISELECT ->
          given instanceof List<?> list
              ? list.stream().map(Debconf::plain).sorted().toList().equals(sorted(before))
              : wanted.value().equals(before);
      default -> wanted.value().equals(before);
    };
  }

  private static List<String> sorted(String answers) {
    return Stream.of(answers.split(",")).map(String::strip).sorted().toList();
  }

  /// What stands in debconf's file of passwords, which debconf-show leaves out.
  private Optional<String> password(String file) {
    return Stream.of(file.split("\n\n"))
        .map(each -> each.strip().lines().toList())
        .filter(lines -> lines.contains("Name: " + question.orElseThrow()))
        .filter(lines -> field(lines, "Owners: ").map(this::isMine).orElse(false))
        .flatMap(lines -> field(lines, "Value: ").stream())
        .findFirst();
  }

  private boolean isMine(String owners) {
    return Stream.of(owners.split(",")).map(String::strip).anyMatch(name::equals);
  }

  private static Optional<String> field(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .findFirst();
  }
}
