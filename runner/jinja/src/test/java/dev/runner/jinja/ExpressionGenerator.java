package dev.runner.jinja;

import java.util.ArrayList;
import java.util.List;

/// Makes expressions by chance over the variables of `differential/variables.json`. It goes by the
/// types, so that most have a value, and errs on purpose now and then. Nothing it makes is large,
/// differs from run to run, or prints an address.
final class ExpressionGenerator {

  /// What an expression is meant to be.
  enum Kind {
    NUMBER,
    TEXT,
    LIST,
    DICT,
    TRUTH
  }

  private final Chance chance;
  private final GeneratedCalls calls;
  private final List<String> locals = new ArrayList<>();

  ExpressionGenerator(Chance chance, Language language) {
    this.chance = chance;
    this.calls = new GeneratedCalls(chance, language, this);
  }

  /// Makes a name known while something is generated.
  void declare(String name) {
    locals.add(name);
  }

  /// Ends that for the name declared last.
  void forget() {
    locals.removeLast();
  }

  /// An expression of any kind.
  String any(int depth) {
    return expression(Kind.values()[chance.random().nextInt(Kind.values().length)], depth);
  }

  /// An expression of a kind, or rarely of another.
  String expression(Kind kind, int depth) {
    if (chance.oneIn(25)) {
      return depth > 0 ? any(depth - 1) : odd();
    }
    if (depth <= 0 || chance.oneIn(6)) {
      return atom(kind);
    }
    if (chance.oneIn(9)) {
      return ternary(kind, depth - 1);
    }
    String made =
        switch (kind) {
          case NUMBER -> number(depth - 1);
          case TEXT -> text(depth - 1);
          case LIST -> list(depth - 1);
          case DICT -> dict(depth - 1);
          case TRUTH -> truth(depth - 1);
        };
    return chance.oneIn(3) ? "(" + made + ")" : made;
  }

  /// An expression that something may be appended to: `.name`, `[0]`, `(…)`, `| filter`.
  String primary(Kind kind, int depth) {
    String made = expression(kind, depth);
    return made.matches("\\w+") ? made : "(" + made + ")";
  }

  private String odd() {
    return chance.of(
        "missing",
        "nil",
        "dd.nope",
        "dd.x.nope",
        "missing.a",
        "l[9]",
        "us[2].tags",
        "us[0]['age']",
        "dd.items",
        "dd['x'].y[-1]",
        "'a' 'b'",
        "1,",
        "none",
        "big",
        "d['A']",
        "us.1.name");
  }

  String atom(Kind kind) {
    if (!locals.isEmpty() && chance.oneIn(3)) {
      return chance.of(locals);
    }
    return switch (kind) {
      case NUMBER ->
          chance.of(
              "i",
              "z",
              "neg",
              "f",
              "g",
              "big",
              "0",
              "1",
              "2",
              "7",
              "-3",
              "0.5",
              "1e3",
              "0x1F",
              "1_000",
              "2.50",
              "0b101",
              "0o17",
              "l[0]",
              "us[1].age",
              "d.b",
              "1e-7",
              "1e16",
              "true");
      case TEXT ->
          chance.of(
              "s",
              "t",
              "u",
              "num",
              "fl",
              "es",
              "html",
              "ml",
              "'a'",
              "\"it's\"",
              "'a\\nb'",
              "'\\u00e4x'",
              "'%'",
              "ls[1]",
              "us[0].name",
              "dd.k",
              "'日本'",
              "' x '",
              "'1.5'");
      case LIST ->
          chance.of(
              "l",
              "ls",
              "lm",
              "ll",
              "e",
              "us",
              "[1, 2]",
              "()",
              "('a', 1)",
              "[none, true]",
              "range(4)",
              "range(5, 0, -2)",
              "dd.x.y",
              "[[1, 'b'], [0, 'a']]",
              "[2.0, 1, true]");
      case DICT ->
          chance.of("d", "dd", "ed", "us[0]", "{'a': 1}", "{1: 'x', none: 2}", "dict(q=1)");
      case TRUTH -> chance.of("yes", "no", "true", "False", "not yes", "1 == 1.0", "'1' == 1");
    };
  }

