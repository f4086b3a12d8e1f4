package dev.runner.jinja;

import dev.runner.jinja.ExpressionGenerator.Kind;

/// Makes small templates by chance: mostly one expression, sometimes statements with expressions in
/// them. `do`, `break` and `continue` are for Jinja2 alone: Ansible has them off.
final class TemplateGenerator {
  private final Chance chance;
  private final boolean plain;
  private final ExpressionGenerator expressions;

  TemplateGenerator(Chance chance, Language language) {
    this.chance = chance;
    this.plain = language == Language.JINJA;
    this.expressions = new ExpressionGenerator(chance, language);
  }

  /// The next template.
  String next() {
    if (chance.oneIn(3)) {
      return chance.of("", "a ", "\n") + part(2) + chance.of("", " b", "\n", "\n\n");
    }
    return printed(4);
  }

  private String printed(int depth) {
    return "{{ " + expressions.any(1 + chance.random().nextInt(depth)) + " }}";
  }

  private String part(int depth) {
    if (depth <= 0) {
      return printed(2);
    }
    return chance.made(
        () -> printed(2) + chance.of("", " ", "\n", "-") + part(depth - 1),
        () -> branch(depth - 1),
        () -> loop(depth - 1),
        () -> pairs(depth - 1),
        () -> assignment(depth - 1),
        () -> block(depth - 1),
        () -> macro(depth - 1));
  }

  private String branch(int depth) {
    return open("if " + condition())
        + part(depth)
        + (chance.oneIn(2) ? open("elif " + condition()) + part(depth) : "")
        + (chance.oneIn(2) ? open("else") + "-" : "")
        + open("endif");
  }

  private String condition() {
    return chance.oneIn(5) ? expressions.any(2) : expressions.expression(Kind.TRUTH, 2);
  }

  private String loop(int depth) {
    String over = expressions.expression(Kind.LIST, 2);
    String start = "for x in " + (over.contains(" if ") ? "(" + over + ")" : over);
    expressions.declare("x");
    String filter = chance.oneIn(4) ? " if " + expressions.expression(Kind.TRUTH, 1) : "";
    String text =
        open(start + filter)
            + chance.of(
                "",
                "{{ loop.index }}",
                "{{ loop.last }}",
                "{{ loop.revindex0 }}",
                "{{ loop.cycle('o', 'e') }}",
                "{{ loop.changed(x) }}",
                "{{ loop.length }}",
                "{{ loop.previtem | default('^') }}",
                "{{ loop.nextitem is defined }}")
            + (plain && chance.oneIn(6) ? open(chance.of("break", "continue")) : "")
            + part(depth)
            + chance.of("", ",", " \n");
    expressions.forget();
    return text + (chance.oneIn(3) ? open("else") + "none" : "") + open("endfor");
  }

  private String pairs(int depth) {
    String start =
        "for k, v in "
            + expressions.primary(Kind.DICT, 1)
            + chance.of(".items()", "|items", "|dictsort");
    expressions.declare("k");
    expressions.declare("v");
    String text = open(start) + part(depth) + ";" + open("endfor");
    expressions.forget();
    expressions.forget();
    return text;
  }

  private String assignment(int depth) {
    String start =
        chance.made(
            () -> open("set w = " + expressions.any(2)),
            () -> open("set w") + part(depth) + open("endset"),
            () ->
                open("set w | " + chance.of("upper", "trim", "length"))
                    + part(depth)
                    + open("endset"),
            () ->
                "{% set q = namespace(w="
                    + expressions.any(1)
                    + ") %}{% set q.w = "
                    + expressions.any(1)
                    + " %}{% set w = q.w %}",
            () -> open("set w, y = " + expressions.primary(Kind.LIST, 1) + "[:2]"));
    return start + declaring("w", depth);
  }

  private String block(int depth) {
    return chance.made(
        () -> open("with w = " + expressions.any(2)) + declaring("w", depth) + open("endwith"),
        () ->
            open("filter " + chance.of("upper", "trim", "replace('a', 'b')", "indent(2)"))
                + part(depth)
                + open("endfilter"),
        () ->
            (plain
                    ? open(
                        "do "
                            + chance.of("l.append(4)", "d.update(n=1)", "ls.reverse()", "l.sort()"))
                    : "")
                + part(depth),
        () -> "{% raw %}{{ x }}{% endraw %}" + part(depth),
        () -> "{# a #}" + chance.of("", " ", "\n") + part(depth));
  }

  private String macro(int depth) {
    return open("macro m(w, y=" + expressions.atom(Kind.NUMBER) + ")")
        + declaring("w", depth)
        + "{{ y }}"
        + open("endmacro")
        + "{{ m("
        + expressions.any(1)
        + ") }}";
  }

  private String declaring(String name, int depth) {
    expressions.declare(name);
    String text = part(depth);
    expressions.forget();
    return text;
  }

  private String open(String statement) {
    return chance.of("{% ", "{% ", "{%- ") + statement + chance.of(" %}", " %}", " -%}");
  }
}
