package dev.runner.catalog;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.ControlFile;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A module some of whose paths begin at a home (`~`, `~ann`) or hold variables of the host's
/// environment (`$HOME`, `${XDG_DATA_HOME}`): the host is asked what they stand for, and then the
/// module plans with what it said. What isn't there stays as it was written, as in Ansible.
///
/// @param written the module as it was bound
/// @param shapes how records are made
record HostPaths(TaskModule written, Shapes shapes) implements TaskModule {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})");
  private static final Pattern HOME = Pattern.compile("~([^/]*)");
  private static final char END = '\1';

  /// Prints `+` and the value, or `-`, of each variable.
  private static final String VALUES =
      """
      for n; do eval "if [ -n \\"\\${$n+set}\\" ]; then printf '+%s\\001' \\"\\$$n\\"; else printf '%s\\001' -; fi"; done
      """;

  /// What knows how records are made.
  interface Shapes {
    /// The shape of a record's class.
    RecordShape of(Class<?> type);
  }

  /// Whether the host has to be asked what this path is.
  static boolean isOpen(String text) {
    return text.startsWith("~") || VARIABLE.matcher(text).find();
  }

  @Override
  public Plan plan(Probe host) {
    return onHost(host).plan(host);
  }

  @Override
  public Plan compared(Probe host) {
    return onHost(host).compared(host);
  }

  @Override
  public Optional<Plan> impossible(Probe host) {
    return onHost(host).impossible(host);
  }

  private TaskModule onHost(Probe host) {
    Set<String> open = new LinkedHashSet<>();
    map(written, false, text -> collect(open, text));
    Map<String, String> variables = variables(host, open);
    Map<String, String> paths = new LinkedHashMap<>();
    open.forEach(text -> paths.put(text, replaced(text, variables)));
    Map<String, String> homes = homes(host, paths.values());
    paths.replaceAll((text, path) -> atHome(path, homes));
    return (TaskModule) map(written, false, text -> paths.getOrDefault(text, text));
  }

  @Override
  public boolean foreseeable() {
    return written.foreseeable();
  }

  @Override
  public String unforeseen() {
    return written.unforeseen();
  }

  private static String collect(Set<String> open, String text) {
    if (isOpen(text)) {
      open.add(text);
    }
    return text;
  }

  private static Map<String, String> variables(Probe host, Set<String> open) {
    Set<String> names = new LinkedHashSet<>();
    open.forEach(text -> VARIABLE.matcher(text).results().forEach(each -> names.add(name(each))));
    if (names.isEmpty()) {
      return Map.of();
    }
    List<Object> words = new ArrayList<>(List.of("sh", "-c", VALUES, "variables"));
    words.addAll(names);
    Output said = host.ask(new Question.Look(Command.of(words), true));
    Map<String, String> values = new HashMap<>();
    String[] parts = said.out().split(String.valueOf(END), -1);
    int index = 0;
    for (String name : names) {
      String part = index < parts.length ? parts[index++] : "";
      if (part.startsWith("+")) {
        values.put(name, part.substring(1));
      }
    }
    return values;
  }

  private static String name(java.util.regex.MatchResult variable) {
    return variable.group(1) == null ? variable.group(2) : variable.group(1);
  }

  private static String replaced(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            each -> Matcher.quoteReplacement(variables.getOrDefault(name(each), each.group())));
  }

  private static Map<String, String> homes(Probe host, Iterable<String> paths) {
    Map<String, Pending<Optional<Account>>> asked = new LinkedHashMap<>();
    Optional<Pending<Account>> self = Optional.empty();
    for (String path : paths) {
      Matcher start = HOME.matcher(path);
      if (!start.lookingAt()) {
        continue;
      }
      String user = start.group(1);
      if (user.isEmpty()) {
        self = self.or(() -> Optional.of(host.later(new Question.Self())));
      } else {
        asked.computeIfAbsent(user, name -> host.later(new Question.User(name)));
      }
    }
    Map<String, String> homes = new HashMap<>();
    self.ifPresent(account -> homes.put("", account.get().home().text()));
    asked.forEach(
        (user, account) -> account.get().ifPresent(of -> homes.put(user, of.home().text())));
    return homes;
  }

  private static String atHome(String path, Map<String, String> homes) {
    Matcher start = HOME.matcher(path);
    @Nullable String home = start.lookingAt() ? homes.get(start.group(1)) : null;
    if (home == null) {
      return path;
    }
    String rest = path.substring(start.end());
    return home.equals("/") && !rest.isEmpty() ? rest : home + rest;
  }

  /// What changes a text.
  private interface Change {
    String of(String text);
  }

  /// The value with its paths changed.
  ///
  /// @param path whether text is a path
  private Object map(Object value, boolean path, Change change) {
    return switch (value) {
      case RemotePath remote -> RemotePath.of(change.of(remote.text()));
      case SourcePath source -> new Source(source, RemotePath.of(change.of(source.text())));
      case String text when path -> change.of(text);
      case Optional<?> some -> some.map(inner -> map(inner, path, change));
      case List<?> list -> list.stream().map(item -> map(item, path, change)).toList();
      case Map<?, ?> all -> {
        Map<Object, Object> changed = new LinkedHashMap<>();
        all.forEach((key, inner) -> changed.put(key, map(inner, path, change)));
        yield changed;
      }
      case Record record when isOfModule(record) ->
          shapes
              .of(record.getClass())
              .with(record, (component, each) -> map(each, component.path(), change));
      default -> value;
    };
  }

  /// Records of parameters are the modules' own; the values of the language aren't looked into.
  private static boolean isOfModule(Record record) {
    return !record.getClass().getPackageName().equals(RemotePath.class.getPackageName())
        && !record.getClass().getPackageName().startsWith("dev.runner.values");
  }

  /// A path that is on the host where the module says so.
  private record Source(SourcePath written, RemotePath onHost) implements SourcePath {
    @Override
    public String text() {
      return written.text();
    }

    @Override
    public ControlFile onControl() {
      return written.onControl();
    }
  }
}
