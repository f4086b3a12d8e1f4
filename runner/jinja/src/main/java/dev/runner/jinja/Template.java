package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parsed template. It may be rendered by many threads at once.
public final class Template {
  private final Environment environment;
  private final SourceText source;
  private final int newlines;
  private final @Nullable Text plain;
  private final @Nullable String single;
  private final Body body;
  private final List<Blocks.Block> blocks;
  private final boolean changes;

  private Template(
      Environment environment,
      SourceText source,
      String written,
      Body body,
      List<Blocks.Block> blocks,
      boolean changes) {
    this.environment = environment;
    this.newlines = newlines(written);
    boolean isPlain = environment.language().isAnsible() && !source.syntax().occursIn(written);
    this.plain = isPlain ? Text.of(written, Environment.LITERAL) : null;
    this.single = body.onlyName();
    this.source = source;
    this.body = body;
    this.blocks = blocks;
    this.changes = changes;
  }

  static Template parse(Environment environment, String text, String name, Syntax syntax) {
    SourceText source = new SourceText(name, Lexer.normalized(text, syntax), syntax);
    Tokens tokens = new Tokens(source, new Lexer(source, syntax).template());
    Usage usage = new Usage(environment);
    ExpressionParser expressions = new ExpressionParser(environment, syntax, tokens, usage);
    StatementParser parser = new StatementParser(tokens, usage, expressions);
    Body body = parser.template();
    JinjaException mistake = usage.mistake();
    if (mistake != null) {
      throw mistake;
    }
    return new Template(environment, source, text, body, parser.blocks(), usage.changes());
  }

  /// How errors name it.
  public String name() {
    return source.name();
  }

  /// The environment that it was parsed with.
  public Environment environment() {
    return environment;
  }

  /// The text that it makes.
  ///
  /// @throws JinjaException if the evaluation fails
  /// @throws dev.runner.values.UnknownException if it depends on an unknown value
  public Text render(Variables variables) {
    if (plain != null) {
      return plain;
    }
    Rendering rendering = new Rendering(environment, variables, changes);
    Output output = Output.text(rendering);
    run(rendering, output);
    return withNewlines(output.resultText());
  }

  /// A text to be looked at, with what was wrong in place of what couldn't be evaluated.
  ///
  /// @param text up to what broke off the evaluation
  /// @param mistakes the sentences, in order
  /// @param broken what broke off the evaluation, if anything did; it isn't in the text yet
  public record Shown(String text, List<String> mistakes, Optional<JinjaException> broken) {
    /// What stands in the text for the last of these mistakes.
    public static String mark(List<String> mistakes) {
      return "<< error %d - %s >>".formatted(mistakes.size(), mistakes.getLast());
    }
  }

  /// The text that it makes, where something may be wrong with it.
  ///
  /// @throws dev.runner.values.UnknownException if it depends on an unknown value
  public Shown shown(Variables variables) {
    Rendering rendering = new Rendering(environment, variables, changes);
    List<String> mistakes = new ArrayList<>();
    Output output = Output.shown(rendering, mistakes);
    Optional<JinjaException> broken = Optional.empty();
    try {
      run(rendering, output);
    } catch (JinjaException e) {
      broken = Optional.of(e);
    }
    return new Shown(output.resultText().value(), mistakes, broken);
  }

  /// Ansible gives text back the newlines at the end that parsing dropped.
  private Text withNewlines(Text text) {
    int missing = environment.language().isAnsible() ? newlines - newlines(text.value()) : 0;
    return missing > 0
        ? (Text) Texts.like(text, text.value() + environment.syntax().newline().repeat(missing))
        : text;
  }

  private static int newlines(String text) {
    int start = text.length();
    while (start > 0 && text.charAt(start - 1) == '\n') {
      start--;
    }
    return text.length() - start;
  }

  /// The value that it makes: of its own type if the template is one expression, text otherwise,
  /// [dev.runner.values.Unknown] if it depends on an unknown value, `None` if it makes nothing at
  /// all. Undefined values in it are errors, tuples, ranges and views are lists.
  ///
  /// @throws JinjaException if the evaluation fails
  public Object value(Variables variables) {
    return value(variables, true);
  }

  /// The same for a variable: what is undefined inside of a list or a dict is an error for those
  /// only who use it.
  ///
  /// @throws JinjaException if the evaluation fails, or the value as a whole is undefined
  public Object variable(Variables variables) {
    return value(variables, false);
  }

  private Object value(Variables variables, boolean whole) {
    if (plain != null) {
      return plain;
    }
    try {
      Rendering rendering = new Rendering(environment, variables, changes);
      Output output = Output.value(rendering);
      try {
        run(rendering, output);
      } catch (JinjaException e) {
        throw output.first(e);
      }
      return value(rendering, output, whole);
    } catch (UnknownException e) {
      return e.unknown();
    }
  }

  private Object value(Rendering rendering, Output output, boolean whole) {
    if (environment.language() == Language.ANSIBLE_2_14) {
      Object kept = single == null ? null : Legacy.kept(rendering.variables().get(single));
      return kept == null ? Legacy.value(withNewlines(output.resultText()), output.result()) : kept;
    }
    Object result = output.result();
    if (result == null) {
      return None.NONE;
    }
    Spot at = output.spot();
    Object value = at == null ? result : Finished.value(result, rendering, at, whole);
    if (newlines == 0) {
      return value;
    }
    return value instanceof String plain
        ? Texts.of(withNewlines(Text.of(plain, Marks.NONE)).value(), Marks.NONE)
        : value instanceof Text text ? withNewlines(text) : value;
  }

  private void run(Rendering rendering, Output output) {
    rendering.out(output);
    Spot start = new Spot(source, 0, Math.min(1, source.text().length()));
    try {
      execute(rendering, start);
    } catch (StackOverflowError e) {
      throw start.failure(
          JinjaException.Kind.BOUND, "the template needs more stack than a thread has");
    }
  }

  /// Prints the template as a part of another one.
  void executeIn(Rendering rendering, Scope scope, Spot at) {
    Scope before = rendering.scope();
    Inheritance inherited = rendering.inheritance();
    rendering.scope(scope);
    rendering.inheritance(new Inheritance(scope));
    try {
      execute(rendering, at);
    } finally {
      rendering.scope(before);
      rendering.inheritance(inherited);
    }
  }

  private void execute(Rendering rendering, Spot at) {
    try {
      rendering.enter();
    } catch (PythonException e) {
      throw at.failure(rendering, e);
    }
    Output output = rendering.out();
    Inheritance inheritance = rendering.inheritance();
    try {
      inheritance.add(blocks);
      body.execute(rendering);
      Template parent = inheritance.parent();
      rendering.out(output);
      if (parent != null) {
        inheritance.parent(null);
        parent.execute(rendering, at);
      }
    } finally {
      rendering.out(output);
      rendering.leave();
    }
  }
}
