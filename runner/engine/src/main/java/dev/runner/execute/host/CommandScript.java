package dev.runner.execute.host;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileBytes;
import dev.runner.module.Quoting;
import dev.runner.transport.Script;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A command as text of a shell: the one place where words are quoted. The text ends with `exec`,
/// so it belongs into a shell of its own. Secret parts of environment and input reach the program
/// by builtins of the shell; those of another user's environment by the pipe that it reads from.
final class CommandScript {
  /// Functions of the library that the text may call.
  static final Set<String> FUNCTIONS = Set.of("timeout", "as");

  /// What looking at things sets, so that it changes nothing and speaks a known language.
  private static final Map<String, Text> LOOKING =
      Map.of(
          "LC_ALL", plain("C"),
          "GIT_OPTIONAL_LOCKS", plain("0"),
          "PYTHONDONTWRITEBYTECODE", plain("1"));

  private static final String PARAMETER = "%s";
  private static final Pattern NAME = Pattern.compile("\\$\\{?0");

  private final Command command;
  private final Map<String, Text> environment;
  private final Kind kind;

  private enum Kind {
    ACTING,
    /// With the first parameter of the function around it.
    CHECKING,
    LOOKING
  }

  private CommandScript(Command command, Map<String, Text> environment, Kind kind) {
    this.command = command;
    this.environment = environment;
    this.kind = kind;
  }

  /// A command that changes things.
  static CommandScript acting(Command command, Map<String, Text> task) {
    return new CommandScript(command, merged(Map.of(), task, command), Kind.ACTING);
  }

  /// A command that only looks.
  static CommandScript looking(Command command, Map<String, Text> task) {
    return new CommandScript(command, merged(LOOKING, task, command), Kind.LOOKING);
  }

  /// The same, where `%s` in a word stands for the first parameter of the function it is in.
  CommandScript withParameter() {
    return new CommandScript(command, environment, Kind.CHECKING);
  }

  private static Map<String, Text> merged(
      Map<String, Text> first, Map<String, Text> task, Command command) {
    Map<String, Text> all = new LinkedHashMap<>(first);
    all.putAll(task);
    all.putAll(command.environment());
    return all;
  }

  private static Text plain(String text) {
    return Text.of(text, Marks.NONE);
  }

  /// Assignments that let this environment hold for what follows.
  static Script exports(Map<String, Text> environment) {
    Script.Builder text = new Script.Builder();
    environment.forEach(
        (name, value) -> {
          if (isName(name)) {
            text.add("export " + name + "=");
            add(text, Quoting.quote(value.value()), value.isSecret());
            text.add("\n");
          }
        });
    return text.build();
  }

  /// The command with what it reads.
  Script withInput() {
    Optional<Content> input = input();
    Script.Builder script = new Script.Builder();
    if (input.isPresent()) {
      script.add(Contents.printed(input.get())).add(" 2>/dev/null | ");
    }
    script.add("(\n").add(text()).add("\n)");
    return input.isPresent() ? script.build() : script.add(" </dev/null").build();
  }

