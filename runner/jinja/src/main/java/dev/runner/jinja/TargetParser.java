package dev.runner.jinja;

import java.util.ArrayList;
import java.util.List;

/// Reads the names that values are given to.
final class TargetParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  TargetParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /// The parameters of a macro.
  record Parameters(List<String> names, List<Expr> defaults) {
    static final Parameters NONE = new Parameters(List.of(), List.of());

    Macros.Signature signature(String name, Usage.Names used) {
      return new Macros.Signature(
          name, names, defaults, used.varargs(), used.kwargs(), used.caller());
    }
  }

  Parameters parameters() {
    List<String> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.taken(")")) {
      if (!names.isEmpty()) {
        tokens.expect(",");
      }
      Token token = tokens.current();
      names.add(name());
      if (tokens.taken("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.mistake("a parameter without default follows one with a default", token);
      } else if (token.text().equals("caller")) {
        throw tokens.mistake("a macro's parameter 'caller' must have a default", token);
      }
    }
    return new Parameters(names, defaults);
  }

  /// A name to set.
  String name() {
    Token token = tokens.expect(Token.Kind.NAME);
    switch (token.text()) {
      case "true", "True", "false", "False", "none", "None" ->
          throw tokens.mistake("'" + token.text() + "' can't be set", token);
      default -> {
        return token.text();
      }
    }
  }

  /// What `set` sets: names, or an attribute of a namespace.
  Assignments.Target set() {
    return tuple("=");
  }

  /// What `for` sets.
  Assignments.Target forLoop() {
    int start = tokens.start();
    Assignments.Target target = tuple("in");
    if (setsAttribute(target)) {
      throw tokens
          .since(start)
          .failure(JinjaException.Kind.SYNTAX, "an attribute can't be the item of a loop");
    }
    if (target instanceof Assignments.NameTarget(String name) && name.equals("loop")) {
      throw tokens
          .since(start)
          .failure(JinjaException.Kind.SYNTAX, "'loop' can't be the name of a loop's item");
    }
    return target;
  }

  private static boolean setsAttribute(Assignments.Target target) {
    return switch (target) {
      case Assignments.NamespaceTarget attribute -> true;
      case Assignments.TupleTarget tuple ->
          tuple.targets().stream().anyMatch(TargetParser::setsAttribute);
      default -> false;
    };
  }

  /// What `with` sets.
  Assignments.Target plain() {
    return single();
  }

  private Assignments.Target tuple(String end) {
    int start = tokens.start();
    List<Assignments.Target> targets = new ArrayList<>(1);
    boolean several = false;
    do {
      if (several && (tokens.is(end) || tokens.isName(end) || tokens.is(")"))) {
        break;
      }
      targets.add(single());
      several |= tokens.is(",");
    } while (tokens.taken(","));
    return several ? new Assignments.TupleTarget(targets, tokens.since(start)) : targets.getFirst();
  }

  private Assignments.Target single() {
    int start = tokens.start();
    if (tokens.taken("(")) {
      Assignments.Target inside = tuple(")");
      tokens.expect(")");
      return inside;
    }
    String name = name();
    if (tokens.taken(".")) {
      String attribute = tokens.expect(Token.Kind.NAME).text();
      return new Assignments.NamespaceTarget(name, attribute, tokens.since(start));
    }
    return new Assignments.NameTarget(name);
  }
}
