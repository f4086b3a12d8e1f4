package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file of ssh_config(5), line by line. A section reaches from `Host` or `Match` to the next one;
/// only lines of the host's own section are touched.
final class SshSections {
  private static final Pattern OPTION = Pattern.compile("(\\s*)([^\\s=#]+)(\\s*=\\s*|\\s+)(.*)");
  private static final Set<String> MANY = Set.of("identityfile", "localforward", "remoteforward");

  private final List<String> lines;

  private SshSections(List<String> lines) {
    this.lines = lines;
  }

  static SshSections of(String text) {
    return new SshSections(new ArrayList<>(FileText.lines(text)));
  }

  /// The whole file.
  String text() {
    return String.join("", lines);
  }

  /// A line that sets something.
  ///
  /// @param name in lower case
  private record Option(String indent, String name, String between, String value) {
    static @Nullable Option of(String line) {
      Matcher parts = OPTION.matcher(FileText.bare(line));
      return parts.matches() && !parts.group(2).startsWith("#")
          ? new Option(
              parts.group(1),
              parts.group(2).toLowerCase(Locale.ROOT),
              parts.group(3),
              parts.group(4).strip())
          : null;
    }

    boolean begins() {
      return name.equals("host") || name.equals("match");
    }

    boolean begins(String host) {
      return name.equals("host") && words(value).equals(words(host));
    }

    private static List<String> words(String text) {
      return List.of(text.strip().split("\\s+"));
    }

    boolean has(String wanted) {
      return value.equals(wanted) || value.equals('"' + wanted + '"');
    }
  }

  /// Where the sections of a host begin.
  private List<Integer> sections(String host) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Option option = Option.of(lines.get(i));
      if (option != null && option.begins(host)) {
        found.add(i);
      }
    }
    return found;
  }

  /// The line behind the last option of the section that begins there.
  private int end(int start) {
    int end = start + 1;
    for (int i = start + 1; i < lines.size(); i++) {
      Option option = Option.of(lines.get(i));
      if (option != null && option.begins()) {
        break;
      }
      end = option == null ? end : i + 1;
    }
    return end;
  }

  /// Sets options in the sections of a host, of which one is made if there is none.
  ///
  /// @return what the task tells of it
  Map<String, Object> set(String host, Map<String, String> options) {
    List<Integer> sections = sections(host);
    List<Object> differences = new ArrayList<>();
    for (int start : sections.reversed()) {
      Map<String, Object> old = options(start);
      options.forEach((name, value) -> set(start, name, value));
      Map<String, Object> now = options(start);
      if (!old.equals(now)) {
        differences.addFirst(Map.of(host, told(old, now)));
      }
    }
    boolean added = sections.isEmpty() && !options.isEmpty();
    if (added) {
      endLastLine();
      lines.add("Host " + host + "\n");
      options.forEach((name, value) -> lines.add("    %s %s\n".formatted(name, value)));
    }
    List<Object> changed = new ArrayList<>();
    differences.forEach(each -> changed.add(host));
    return told(added ? List.of(host) : List.of(), changed, List.of(), differences);
  }

  private static Map<String, Object> told(Map<String, Object> old, Map<String, Object> now) {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("old", old);
    both.put("new", now);
    return both;
  }

  /// Removes the sections of a host.
  ///
  /// @return what the task tells of it
  Map<String, Object> remove(String host) {
    List<Object> removed = new ArrayList<>();
    for (int start : sections(host).reversed()) {
      lines.subList(start, end(start)).clear();
      removed.add(host);
    }
    return told(List.of(), List.of(), removed, List.of());
  }

  private static Map<String, Object> told(
      List<?> added, List<?> changed, List<?> removed, List<?> differences) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("hosts_added", added);
    told.put("hosts_changed", changed);
    told.put("hosts_removed", removed);
    told.put("hosts_change_diff", differences);
    return told;
  }

  /// The options of a section: of one that stands there twice the first counts, as for ssh.
  private Map<String, Object> options(int start) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (String line : lines.subList(start + 1, end(start))) {
      Option option = Option.of(line);
      if (option != null && MANY.contains(option.name())) {
        List<Object> all = new ArrayList<>();
        if (options.get(option.name()) instanceof List<?> others) {
          all.addAll(others);
        }
        all.add(option.value());
        options.put(option.name(), all);
      } else if (option != null) {
        options.putIfAbsent(option.name(), option.value());
      }
    }
    return options;
  }

  private void set(int start, String name, String value) {
    List<Integer> there = new ArrayList<>();
    int end = end(start);
    String indent = "    ";
    for (int i = start + 1; i < end; i++) {
      Option option = Option.of(lines.get(i));
      if (option != null) {
        indent = option.indent();
        if (option.name().equals(name)) {
          there.add(i);
        }
      }
    }
    if (there.isEmpty()) {
      endLine(end - 1);
      lines.add(end, "%s%s %s\n".formatted(indent, name, value));
      return;
    }
    boolean many = MANY.contains(name);
    if (there.stream().limit(many ? Long.MAX_VALUE : 1).anyMatch(i -> has(i, value))) {
      return;
    }
    int first = there.getFirst();
    String line = FileText.bare(lines.get(first));
    Matcher parts = OPTION.matcher(line);
    if (parts.matches()) {
      lines.set(first, line.substring(0, parts.start(4)) + value + "\n");
    }
    if (many) {
      there.reversed().stream().limit(there.size() - 1L).forEach(i -> lines.remove((int) i));
    }
  }

  private boolean has(int line, String value) {
    Option option = Option.of(lines.get(line));
    return option != null && option.has(value);
  }

  private void endLastLine() {
    if (!lines.isEmpty()) {
      endLine(lines.size() - 1);
    }
  }

  private void endLine(int number) {
    if (!lines.get(number).endsWith("\n")) {
      lines.set(number, lines.get(number) + "\n");
    }
  }
}
