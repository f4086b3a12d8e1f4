package dev.runner.jinja;

import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the text and the statements of a template.
final class StatementParser {
  private static final int MAX_DEPTH = 150;

  private final Tokens tokens;
  private final Usage usage;
  private final ExpressionParser expressions;
  private final TargetParser targets;
  private final ReferenceParser references;
  private final List<Blocks.Block> blocks = new ArrayList<>(0);
  private final Set<String> blockNames = new HashSet<>(0);
  private final List<Token> open = new ArrayList<>();

  /// The tags that go on with or end what is open, the innermost last.
  private final List<List<String>> wanted = new ArrayList<>();

  StatementParser(Tokens tokens, Usage usage, ExpressionParser expressions) {
    this.tokens = tokens;
    this.usage = usage;
    this.expressions = expressions;
    this.targets = new TargetParser(tokens, expressions);
    this.references = new ReferenceParser(tokens, expressions, targets);
  }

  /// The blocks that were read.
  List<Blocks.Block> blocks() {
    return List.copyOf(blocks);
  }

  /// A whole template.
  Body template() {
    Body body = body();
    if (!tokens.is(Token.Kind.END)) {
      throw unknown(tokens.current());
    }
    return body;
  }

  /// Text and statements up to a tag that none of them starts with: the current piece then is that
  /// tag's name.
  private Body body(String... ends) {
    wanted.add(List.of(ends));
    Body body = bodyUpTo(ends);
    wanted.removeLast();
    return body;
  }

