package dev.runner.jinja;

import dev.runner.jinja.ExpressionGenerator.Kind;

/// Makes uses of filters, tests and methods by chance. Filters that Ansible has its own of are for
/// Jinja2 alone, since the engine adds Ansible's.
final class GeneratedCalls {
  private final Chance chance;
  private final boolean plain;
  private final ExpressionGenerator values;

  GeneratedCalls(Chance chance, Language language, ExpressionGenerator values) {
    this.chance = chance;
    this.plain = language == Language.JINJA;
    this.values = values;
  }

  String number(int depth) {
    return chance.made(
        () ->
            filtered(
                Kind.NUMBER,
                depth,
                "abs",
                "int",
                "float",
                "round",
                "round(1)",
                "round(1, 'ceil')",
                "round(0, 'floor')",
                "round(-1)",
                "default(4)"),
        () ->
            filtered(
                Kind.TEXT,
                depth,
                "length",
                "wordcount",
                "int",
                "int(5)",
                "float",
                "int(base=16)",
                "float(1.5)",
                "count"),
        () ->
            filtered(
                Kind.LIST,
                depth,
                "length",
                "sum",
                "first",
                "last",
                "max",
                "min",
                "sum(attribute='age')",
                "sum(start=5)",
                "map('int') | sum"),
        () ->
            method(
                Kind.TEXT,
                depth,
                "find('l')",
                "count('o')",
                "rfind('a')",
                "index('a')",
                "find('b', 1, 5)"),
        () -> counted(depth),
        () -> method(Kind.NUMBER, depth, "bit_length()", "is_integer()", "conjugate()"),
        () -> filtered(Kind.DICT, depth, "length", "sum", "count"));
  }

  String text(int depth) {
    return chance.made(
        () ->
            filtered(
                Kind.TEXT,
                depth,
                "upper",
                "lower",
                "title",
                "capitalize",
                "trim",
                "string",
                "trim('h ')",
                "replace('a', 'b')",
                "replace('l', '', 1)",
                "center(13)",
                "indent(2)",
                "indent(3, true)",
                "truncate(9)",
                "truncate(7, true)",
                "truncate(6, true, '…', 0)",
                "wordwrap(6)",
                "wordwrap(5, false)",
                "striptags",
                "escape",
                "e | upper",
                "urlencode",
                "forceescape",
                "reverse",
                "safe",
                "default('x', true)",
                "indent(first=true)",
                "format(1)",
                "urlize"),
        () ->
            filtered(
                Kind.LIST,
                depth,
                "join",
                "join(', ')",
                "join('-', attribute='name')",
                "map('string') | join",
                "tojson",
                "string",
                "pprint",
                "first",
                "last"),
        () ->
            filtered(
                Kind.NUMBER,
                depth,
                "string",
                "filesizeformat",
                "filesizeformat(true)",
                "tojson",
                "pprint",
                "e"),
        () ->
            filtered(
                Kind.DICT,
                depth,
                "tojson",
                "tojson(2)",
                "xmlattr",
                "urlencode",
                "string",
                "pprint",
                "join"),
        () ->
            method(
                Kind.TEXT,
                depth,
                "upper()",
                "lower()",
                "title()",
                "swapcase()",
                "casefold()",
                "capitalize()",
                "strip()",
                "lstrip('hl')",
                "rstrip()",
                "strip('ar ')",
                "zfill(6)",
                "replace('l', 'L')",
                "replace('', '.')",
                "center(12, '*')",
                "ljust(9, '.')",
                "rjust(9)",
                "expandtabs(4)",
                "removeprefix('he')",
                "removesuffix('bar')",
                "join(ls)",
                "join('xyz')",
                "format(1, a=2)"),
        () ->
            chance.of(
                    "'{}-{}'",
                    "'{0!r:>6}|{1}'",
                    "'{:05}'",
                    "'{a[0]} {}'",
                    "'{:^7}|'",
                    "'{:,}'",
                    "'{:.2f}'",
                    "'{:#x}'",
                    "'{!s:.2}'",
                    "'{:e}'",
                    "'{:+}'")
                + ".format("
                + values.any(depth)
                + ", 5, a=ls)",
        () ->
            filtered(
                chance.oneIn(2) ? Kind.DICT : Kind.TRUTH,
                depth,
                "string",
                "default('q')",
                "default('q', true)",
                "d('z')"));
  }

