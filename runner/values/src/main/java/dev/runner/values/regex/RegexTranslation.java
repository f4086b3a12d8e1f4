package dev.runner.values.regex;

import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rewrites a pattern of Python's `re` ("Regular Expression Syntax" in Python's library reference)
/// for `java.util.regex`.
///
/// Java has no condition on a group (`(?(1)a|b)`). An empty group at the end of the one that is
/// asked about takes part exactly when that one does, and a reference to it matches nothing, so
/// that it can be asked anywhere.
final class RegexTranslation {
  private static final String FLAGS = "aiLmsux";
  private static final List<String> PLACES = List.of("^", "$", "\\A", "\\Z", "\\b", "\\B");

  /// A group of Python's.
  ///
  /// @param number Java's
  private record Group(int number, RegexWidth width, boolean closed) {}

  private final String text;
  private final RegexFlags asked;
  private final boolean wide;
  private RegexSource in;
  private RegexCharacters characters;
  private StringBuilder out = new StringBuilder();
  private RegexFlags global;
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private int numbered;

  /// The empty groups by the number of the one whose part they tell, as the last pass knew them.
  private Map<Integer, Integer> marks = Map.of();

  private final Map<Integer, Integer> placed = new HashMap<>();

  /// @param asked flags that hold for the whole pattern
  /// @param wide whether texts may have characters outside of ASCII
  RegexTranslation(String text, RegexFlags asked, boolean wide) {
    this.text = text;
    this.wide = wide;
    this.asked = asked;
    this.global = asked;
    this.in = new RegexSource(text);
    this.characters = new RegexCharacters(in, wide);
  }

  /// The numbers of the named groups.
  Map<String, Integer> names() {
    return names;
  }

  /// Java's numbers of the groups, of the whole match first.
  int[] numbers() {
    return groups.stream().mapToInt(Group::number).toArray();
  }

  /// The flags of the whole pattern.
  RegexFlags flags() {
    return global;
  }

  /// The pattern for Java: read again until the places of all marks are known.
  String run() {
    Map<Integer, Integer> before;
    do {
      before = marks;
      pass();
      marks = Map.copyOf(placed);
    } while (!marks.equals(before));
    return out.toString();
  }

  private void pass() {
    in = new RegexSource(text);
    characters = new RegexCharacters(in, wide);
    out = new StringBuilder();
    global = asked;
    numbered = 0;
    groups.clear();
    names.clear();
    placed.clear();
    groups.add(new Group(0, RegexWidth.NONE, false));
    globalFlags();
    alternatives(global);
    if (!in.ended()) {
      throw in.wrong("unbalanced parenthesis");
    }
    for (int number : placed.keySet()) {
      if (number >= groups.size()) {
        throw in.wrong("invalid group reference " + number);
      }
    }
  }

  /// Flags for the whole pattern stand at its beginning.
  private void globalFlags() {
    int start = in.place();
    while (true) {
      skip(global);
      String letters = in.take("(?") ? in.take(FLAGS, FLAGS.length()) : "";
      if (letters.isEmpty() || !in.take(")")) {
        in.back(start);
        return;
      }
      global = global.with(letters, true);
      start = in.place();
    }
  }

  private RegexWidth alternatives(RegexFlags flags) {
    RegexWidth width = sequence(flags);
    while (in.take("|")) {
      out.append('|');
      width = width.or(sequence(flags));
    }
    return width;
  }

  private RegexWidth sequence(RegexFlags flags) {
    RegexWidth width = RegexWidth.NONE;
    skip(flags);
    while (!in.ended() && !in.looksAt("|") && !in.looksAt(")")) {
      width = width.then(repeated(flags));
      skip(flags);
    }
    return width;
  }

  /// Steps over comments and, in a verbose pattern, over space.
  private void skip(RegexFlags flags) {
    boolean found = true;
    while (found) {
      found = in.take("(?#");
      if (found) {
        in.until(")");
      } else if (flags.verbose()) {
        found = !in.take(" \t\n\r\u000b\f", 1).isEmpty() || line();
      }
    }
  }

  private boolean line() {
    boolean comment = in.take("#");
    if (comment) {
      in.skipLine();
    }
    return comment;
  }

  private RegexWidth repeated(RegexFlags flags) {
    int start = in.place();
    boolean place = PLACES.stream().anyMatch(in::looksAt);
    if (Repeat.read(in).isPresent()) {
      in.back(start);
      throw in.wrong("nothing to repeat");
    }
    RegexWidth width = item(flags);
    skip(flags);
    start = in.place();
    Repeat repeat = Repeat.read(in).orElse(null);
    if (repeat == null) {
      return width;
    }
    if (place) {
      in.back(start);
      throw in.wrong("nothing to repeat");
    }
    skip(flags);
    if (Repeat.read(in).isPresent()) {
      throw in.wrong("multiple repeat");
    }
    out.append(repeat.text());
    return width.times(repeat.fewest(), repeat.most());
  }

