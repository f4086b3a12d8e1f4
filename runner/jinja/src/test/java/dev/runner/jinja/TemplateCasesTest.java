package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.runner.values.Json;
import dev.runner.values.Python;
import dev.runner.values.Undefined;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Templates and conditions against the answers of Jinja2 3.1 and ansible-core 2.21 and 2.14, one
/// case a line.
class TemplateCasesTest {
  private static final Map<?, ?> VARIABLES = (Map<?, ?>) Json.parse(resource("variables.json"));

  private static String resource(String name) {
    try (InputStream in = TemplateCasesTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<String> cases() {
    return Stream.of(
            "templates-jinja.jsonl", "templates-ansible-2.19.jsonl", "templates-ansible-2.14.jsonl")
        .flatMap(name -> resource(name).lines());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheOriginalDoes(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    Object expected =
        Stream.of("text", "value", "error")
            .map(example::get)
            .flatMap(each -> Optional.ofNullable(each).stream())
            .findFirst()
            .orElseThrow();
    assertEquals(expected, answer(example));
  }

  private static String answer(Map<?, ?> example) {
    Environment environment = environment(example);
    // each case gets variables of its own: some change them
    Variables variables =
        WrittenVariables.of(
            environment, example.get("vars") instanceof Map<?, ?> own ? own : VARIABLES);
    try {
      if (example.get("condition") instanceof String condition) {
        return Python.repr(environment.expression(condition, "case").condition(variables));
      }
      Template template = environment.template((String) example.get("template"), "case");
      return environment.language() == Language.JINJA
          ? template.render(variables).value()
          : Python.repr(template.value(variables));
    } catch (JinjaException e) {
      boolean condition = e.kind() == JinjaException.Kind.NOT_BOOLEAN;
      return (condition ? JinjaException.Kind.RUNTIME : e.kind())
          .name(); // one kind, to the original
    }
  }

  private static Environment environment(Map<?, ?> example) {
    Environment.Builder builder =
        Environment.builder().language(Language.valueOf((String) example.get("language")));
    if (example.get("undefined") instanceof String use) {
      builder.undefined(Undefined.Use.valueOf(use));
    }
    if (example.get("syntax") instanceof Map<?, ?> options) {
      builder.syntax(syntax(options));
    }
    if (example.get("files") instanceof Map<?, ?> files) {
      builder.loader(
          (name, from, variables) ->
              files.get(name) instanceof String text ? new Loader.Source(name, text) : null);
    }
    return builder.build();
  }

  private static Syntax syntax(Map<?, ?> options) {
    Syntax plain = Syntax.JINJA;
    return plain
        .withBlocks(
            text(options, "block_start_string", plain.blockStart()),
            text(options, "block_end_string", plain.blockEnd()))
        .withVariables(
            text(options, "variable_start_string", plain.variableStart()),
            text(options, "variable_end_string", plain.variableEnd()))
        .withComments(
            text(options, "comment_start_string", plain.commentStart()),
            text(options, "comment_end_string", plain.commentEnd()))
        .withLines(
            (String) options.get("line_statement_prefix"),
            (String) options.get("line_comment_prefix"))
        .withNewline(text(options, "newline_sequence", plain.newline()))
        .trimming(flag(options, "trim_blocks"), flag(options, "lstrip_blocks"))
        .keepingTrailingNewline(flag(options, "keep_trailing_newline"));
  }

  private static String text(Map<?, ?> options, String name, String byDefault) {
    return options.get(name) instanceof String text ? text : byDefault;
  }

  private static boolean flag(Map<?, ?> options, String name) {
    return options.get(name) instanceof Boolean flag && flag;
  }
}
