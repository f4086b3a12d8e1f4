package dev.runner.jinja;

import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parser notes while it reads: which loops and macros use their special names, whether
/// lists or dicts may be changed, and which filters and tests there aren't.
final class Usage {
  /// The special names that a loop's or macro's body uses.
  static final class Names {
    private boolean loop;
    private boolean varargs;
    private boolean kwargs;
    private boolean caller;

    boolean loop() {
      return loop;
    }

    boolean varargs() {
      return varargs;
    }

    boolean kwargs() {
      return kwargs;
    }

    boolean caller() {
      return caller;
    }
  }

  private record Unresolved(JinjaException mistake, int start) {}

  private final Environment environment;
  private final List<Names> open = new ArrayList<>(2);
  private final List<Unresolved> forgivable = new ArrayList<>(0);
  private final List<Unresolved> certain = new ArrayList<>(0);
  private boolean changes;

  Usage(Environment environment) {
    this.environment = environment;
  }

  Names enter() {
    Names names = new Names();
    open.add(names);
    return names;
  }

  void leave() {
    open.removeLast();
  }

  void name(String name) {
    switch (name) {
      case "loop" -> {
        for (Names names : open) {
          names.loop = true;
        }
      }
      case "varargs" -> {
        for (Names names : open) {
          names.varargs = true;
        }
      }
      case "kwargs" -> {
        for (Names names : open) {
          names.kwargs = true;
        }
      }
      case "caller" -> {
        for (Names names : open) {
          names.caller = true;
        }
      }
      default -> {}
    }
  }

  void unresolved(String kind, String name, Spot at) {
    Iterable<String> known =
        kind.equals("filter") ? environment.filterNames() : environment.testNames();
    String nearest = Nearest.among(name, known);
    JinjaException mistake =
        new JinjaException(
            JinjaException.Kind.SYNTAX,
            "No " + kind + " named '" + name + "'.",
            at.place(),
            null,
            nearest,
            null);
    forgivable.add(new Unresolved(mistake, at.start()));
  }

  /// The same for a name that leads nowhere.
  void unresolved(PythonException why, Spot at) {
    JinjaException mistake =
        new JinjaException(
            JinjaException.Kind.SYNTAX,
            String.valueOf(why.getMessage()),
            at.place(),
            null,
            null,
            why);
    forgivable.add(new Unresolved(mistake, at.start()));
  }

  /// An attribute or constant item is asked for: maybe a method that changes its list or dict.
  void attribute(String name) {
    changes |= ListMethods.changes(name) || DictMethods.changes(name);
  }

  /// Another template becomes part of this one, whatever is in it.
  void otherTemplate() {
    changes = true;
  }

  /// Whether the template may change a list or dict.
  boolean changes() {
    return changes;
  }

  /// A mark to return to.
  int mark() {
    return forgivable.size();
  }

  /// A branch that may not be taken was read since the mark: what isn't there is forgiven until it
  /// is used. Ansible before 2.19 doesn't.
  void forgive(int mark) {
    if (environment.language() != Language.ANSIBLE_2_14) {
      forgivable.subList(mark, forgivable.size()).clear();
    }
  }

  /// A piece with a scope of its own was read since the mark: nothing in it is forgiven for what is
  /// around it.
  void insist(int mark) {
    List<Unresolved> inside = forgivable.subList(mark, forgivable.size());
    certain.addAll(inside);
    inside.clear();
  }

  /// The first filter or test that there isn't, unless all are forgiven.
  @Nullable JinjaException mistake() {
    insist(0);
    Unresolved first = null;
    for (Unresolved each : certain) {
      first = first == null || each.start < first.start ? each : first;
    }
    return first == null ? null : first.mistake;
  }
}
