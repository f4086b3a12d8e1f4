package dev.runner.jinja;

import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what follows a value: attributes, subscripts, calls, filters, tests.
final class Calling {
  private static final int MAX_LENGTH = 1000;

  private final Environment environment;
  private final Tokens tokens;
  private final Usage usage;
  private final ExpressionParser expressions;

  Calling(Environment environment, Tokens tokens, Usage usage, ExpressionParser expressions) {
    this.environment = environment;
    this.tokens = tokens;
    this.usage = usage;
    this.expressions = expressions;
  }

  /// Attributes, subscripts and calls.
  Expr postfix(Expr value, int start) {
    Expr expr = value;
    for (int length = 0; length < MAX_LENGTH; length++) {
      if (tokens.taken(".")) {
        expr = attribute(expr, start);
      } else if (tokens.taken("[")) {
        expr = subscript(expr, start);
      } else if (tokens.is("(")) {
        expr = call(expr, start);
      } else {
        return expr;
      }
    }
    throw tokens.mistake("this chain of attributes and calls is too long");
  }

  private Expr attribute(Expr value, int start) {
    if (tokens.is(Token.Kind.NAME)) {
      String name = tokens.take().text();
      usage.attribute(name);
      return new Lookups.Attribute(value, name, tokens.since(start));
    }
    if (!tokens.is(Token.Kind.INTEGER)) {
      throw tokens.mistake("expected name or number");
    }
    Expr index = expressions.primary();
    return new Lookups.Item(value, index, tokens.since(start));
  }

  private Expr subscript(Expr value, int start) {
    List<Expr> keys = new ArrayList<>(1);
    boolean slices = false;
    while (!tokens.is("]")) {
      if (tokens.is(":")) {
        slices = true;
        keys.add(slice(value, null, start));
      } else {
        Expr key = expressions.expression();
        boolean slice = tokens.is(":");
        slices |= slice;
        keys.add(slice ? slice(value, key, start) : key);
      }
      if (!tokens.taken(",")) {
        break;
      }
    }
    tokens.expect("]");
    Spot at = tokens.since(start);
    if (!keys.isEmpty()
        && keys.getFirst() instanceof Literals.Constant(Object key)
        && Text.isText(key)) {
      usage.attribute(Texts.value(key));
    }
    if (keys.size() != 1) {
      return slices
          ? new Lookups.SliceAmongOthers(value, at)
          : new Lookups.Item(value, new Literals.TupleOf(keys), at);
    }
    return slices ? keys.getFirst() : new Lookups.Item(value, keys.getFirst(), at);
  }

  private Expr slice(Expr value, @Nullable Expr from, int start) {
    tokens.expect(":");
    Expr to = endsBound() || tokens.is(":") ? null : expressions.expression();
    Expr by = tokens.taken(":") && !endsBound() ? expressions.expression() : null;
    return new Lookups.Slice(value, from, to, by, tokens.since(start));
  }

  private boolean endsBound() {
    return tokens.is("]") || tokens.is(",");
  }

  Calls.Call call(Expr callee, int start) {
    ArgumentList arguments = arguments();
    return new Calls.Call(callee, arguments, tokens.since(start));
  }

  /// Filters, tests, and calls of what they return.
  Expr filters(Expr value, int start) {
    Expr expr = value;
    for (int length = 0; length < MAX_LENGTH; length++) {
      if (tokens.taken("|")) {
        expr = filter(expr, start);
      } else if (tokens.takenName("is")) {
        expr = test(expr, start);
      } else if (tokens.is("(")) {
        expr = call(expr, start);
      } else {
        return expr;
      }
    }
    throw tokens.mistake("this chain of filters is too long");
  }

  /// A filter whose name comes next.
  Expr filter(Expr value, int start) {
    int own = tokens.start();
    String name = dotted();
    Spot at = tokens.since(own);
    Filter filter = found("filter", name, at, environment::filter);
    ArgumentList arguments = tokens.is("(") ? arguments() : ArgumentList.NONE;
    return new Calls.Filtering(value, name, filter, arguments, tokens.since(start));
  }

  private <T> @Nullable T found(
      String kind, String name, Spot at, Function<String, @Nullable T> registered) {
    try {
      T found = registered.apply(name);
      if (found == null) {
        usage.unresolved(kind, name, at);
      }
      return found;
    } catch (PythonException e) {
      usage.unresolved(e, at);
      return null;
    }
  }

  private String dotted() {
    String name = tokens.expect(Token.Kind.NAME).text();
    while (tokens.taken(".")) {
      name = name + "." + tokens.expect(Token.Kind.NAME).text();
    }
    return name;
  }

  private Expr test(Expr value, int start) {
    boolean negated = tokens.takenName("not");
    int own = tokens.start();
    String name = dotted();
    Check test = found("test", name, tokens.since(own), environment::test);
    ArgumentList arguments = testArguments();
    Spot at = tokens.since(start);
    Expr expr = new Calls.Testing(value, name, test, arguments, at);
    return negated ? new Operators.Not(expr, at) : expr;
  }

  private ArgumentList testArguments() {
    if (tokens.is("(")) {
      return arguments();
    }
    Token token = tokens.current();
    boolean argument =
        switch (token.kind()) {
          case NAME -> !isOperator(token.text());
          case STRING, INTEGER, FLOAT -> true;
          default -> token.is("[") || token.is("{");
        };
    if (!argument) {
      return ArgumentList.NONE;
    }
    if (token.isName("is")) {
      throw tokens.mistake("You cannot chain multiple tests with is");
    }
    Expr only = postfix(expressions.primary(), token.start());
    return new ArgumentList(List.of(only), List.of(), List.of(), null, null);
  }

  private static boolean isOperator(String name) {
    return name.equals("else") || name.equals("or") || name.equals("and");
  }

  private ArgumentList arguments() {
    tokens.expect("(");
    List<Expr> positional = new ArrayList<>(2);
    List<String> names = new ArrayList<>(0);
    List<Expr> named = new ArrayList<>(0);
    Expr list = null;
    Expr dict = null;
    boolean first = true;
    while (!tokens.is(")")) {
      if (!first) {
        tokens.expect(",");
        if (tokens.is(")")) {
          break;
        }
      }
      first = false;
      Token token = tokens.current();
      boolean inOrder;
      if (tokens.taken("*")) {
        inOrder = list == null && dict == null;
        list = expressions.expression();
      } else if (tokens.taken("**")) {
        inOrder = dict == null;
        dict = expressions.expression();
      } else if (tokens.is(Token.Kind.NAME) && tokens.ahead().is("=")) {
        inOrder = dict == null;
        String name = tokens.take().text();
        if (names.contains(name)) {
          throw tokens.mistake("keyword argument repeated: " + name, token);
        }
        names.add(name);
        tokens.take();
        named.add(expressions.expression());
      } else {
        inOrder = list == null && dict == null && named.isEmpty();
        positional.add(expressions.expression());
      }
      if (!inOrder) {
        throw tokens.mistake("an argument by position can't follow one by name", token);
      }
    }
    tokens.expect(")");
    return new ArgumentList(positional, names, named, list, dict);
  }
}
