package dev.runner.jinja;

import java.util.ArrayList;
import java.util.List;

/// Reads the statements that name other templates.
final class ReferenceParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final TargetParser targets;

  ReferenceParser(Tokens tokens, ExpressionParser expressions, TargetParser targets) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.targets = targets;
  }

  Node extending(Token tag) {
    Expr template = expressions.expression();
    return new Blocks.Extends(template, tokens.since(tag.start()));
  }

  /// Whether a statement makes another template a part of this one.
  static boolean reads(String statement) {
    return switch (statement) {
      case "extends", "include", "import", "from" -> true;
      default -> false;
    };
  }

  Node include(Token tag) {
    Expr template = expressions.expression();
    boolean ignoreMissing = false;
    if (tokens.isName("ignore") && tokens.ahead().isName("missing")) {
      ignoreMissing = true;
      tokens.take();
      tokens.take();
    }
    boolean withContext = context(true);
    return new Includes.Include(template, ignoreMissing, withContext, tokens.since(tag.start()));
  }

  private boolean context(boolean byDefault) {
    boolean with = tokens.isName("with");
    if ((with || tokens.isName("without")) && tokens.ahead().isName("context")) {
      tokens.take();
      tokens.take();
      return with;
    }
    return byDefault;
  }

  Node importing(Token tag) {
    Expr template = expressions.expression();
    tokens.expectName("as");
    String target = targets.name();
    boolean withContext = context(false);
    return new Includes.Import(template, target, withContext, tokens.since(tag.start()));
  }

  Node from(Token tag) {
    Expr template = expressions.expression();
    tokens.expectName("import");
    List<String> names = new ArrayList<>();
    List<String> as = new ArrayList<>();
    boolean withContext = context(false);
    boolean more = tokens.is(Token.Kind.NAME);
    while (more) {
      Token token = tokens.current();
      String name = targets.name();
      if (name.startsWith("_")) {
        throw tokens.mistake("names that start with an underscore can't be imported", token);
      }
      names.add(name);
      as.add(tokens.takenName("as") ? targets.name() : name);
      boolean before = tokens.isName("with") || tokens.isName("without");
      withContext = context(withContext);
      more = !before && tokens.taken(",");
      if (more) {
        withContext = context(withContext);
        more = tokens.is(Token.Kind.NAME);
      }
    }
    if (names.isEmpty()) {
      throw tokens.expected(Token.Kind.NAME.description());
    }
    return new Includes.From(template, names, as, withContext, tokens.since(tag.start()));
  }
}