  private RegexWidth item(RegexFlags flags) {
    if (in.take("(")) {
      return group(flags);
    }
    if (in.take("\\")) {
      return escape(flags);
    }
    int c = in.next();
    out.append(
        switch (c) {
          case '.' -> flags.dotAll() ? "(?s:.)" : ".";
          case '^' -> flags.multiline() ? "(?<![^\\n])" : "^";
          case '$' -> flags.multiline() ? "(?m:$)" : "$";
          case '[' -> characters.set(flags);
          default -> RegexCharacters.literal(c);
        });
    return c == '^' || c == '$' ? RegexWidth.NONE : RegexWidth.ONE;
  }

  private RegexWidth escape(RegexFlags flags) {
    int c = in.peek();
    String place = characters.place(c, flags);
    if (!place.isEmpty()) {
      in.next();
      out.append(place);
      return RegexWidth.NONE;
    }
    String named = characters.named(c, flags);
    if (!named.isEmpty()) {
      in.next();
      out.append('[').append(named).append(']');
    } else if (c >= '1' && c <= '9') {
      int number = characters.reference(out);
      return number < 0 ? RegexWidth.ONE : reference(number);
    } else {
      out.append(RegexCharacters.literal(characters.escaped()));
    }
    return RegexWidth.ONE;
  }

  private RegexWidth reference(int number) {
    if (number >= groups.size()) {
      throw in.wrong("invalid group reference " + number);
    }
    if (!groups.get(number).closed()) {
      throw in.wrong("cannot refer to an open group");
    }
    out.append("(?:\\").append(groups.get(number).number()).append(')');
    return groups.get(number).width();
  }

  /// A group, after its parenthesis.
  private RegexWidth group(RegexFlags flags) {
    if (!in.take("?")) {
      return capturing(flags);
    }
    if (in.take("P<")) {
      String name = name(in.until(">"));
      if (names.putIfAbsent(name, groups.size()) != null) {
        throw in.wrong("redefinition of group name '" + name + "'");
      }
      return capturing(flags);
    }
    if (in.take("P=")) {
      return reference(numberOf(in.until(")")));
    }
    if (in.take("(")) {
      return conditional(flags);
    }
    if (in.looksAt("P")) {
      throw in.wrong("unknown extension ?P");
    }
    for (String sign : List.of("<=", "<!", "=", "!", ":", ">")) {
      if (in.take(sign)) {
        return around(sign, flags);
      }
    }
    return scoped(flags);
  }

  private String name(String name) {
    if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
      throw in.wrong("bad character in group name '" + name + "'");
    }
    return name;
  }

  private int numberOf(String name) {
    Integer number = names.get(name(name));
    if (number == null) {
      throw in.wrong("unknown group name '" + name + "'");
    }
    return number;
  }

  private RegexWidth capturing(RegexFlags flags) {
    int number = groups.size();
    groups.add(new Group(++numbered, RegexWidth.NONE, false));
    boolean marked = marks.containsKey(number);
    out.append(marked ? "((?:" : "(");
    RegexWidth width = alternatives(flags);
    groups.set(number, new Group(groups.get(number).number(), width, true));
    if (marked) {
      out.append(")()");
      placed.put(number, ++numbered);
    }
    close();
    return width;
  }

  private void close() {
    if (!in.take(")")) {
      throw in.wrong("missing ), unterminated subpattern");
    }
    out.append(')');
  }

  /// `(?(1)yes|no)`, after its second parenthesis.
  private RegexWidth conditional(RegexFlags flags) {
    String asks = in.until(")");
    int number = asks.matches("[0-9]{1,4}") ? Integer.parseInt(asks) : numberOf(asks);
    if (number == 0) {
      throw in.wrong("bad group number");
    }
    placed.putIfAbsent(number, 0);
    int mark = marks.getOrDefault(number, 0);
    out.append("(?:(?:\\").append(mark).append(')');
    RegexWidth width = sequence(flags);
    out.append("|(?!\\").append(mark).append(')');
    width = width.or(in.take("|") ? sequence(flags) : RegexWidth.NONE);
    if (in.looksAt("|")) {
      throw in.wrong("conditional backref with more than two branches");
    }
    close();
    return width;
  }

  /// Groups that remember nothing, and looks around.
  private RegexWidth around(String sign, RegexFlags flags) {
    out.append("(?").append(sign);
    RegexWidth width = alternatives(flags);
    if (sign.startsWith("<") && !width.isFixed()) {
      throw in.wrong("look-behind requires fixed-width pattern");
    }
    close();
    return sign.equals(":") || sign.equals(">") ? width : RegexWidth.NONE;
  }

  /// `(?i-s:…)`.
  private RegexWidth scoped(RegexFlags flags) {
    String on = in.take(FLAGS, FLAGS.length());
    String off = in.take("-") ? in.take("imsx", 4) : "";
    if (in.looksAt(")") && !on.isEmpty() && off.isEmpty()) {
      throw in.wrong("global flags not at the start of the expression");
    }
    if (!in.take(":")) {
      throw unknown();
    }
    if (off.chars().anyMatch(letter -> on.indexOf(letter) >= 0)) {
      throw in.wrong("bad inline flags: flag turned on and off");
    }
    RegexFlags within = flags.with(on, true).with(off, false);
    out.append(within.opening());
    RegexWidth width = alternatives(within);
    close();
    return width;
  }

  private PythonException unknown() {
    return in.ended()
        ? in.wrong("unexpected end of pattern")
        : in.wrong("unknown extension ?" + Character.toString(in.peek()));
  }
}
