package dev.runner.source;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// A text as the parser here can read it. libyaml, which Ansible reads with, takes more than it
/// does, as YAML 1.2 has it: question marks inside of plain scalars in brackets (`[a?b]`), tabs
/// between a key and its value or on a line of their own, and `\/` in double quotes. Where the
/// parser stumbles over such a place, it is replaced by as many characters, so that places in the
/// text stay true.
///
/// @param text to be parsed
/// @param question what stands for a question mark
/// @param escape what stands for the backslash of `\/`
record LenientText(String text, char question, char escape) {
  private static final char FIRST_PRIVATE = '\ue000';
  private static final char LAST_PRIVATE = '\uf8ff';

  /// Of a text as it was written.
  static LenientText of(String text) {
    String written = text.startsWith("\ufeff") ? text.substring(1) : text;
    char question = unused(written, FIRST_PRIVATE);
    char escape = unused(written, (char) (question + 1));
    return new LenientText(written, question, escape);
  }

  /// A character for private use that the text hasn't.
  private static char unused(String text, char first) {
    char candidate = first;
    while (candidate < LAST_PRIVATE && text.indexOf(candidate) >= 0) {
      candidate++;
    }
    return candidate;
  }

  Parser parser() {
    return new ParserImpl(new StreamReader(text), YamlParser.options());
  }

  /// What was written where this scalar is.
  String written(ScalarEvent scalar) {
    boolean quoted = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    return scalar
        .getValue()
        .replace(question, '?')
        .replace(String.valueOf(escape), quoted ? "" : "\\");
  }

  /// The same without what the parser stumbled over; this one itself if libyaml would have, too.
  LenientText without(MarkedYAMLException e) {
    Mark mark = e.getProblemMark();
    int at = mark == null ? text.length() : text.offsetByCodePoints(0, mark.getIndex());
    if (at >= text.length()) {
      return this;
    }
    String problem = String.valueOf(e.getProblem());
    if (text.charAt(at) == '?' && !problem.contains("not allowed")) {
      return with(replaced(at, question).replaceAll("(?<=[^\\s\\[\\]{},'\"])\\?", "" + question));
    }
    if (text.charAt(at) == '\t' && problem.contains("cannot start any token")) {
      String before = text.substring(text.lastIndexOf('\n', at) + 1, at).stripTrailing();
      int end = text.indexOf('\n', at);
      boolean blank = text.substring(at, end < 0 ? text.length() : end).isBlank();
      boolean indent = before.isEmpty() || before.endsWith("-") || before.endsWith("?");
      return indent && !blank ? this : with(replaced(at, ' '));
    }
    return problem.contains("unknown escape character")
        ? with(text.replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\/", "$1" + escape + "/"))
        : this;
  }

  private String replaced(int at, char other) {
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private LenientText with(String other) {
    return new LenientText(other, question, escape);
  }
}