  private String ternary(Kind kind, int depth) {
    String start = expression(kind, depth) + " if " + expression(Kind.TRUTH, depth);
    String whole = chance.oneIn(4) ? start : start + " else " + expression(kind, depth);
    return chance.oneIn(3) ? whole : "(" + whole + ")";
  }

  /// Factors on the right are small: repeated text stays short.
  private String number(int depth) {
    return chance.made(
        () -> binary(Kind.NUMBER, chance.of("+", "-", "/", "//", "%"), depth),
        () -> expression(Kind.NUMBER, depth) + " * " + chance.of("2", "3", "-1", "0", "0.5", "no"),
        () ->
            chance.of("2", "i", "f", "neg", "-2", "1.5")
                + " ** "
                + chance.of("2", "3", "-1", "0.5"),
        () -> chance.of("-", "+", "- ") + primary(Kind.NUMBER, depth),
        () -> "-" + atom(Kind.NUMBER) + " ** 2",
        () -> "2 ** 3 ** 2 - " + expression(Kind.NUMBER, depth),
        () -> calls.number(depth));
  }

  private String text(int depth) {
    return chance.made(
        () -> binary(Kind.TEXT, "+", depth),
        () -> any(depth) + " ~ " + any(depth),
        () -> expression(Kind.TEXT, depth) + " * " + chance.of("2", "0", "-1"),
        () ->
            chance.of("'%s'", "'%r|%5s'", "'%05.1f'", "'%d %%'", "'%x'", "'%-4s|'", "'%+d'")
                + " % "
                + primary(Kind.NUMBER, depth),
        () -> "'%s-%s' % (" + any(depth) + ", " + any(depth) + ")",
        () -> primary(Kind.TEXT, depth) + slice(),
        () -> calls.text(depth),
        () -> calls.text(depth));
  }

  private String list(int depth) {
    return chance.made(
        () -> "[" + any(depth) + ", " + any(depth) + "]",
        () -> "(" + any(depth) + ", " + any(depth) + ")",
        () -> binary(Kind.LIST, "+", depth),
        () -> primary(Kind.LIST, depth) + slice(),
        () -> expression(Kind.LIST, depth) + " * " + chance.of("2", "0"),
        () -> calls.list(depth),
        () -> calls.list(depth));
  }

  private String dict(int depth) {
    return chance.made(
        () -> "{" + atom(Kind.TEXT) + ": " + any(depth) + ", 'k': " + any(depth) + "}",
        () -> "{" + expression(Kind.NUMBER, depth) + ": " + any(depth) + "}",
        () -> "dict(" + primary(Kind.DICT, depth) + ", z=" + any(depth) + ")",
        () -> primary(Kind.DICT, depth) + chance.of(".copy()", "['x']", ".x"));
  }

  private String truth(int depth) {
    return chance.made(
        () -> any(depth) + chance.of(" == ", " != ") + any(depth),
        () -> binary(Kind.NUMBER, chance.of("<", "<=", ">", ">="), depth),
        () -> binary(Kind.NUMBER, "<", depth) + " <= " + expression(Kind.NUMBER, depth),
        () -> binary(Kind.TEXT, chance.of("<", ">=", "in", "not in"), depth),
        () -> binary(Kind.LIST, chance.of("<", ">", "=="), depth),
        () -> any(depth) + chance.of(" in ", " not in ") + expression(Kind.LIST, depth),
        () -> any(depth) + chance.of(" and ", " or ") + any(depth),
        () -> "not " + any(depth),
        () -> calls.truth(depth),
        () -> calls.truth(depth));
  }

  private String binary(Kind kind, String operator, int depth) {
    return expression(kind, depth) + " " + operator + " " + expression(kind, depth);
  }

  private String slice() {
    return chance.of(
        "[0]",
        "[-1]",
        "[1:]",
        "[:-1]",
        "[::-1]",
        "[::2]",
        "[1:3]",
        "[-3:]",
        "[5:1:-1]",
        "[9:]",
        "[:]",
        "[z:i]",
        "[nil:2]");
  }
}