  private Body bodyUpTo(String... ends) {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      Token token = tokens.take();
      switch (token.kind()) {
        case TEXT ->
            nodes.add(
                new Prints.Piece(
                    Text.of(token.text(), Environment.LITERAL), tokens.since(token.start())));
        case PRINT_BEGIN -> {
          int start = tokens.start();
          expressions.printed(true);
          Expr expr = expressions.tuple();
          expressions.printed(false);
          nodes.add(new Prints.Value(expr, tokens.since(start)));
          tokens.expect(Token.Kind.PRINT_END);
        }
        case BLOCK_BEGIN -> {
          if (tokens.is(Token.Kind.NAME) && List.of(ends).contains(tokens.current().text())) {
            return new Body(nodes);
          }
          nodes.add(statement());
          tokens.expect(Token.Kind.BLOCK_END);
        }
        default -> {
          if (ends.length > 0) {
            throw unclosed();
          }
          return new Body(nodes);
        }
      }
    }
  }

  private JinjaException unclosed() {
    Token innermost = open.getLast();
    return tokens.mistake("Unexpected end of template." + lookingFor(innermost), innermost);
  }

  /// The statements inside a tag, up to its end tag or another that goes on with it.
  private Body inside(String... ends) {
    tokens.taken(":");
    tokens.expect(Token.Kind.BLOCK_END);
    return body(ends);
  }

  private Body scopedInside(String... ends) {
    int mark = usage.mark();
    Body body = inside(ends);
    usage.insist(mark);
    return body;
  }

  private Node statement() {
    Token tag = tokens.expect(Token.Kind.NAME);
    if (open.size() >= MAX_DEPTH) {
      throw new JinjaException(
          JinjaException.Kind.BOUND,
          "statements are nested more than " + MAX_DEPTH + " levels deep",
          tokens.since(tag.start()).place());
    }
    open.add(tag);
    Node node = statement(tag);
    open.removeLast();
    return node;
  }

  private Node statement(Token tag) {
    if (ReferenceParser.reads(tag.text())) {
      usage.otherTemplate();
    }
    return switch (tag.text()) {
      case "if" -> branches();
      case "for" -> loop();
      case "set" -> assignment();
      case "with" -> with();
      case "macro" -> macro();
      case "call" -> callBlock(tag);
      case "filter" -> filterBlock(tag);
      case "block" -> block(tag);
      case "autoescape" -> autoescape(tag);
      case "print" -> print();
      case "do" -> new Prints.Ignored(expressions.tuple());
      case "break" -> jump(Node.Flow.BREAK, tag);
      case "continue" -> jump(Node.Flow.CONTINUE, tag);
      case "extends" -> references.extending(tag);
      case "include" -> references.include(tag);
      case "import" -> references.importing(tag);
      case "from" -> references.from(tag);
      default -> throw unknown(tag);
    };
  }

  private Node print() {
    List<Node> values = new ArrayList<>();
    do {
      int start = tokens.start();
      values.add(new Prints.Value(expressions.expression(), tokens.since(start)));
    } while (tokens.taken(","));
    return new Body(values);
  }

  private JinjaException unknown(Token tag) {
    String inside = open.size() > 1 ? lookingFor(open.get(open.size() - 2)) : "";
    return tokens.mistake("Encountered unknown tag '" + tag.text() + "'." + inside, tag);
  }

  /// What could stand there, in Jinja2's words, which people look up.
  private String lookingFor(Token innermost) {
    String tags =
        wanted.getLast().stream().map(tag -> "'" + tag + "'").collect(Collectors.joining(" or "));
    return " Jinja was looking for the following tags: %s. The innermost block that needs to be closed is '%s'."
        .formatted(tags, innermost.text());
  }

  private Node jump(Node.Flow flow, Token tag) {
    for (int i = open.size() - 1; i >= 0; i--) {
      String around = open.get(i).text();
      if (around.equals("for")) {
        return new Control.Jump(flow);
      }
      if (around.equals("macro") || around.equals("block") || around.equals("call")) {
        break;
      }
    }
    throw tokens.mistake("'" + tag.text() + "' stands outside of a loop", tag);
  }

  private Node branches() {
    int mark = usage.mark();
    List<Expr> tests = new ArrayList<>(1);
    List<Body> bodies = new ArrayList<>(1);
    List<Spot> spots = new ArrayList<>(1);
    Body otherwise = new Body(List.of());
    String next = "elif";
    while (next.equals("elif")) {
      int start = tokens.start();
      tests.add(expressions.tuple(false, false, null));
      spots.add(tokens.since(start));
      bodies.add(inside("elif", "else", "endif"));
      next = tokens.take().text();
    }
    if (next.equals("else")) {
      otherwise = inside("endif");
      tokens.take();
    }
    usage.forgive(mark);
    return new Control.If(tests, bodies, otherwise, spots);
  }

  private Node loop() {
    Assignments.Target target = targets.forLoop();
    tokens.expectName("in");
    int start = tokens.start();
    Expr items = expressions.tuple(false, false, "recursive");
    Spot at = tokens.since(start);
    int mark = usage.mark();
    Expr test = tokens.takenName("if") ? expressions.expression() : null;
    boolean recursive = tokens.takenName("recursive");
    Usage.Names names = usage.enter();
    Body body = inside("endfor", "else");
    usage.leave();
    Body otherwise = null;
    if (tokens.take().isName("else")) {
      otherwise = inside("endfor");
      tokens.take();
    }
    usage.insist(mark);
    return new Control.For(
        target, items, test, body, otherwise, names.loop() || recursive, recursive, at);
  }

  private Node assignment() {
    Assignments.Target target = targets.set();
    if (tokens.taken("=")) {
      return new Assignments.Assign(target, expressions.tuple());
    }
    int mark = usage.mark();
    Assignments.Captured captured = new Assignments.Captured();
    int start = tokens.start();
    Expr filtered = tokens.is("|") ? expressions.calling().filters(captured, start) : null;
    Body body = inside("endset");
    tokens.take();
    usage.insist(mark);
    return new Assignments.AssignPrinted(target, body, filtered, captured);
  }

  private Node with() {
    List<Assignments.Target> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.is(Token.Kind.BLOCK_END) && !tokens.is(":")) {
      if (!names.isEmpty()) {
        tokens.expect(",");
      }
      names.add(targets.plain());
      tokens.expect("=");
      values.add(expressions.expression());
    }
    Body body = scopedInside("endwith");
    tokens.take();
    return new Assignments.With(names, values, body);
  }

  private Node macro() {
    String name = targets.name();
    int mark = usage.mark();
    TargetParser.Parameters parameters = targets.parameters();
    Usage.Names names = usage.enter();
    Body body = inside("endmacro");
    usage.leave();
    usage.insist(mark);
    tokens.take();
    return new Macros.Definition(parameters.signature(name, names), body);
  }

  private Node callBlock(Token tag) {
    int mark = usage.mark();
    TargetParser.Parameters parameters =
        tokens.is("(") ? targets.parameters() : TargetParser.Parameters.NONE;
    Token start = tokens.current();
    if (!(expressions.expression() instanceof Calls.Call call)) {
      throw tokens.mistake("expected a call of a macro", start);
    }
    Spot at = tokens.since(tag.start());
    Usage.Names names = usage.enter();
    Body body = inside("endcall");
    usage.leave();
    usage.insist(mark);
    tokens.take();
    return new Macros.CallBlock(call, parameters.signature("caller", names), body, at);
  }

  private Node filterBlock(Token tag) {
    int mark = usage.mark();
    Assignments.Captured captured = new Assignments.Captured();
    int start = tokens.start();
    Expr filtered = expressions.calling().filter(captured, start);
    filtered = expressions.calling().filters(filtered, start);
    Spot at = tokens.since(tag.start());
    Body body = inside("endfilter");
    usage.insist(mark);
    tokens.take();
    return new Assignments.FilterBlock(body, filtered, captured, at);
  }

  private Node autoescape(Token tag) {
    Expr value = expressions.expression();
    Spot at = tokens.since(tag.start());
    Body body = scopedInside("endautoescape");
    tokens.take();
    return new Assignments.Autoescape(value, body, at);
  }

  private Node block(Token tag) {
    Token name = tokens.expect(Token.Kind.NAME);
    boolean scoped = tokens.takenName("scoped");
    boolean required = tokens.takenName("required");
    scoped |= tokens.takenName("scoped");
    if (tokens.is("-")) {
      throw tokens.mistake("a block's name can't have hyphens; use underscores");
    }
    if (!blockNames.add(name.text())) {
      throw tokens.mistake("there are two blocks named '" + name.text() + "'", name);
    }
    if (scoped) {
      usage.name("loop");
    }
    Spot at = tokens.since(tag.start());
    Body body = scopedInside("endblock");
    if (required && !body.isBlank()) {
      throw tokens.mistake("a required block can hold nothing but white space", name);
    }
    tokens.take();
    if (tokens.isName(name.text())) {
      tokens.take();
    }
    Blocks.Block block = new Blocks.Block(name.text(), body, scoped, required, at);
    blocks.add(block);
    return block;
  }
}