  String list(int depth) {
    return chance.made(
        () ->
            filtered(
                Kind.LIST,
                depth,
                "list",
                "sort",
                "sort(reverse=true)",
                "reverse | list",
                "sort(case_sensitive=true)",
                "sort(attribute='age')",
                "sort(attribute='age,name')",
                "batch(2) | list",
                "batch(2, 'f') | list",
                "slice(2) | list",
                "slice(3, 0) | list",
                "map('string') | list",
                "map('upper') | list",
                "map(attribute='name') | list",
                "map(attribute='tags', default='?') | list",
                "map('default', 0) | list",
                "select | list",
                "select('odd') | list",
                "reject('none') | list",
                "select('string') | list",
                "selectattr('age', 'gt', 26) | list",
                "rejectattr('tags') | list",
                "selectattr('name', 'in', ls) | list",
                "map(attribute=0) | list",
                "map('length') | list",
                "select('>', 1) | list"),
        () ->
            plain
                ? filtered(
                    Kind.LIST,
                    depth,
                    "unique | list",
                    "unique(true) | list",
                    "groupby('age') | list",
                    "unique(attribute='age') | list",
                    "groupby('tags', default=[]) | list")
                : filtered(Kind.LIST, depth, "list"),
        () ->
            filtered(
                Kind.DICT,
                depth,
                "list",
                "dictsort",
                "dictsort(by='value')",
                "items | list",
                "dictsort(true, reverse=true)"),
        () ->
            method(
                Kind.DICT,
                depth,
                "items() | list",
                "keys() | list",
                "values() | list",
                "items() | sort",
                "keys()",
                "items()",
                "values()"),
        () -> filtered(Kind.TEXT, depth, "list", "map('upper') | list", "sort", "batch(4) | list"),
        () ->
            method(
                Kind.TEXT,
                depth,
                "split()",
                "split(',')",
                "split(' ', 1)",
                "rsplit(' ', 1)",
                "splitlines()",
                "splitlines(true)",
                "partition(' ')",
                "rpartition('o')",
                "split(none, 1)"),
        () -> method(Kind.LIST, depth, "copy()"));
  }

  String truth(int depth) {
    String is = chance.oneIn(4) ? " is not " : " is ";
    return chance.made(
        () ->
            values.primary(kind(), depth)
                + is
                + chance.of(
                    "defined",
                    "undefined",
                    "none",
                    "number",
                    "string",
                    "sequence",
                    "mapping",
                    "iterable",
                    "boolean",
                    "integer",
                    "float",
                    "true",
                    "false",
                    "callable",
                    "escaped"),
        () ->
            values.primary(Kind.NUMBER, depth)
                + is
                + chance.of(
                    "odd",
                    "even",
                    "divisibleby 3",
                    "divisibleby(2)",
                    "eq 7",
                    "gt(2)",
                    "lt f",
                    "ne 1",
                    "ge z",
                    "sameas 7",
                    "in l",
                    "in(range(3))",
                    "le i"),
        () ->
            values.primary(Kind.TEXT, depth)
                + is
                + chance.of(
                    "lower", "upper", "in s", "eq 'a'", "in ls", "filter", "test", "lt 'm'"),
        () ->
            method(
                Kind.TEXT,
                depth,
                "startswith('h')",
                "endswith(('r', 'x'))",
                "isalpha()",
                "isdigit()",
                "isnumeric()",
                "isupper()",
                "islower()",
                "istitle()",
                "isspace()",
                "isidentifier()",
                "isalnum()",
                "isascii()",
                "isdecimal()",
                "isprintable()"),
        () -> method(Kind.DICT, depth, "get('A')", "get('zz')", "get('zz', no)", "get('b', 1)"));
  }

  private Kind kind() {
    return Kind.values()[chance.random().nextInt(Kind.values().length)];
  }

  private String filtered(Kind kind, int depth, String... filters) {
    String value = chance.oneIn(4) ? values.expression(kind, depth) : values.primary(kind, depth);
    return value + chance.of(" | ", "|") + chance.of(filters);
  }

  /// Ansible's lazy lists compare items that they haven't resolved yet: only those that a template
  /// writes itself answer as Python's lists do.
  private String counted(int depth) {
    String[] calls = {"index(1)", "count(true)", "count('x')"};
    return plain
        ? method(Kind.LIST, depth, calls)
        : chance.of("['x', 1, true]", "(1, 'x')", "[[1], none]") + "." + chance.of(calls);
  }

  private String method(Kind kind, int depth, String... calls) {
    return values.primary(kind, depth) + "." + chance.of(calls);
  }
}