  /// What the text reads, if anything: a line for each secret that it hands on, then what the
  /// command reads.
  Optional<Content> input() {
    List<Text> handed = handed();
    if (handed.isEmpty()) {
      return command.stdin();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Text secret : handed) {
      String line = secret.value().replace("\\", "\\\\").replace("\n", "\\n") + "\n";
      bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
    command.stdin().ifPresent(content -> bytes.writeBytes(content.bytes()));
    return Optional.of(Content.of(bytes.toByteArray()).asSecret());
  }

  private List<Text> handed() {
    return command.user().isEmpty()
        ? List.of()
        : environment.entrySet().stream()
            .filter(each -> isName(each.getKey()) && each.getValue().isSecret())
            .map(Map.Entry::getValue)
            .toList();
  }

  /// The command without what it reads.
  Script text() {
    if (command.user().isEmpty()) {
      Script.Builder script = new Script.Builder();
      environment.forEach((name, value) -> export(script, name, value));
      return script.add(rest()).build();
    }
    Script.Builder inner =
        new Script.Builder()
            .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n");
    environment.forEach(
        (name, value) -> {
          if (isName(name) && value.isSecret()) {
            inner.add("IFS= read -r rn_v; %1$s=$(printf '%%b_' \"$rn_v\")\n".formatted(name));
            inner.add("export %1$s=\"${%1$s%%_}\"\n".formatted(name));
          } else {
            export(inner, name, value);
          }
        });
    Script text = inner.add(rest()).build();
    boolean secret = command.words().stream().anyMatch(Text::isSecret);
    Script.Builder script = new Script.Builder();
    script.add("rn_as " + Quoting.quote(command.user().get()) + " ");
    add(script, Quoting.quote(FileBytes.decode(text.reveal())), secret);
    return script.build();
  }

  private Script rest() {
    Script.Builder text = new Script.Builder();
    command.directory().ifPresent(d -> text.add("cd -P -- " + FileNames.word(d) + " || exit 1\n"));
    command.umask().ifPresent(mask -> text.add("umask " + Quoting.quote(mask.text()) + "\n"));
    if (isShellText()) {
      return here(text);
    }
    text.add("exec ");
    command.deadline().ifPresent(time -> text.add(timeout(time)));
    foreign(text);
    String gap = "";
    for (Text word : command.words()) {
      text.add(gap);
      add(text, quoted(word.value()), word.isSecret());
      gap = " ";
    }
    return text.build();
  }

  /// Whether a question is a text for `sh`, which the shell that is there can run as well as
  /// another, unless it is after the name that it goes by.
  private boolean isShellText() {
    List<Text> words = command.words();
    return kind == Kind.LOOKING
        && words.size() > 2
        && words.get(0).value().equals("sh")
        && words.get(1).value().equals("-c")
        && !NAME.matcher(words.get(2).value()).find()
        && command.user().isEmpty()
        && command.deadline().isEmpty()
        && environment.keySet().stream().allMatch(CommandScript::isName);
  }

  private Script here(Script.Builder text) {
    List<Text> words = command.words();
    text.add("set --");
    for (Text word : words.subList(Math.min(4, words.size()), words.size())) {
      text.add(" ");
      add(text, quoted(word.value()), word.isSecret());
    }
    Text lines = words.get(2);
    text.add("\neval ");
    add(text, Quoting.quote(" " + lines.value()), lines.isSecret());
    return text.build();
  }

  private String timeout(Duration time) {
    long seconds = Math.max(1, time.plusMillis(999).toSeconds());
    return command.user().isPresent()
        ? "timeout -k 3 " + seconds + " "
        : "$(rn_timeout " + seconds + ") ";
  }

  /// Names that a shell can't export (with a dot or a dash) go by `env`.
  private void foreign(Script.Builder text) {
    List<Map.Entry<String, Text>> odd =
        environment.entrySet().stream().filter(each -> !isName(each.getKey())).toList();
    if (!odd.isEmpty()) {
      text.add("env -- ");
      odd.forEach(
          each ->
              add(
                  text,
                  Quoting.quote(each.getKey() + "=" + each.getValue().value()) + " ",
                  each.getValue().isSecret()));
    }
  }

  private static void export(Script.Builder script, String name, Text value) {
    if (isName(name)) {
      script.add("export " + name + "=");
      add(script, Quoting.quote(value.value()), value.isSecret());
      script.add("\n");
    }
  }

  private static void add(Script.Builder script, String text, boolean secret) {
    if (secret) {
      script.add(Secret.of(text));
    } else {
      script.add(text);
    }
  }

  private static boolean isName(String name) {
    return name.matches("[a-zA-Z_][a-zA-Z0-9_]*");
  }

  private String quoted(String word) {
    if (kind != Kind.CHECKING || !word.contains(PARAMETER)) {
      return Quoting.quote(word);
    }
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = word.indexOf(PARAMETER); at >= 0; at = word.indexOf(PARAMETER, from)) {
      text.append(at == from ? "" : Quoting.quote(word.substring(from, at))).append("\"$1\"");
      from = at + PARAMETER.length();
    }
    return text + (from == word.length() ? "" : Quoting.quote(word.substring(from)));
  }
}
