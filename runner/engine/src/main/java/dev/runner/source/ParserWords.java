package dev.runner.source;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// What the parser stumbled over, in the words of libyaml, which Ansible shows and scripts look
/// for. The parser here has the same findings in words of its own.
final class ParserWords {
  private static final String SCANNING_QUOTED = "while scanning a quoted scalar";

  /// What libyaml doesn't name: the character, the token.
  private static final List<Word> PROBLEMS =
      List.of(
          new Word("expected '<document start>'.*", "did not find expected <document start>"),
          new Word("expected (',' or '[\\]}]').*", "did not find expected $1"),
          new Word("expected the node content.*", "did not find expected node content"),
          new Word(
              "(mapping values|mapping keys) are not allowed here",
              "$1 are not allowed in this context"),
          new Word(
              "sequence entries are not allowed here",
              "block sequence entries are not allowed in this context"),
          new Word(
              "found character .* that cannot start any token.*",
              "found character that cannot start any token"),
          new Word("found unknown escape character.*", "found unknown escape character"),
          new Word("expected escape sequence of.*", "did not find expected hexdecimal number"),
          new Word(
              "expected (chomping or indentation indicators|a comment or a line break).*",
              "did not find expected comment or line break"),
          new Word("found unexpected document separator", "found unexpected document indicator"),
          new Word("found incompatible YAML document.*", "found incompatible YAML document"),
          new Word("found undefined tag handle.*", "found undefined tag handle"),
          new Word(
              "unexpected character found.*",
              "did not find expected alphabetic or numeric character"));

  private static final Map<String, String> BLOCK_ENDS =
      Map.of(
          "while parsing a block mapping", "did not find expected key",
          "while parsing a block collection", "did not find expected '-' indicator");

  private ParserWords() {}

  private record Word(Pattern ours, String theirs) {
    Word(String ours, String theirs) {
      this(Pattern.compile(ours), theirs);
    }
  }

  /// One sentence: while doing what, and what was found.
  static String of(MarkedYAMLException e) {
    String problem = firstLine(e.getProblem());
    String context = firstLine(e.getContext());
    if (problem.startsWith("expected <block end>")) {
      return sentence(context, BLOCK_ENDS.getOrDefault(context, problem));
    }
    boolean escape = problem.contains("escape");
    String theirs =
        PROBLEMS.stream()
            .filter(word -> word.ours().matcher(problem).matches())
            .findFirst()
            .map(word -> word.ours().matcher(problem).replaceFirst(word.theirs()))
            .orElse(problem);
    boolean quoted = context.equals(SCANNING_QUOTED) || context.endsWith("-quoted scalar");
    return sentence(
        !quoted ? context : escape ? "while parsing a quoted scalar" : SCANNING_QUOTED, theirs);
  }

  private static String sentence(String context, String problem) {
    String whole = (context + " " + problem).strip();
    return Character.toUpperCase(whole.charAt(0)) + whole.substring(1) + ".";
  }

  private static String firstLine(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("").strip();
  }
}
