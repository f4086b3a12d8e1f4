package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Json;
import dev.runner.values.Python;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Templates made by chance, answered by this engine and by the real ones. Part of the matrix
/// (`-Pmatrix`), where the real ones must be there (`bin/oracles`). The matrix plays the same ten
/// seeds each time, so that it is no game of chance; `-Drunner.seed=…` plays another one, and
/// `-Drunner.cases=…` sets the length.
@Tag("matrix")
class DifferentialTest {
  private static final int CASES = Integer.getInteger("runner.cases", 4000);
  private static final int SHOWN = 60;

  /// A template that the engines answer differently.
  private record Difference(Language language, String template, Answer ours, Answer theirs) {
    boolean weFailWith(String words) {
      return ours instanceof Answer.Failure(_, String message) && message.contains(words);
    }

    boolean theyFailWith(String words) {
      return theirs instanceof Answer.Failure(_, String message) && message.contains(words);
    }

    boolean fail(String us, String them) {
      return ours instanceof Answer.Failure(String kind, _)
          && theirs instanceof Answer.Failure(String other, _)
          && kind.equals(us)
          && other.equals(them);
    }

    boolean theySay(String pattern) {
      return theirs instanceof Answer.Value(_, String text)
          && Pattern.compile(pattern).matcher(text).find();
    }

    @Override
    public String toString() {
      return "%s %s%n    ours:   %s%n    theirs: %s".formatted(language, template, ours, theirs);
    }
  }

  /// A difference that is meant, with its reason.
  private record Known(String reason, Predicate<Difference> covers) {}

  private static final Pattern METHOD = Pattern.compile("\\bdd\\.items\\b(?!\\()");

  /// An if without else whose condition is false ahead of time.
  private static final Pattern NEVER = Pattern.compile("\\bif (False|no|not yes)\\)*(?! else|\\w)");

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "Python prints addresses of functions and generators",
              each -> each.theySay("( at 0x|<b(ound|uilt-in) method |_AnsibleLazyTemplateDict)")),
          new Known(
              "there are no complex numbers here (README, Limits)",
              each -> each.weFailWith("is complex")),
          new Known(
              "ranges become lists like every other sequence; Ansible refuses to keep them",
              each ->
                  each.ours instanceof Answer.Value
                      && each.theyFailWith("Type 'range' is unsupported")),
          new Known(
              "Jinja2 computes a slice of a literal number ahead of time, by other rules than"
                  + " later",
              each -> each.weFailWith("object is not subscriptable") && each.theySay("")),
          new Known(
              "CPython's format hands on the object itself if it is the only field",
              each -> each.template.contains("format(") && each.theySay("Markup\\(")),
          new Known(
              "a dict with tuples as keys prints here; Ansible turns the keys to lists and fails",
              each -> each.theyFailWith("unhashable type: 'list'")),
          new Known(
              "of two mistakes in a template Ansible may tell the other one: a value that can't be"
                  + " kept or a namespace that is none goes before what is undefined there",
              each ->
                  each.language.isAnsible()
                      && (each.fail("RUNTIME", "UNDEFINED") || each.fail("UNDEFINED", "RUNTIME"))),
          new Known(
              "a method that isn't called has an address in its text, and Ansible's dicts are new"
                  + " objects each time",
              each -> METHOD.matcher(each.template).find()),
          new Known(
              "the undefined value of an if without else is Jinja2's plain one in Ansible, which"
                  + " its calls, keys and filters let pass or refuse by chance; here it is as any"
                  + " other",
              each ->
                  each.language.isAnsible()
                      && (NEVER.matcher(each.template).find()
                          || each.weFailWith("the inline if-expression")
                          || each.theyFailWith("Type 'Undefined' is unsupported"))),
          new Known(
              "Ansible looks into the dicts that a macro is called with",
              each -> each.template.contains("macro") && each.theyFailWith("' is undefined")),
          new Known(
              "a method is no value to Ansible; here it is what it prints as",
              each -> each.theyFailWith("Type 'method' is unsupported")),
          new Known(
              "keys of dicts are plain text here", each -> each.theySay("Markup\\('[^']*'\\): ")),
          new Known(
              "Ansible finds a filter or test by the name of a value that is no text",
              each ->
                  each.language.isAnsible()
                      && each.theirs instanceof Answer.Value
                      && Pattern.compile("is (not )?(filter|test)\\b")
                          .matcher(each.template)
                          .find()));

  static Stream<org.junit.jupiter.params.provider.Arguments> seeds() {
    Long seed = Long.getLong("runner.seed");
    return (seed == null ? LongStream.rangeClosed(1, 10) : LongStream.of(seed))
        .boxed()
        .flatMap(
            each ->
                Stream.of(Language.JINJA, Language.ANSIBLE_2_19)
                    .map(
                        language ->
                            org.junit.jupiter.params.provider.Arguments.of(language, each)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsTheRealEngineDoes(Language language, long seed, @TempDir Path home)
      throws IOException {
    TemplateGenerator templates = new TemplateGenerator(new Chance(new Random(seed)), language);
    Environment environment = Environment.builder().language(language).build();
    String variables = variables();
    List<Difference> differences = new ArrayList<>();
    Path root = Path.of(System.getProperty("runner.root"));
    try (Oracle oracle = Oracle.start(root, home, Json.parse(variables))) {
      for (int i = 0; i < CASES; i++) {
        String template = templates.next();
        Answer theirs = oracle.ask(language, template);
        Answer ours = answer(environment, template, variables);
        if (!ours.agreesWith(theirs)) {
          differences.add(new Difference(language, template, ours, theirs));
        }
      }
    }
    differences.removeIf(each -> KNOWN.stream().anyMatch(known -> known.covers.test(each)));
    assertTrue(differences.isEmpty(), () -> report(seed, differences));
  }

  private static String report(long seed, List<Difference> differences) {
    return differences.stream()
        .sorted(Comparator.comparingInt(each -> each.template.length()))
        .limit(SHOWN)
        .map(Difference::toString)
        .collect(
            Collectors.joining(
                System.lineSeparator(),
                "%d differences with -Drunner.seed=%d, the shortest of them:%n"
                    .formatted(differences.size(), seed),
                ""));
  }

  private static String variables() throws IOException {
    try (InputStream in =
        DifferentialTest.class.getResourceAsStream("differential/variables.json")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Answer answer(Environment environment, String text, String variables) {
    // each case gets variables of its own: some change them
    Variables own = WrittenVariables.of(environment, (java.util.Map<?, ?>) Json.parse(variables));
    try {
      Template template = environment.template(text, "case");
      if (environment.language() == Language.JINJA) {
        return new Answer.Value("str", template.render(own).value());
      }
      Object value = template.value(own);
      return new Answer.Value(Python.typeName(value), Python.repr(value));
    } catch (JinjaException e) {
      return new Answer.Failure(e.kind().name(), e.getMessage());
    } catch (RuntimeException e) {
      return new Answer.Failure(e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }
}
