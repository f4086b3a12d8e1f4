package dev.runner.modules.python;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What pip is told to do with packages, and what became of it.
///
/// @param wanted all requirements that count here
/// @param where words for pip that the requirements file has, for when it isn't given to pip itself
record PipRun(PipTask task, Interpreter interpreter, List<Requirement> wanted, List<Object> where) {

  private static final String BEGINS = "Installing collected packages: ";

  /// What uv says on standard error of a package that it would install.
  private static final Pattern UV_INSTALLS = Pattern.compile("^ \\+ (\\S+)==(\\S+)$");

  /// Requirements that aren't satisfied.
  List<Requirement> open(Probe host) {
    Fulfilment fulfilled = Fulfilment.read(host, interpreter, base(), wanted);
    return wanted.stream().filter(each -> !fulfilled.isSatisfied(each)).toList();
  }

  private RemotePath base() {
    return task.folder().orElse(RemotePath.of("/"));
  }

  Plan remove() {
    List<String> there =
        wanted.stream()
            .map(Requirement::name)
            .filter(interpreter.packages()::containsKey)
            .distinct()
            .toList();
    if (there.isEmpty()) {
      return Plan.unchanged("not installed");
    }
    Command command = acts("uninstall", "-y").and(there.toArray());
    return Plan.changes(Step.run("remove " + String.join(", ", there), command).anyStatus())
        .after((outputs, now) -> verify(outputs, now, Instant.MAX));
  }

  /// @param whole whether the requirements file may be given to pip as it is; not where packages
  ///   without metadata must be left alone
  Plan install(Probe host, List<Requirement> missing, boolean whole) {
    Pending<Instant> start = host.later(new Question.Clock());
    List<Object> words = new ArrayList<>(List.of("install"));
    words.addAll(task.options());
    words.addAll(task.state().words());
    boolean file = whole && task.other().revision().isEmpty();
    words.addAll(file ? List.of() : where);
    words.addAll(file ? everything() : each(missing));
    List<String> names = missing.stream().map(Requirement::text).toList();
    // To foresee packages that are used in place, pip would build in their directory.
    boolean tells = wanted.stream().noneMatch(Requirement::editable) && interpreter.foresees();
    Optional<Output> asked =
        tells ? Optional.of(host.look(in(dryRun(words)))) : fetched(host, missing);
    if (asked.isPresent() && !asked.get().ok()) {
      PipTrouble trouble = PipTrouble.of(asked.get());
      return Plan.refuse(trouble.sentence(), trouble.remedy()).with("missing", names);
    }
    List<String> report = tells ? asked.map(PipRun::report).orElse(List.of()) : List.of();
    if (tells && report.isEmpty()) {
      return Plan.unchanged("nothing is to be installed").with("missing", List.of());
    }
    List<String> shown = report.isEmpty() ? names : report;
    return Plan.changes(
            Step.run("install " + String.join(", ", shown), in(acts(words.toArray()))).anyStatus())
        .after((outputs, now) -> verify(outputs, now, start.get()))
        .predicting("missing", names)
        .predicting("would_install", report);
  }

  /// Where pip can't say what it would do, a deploy at least wants to know beforehand whether the
  /// index has what is missing.
  private Optional<Output> fetched(Probe host, List<Requirement> missing) {
    List<Requirement> plain = missing.stream().filter(each -> !each.editable()).toList();
    if (task.other().revision().isEmpty() || plain.isEmpty() || interpreter.uv().isPresent()) {
      return Optional.empty();
    }
    List<Object> words = new ArrayList<>(interpreter.fetching(host.scratch().resolve("work")));
    words.addAll(task.options());
    words.addAll(where);
    words.addAll(each(plain));
    interpreter.steward().ifPresent(steward -> host.lookLater(steward.workshop(host.scratch())));
    Output output = host.look(in(interpreter.asksPip(words.toArray())));
    // An option that only `install` has says nothing about the index.
    return Optional.of(output).filter(said -> !said.err().contains("no such option"));
  }

  private Command acts(Object... words) {
    Command command = task.masked(interpreter.actsPip(words));
    return task.breaks() ? command.with("PIP_BREAK_SYSTEM_PACKAGES", "1") : command;
  }

  private Command in(Command command) {
    return task.folder().map(command::in).orElse(command);
  }

  private Command dryRun(List<Object> words) {
    Command command = interpreter.asksPip(words.toArray());
    return (task.breaks() ? command.with("PIP_BREAK_SYSTEM_PACKAGES", "1") : command)
        .and(
            interpreter.uv().isPresent()
                ? new Object[] {"--dry-run", "--no-cache"}
                : new Object[] {"--dry-run", "--quiet", "--no-cache-dir", "--report", "-"});
  }

  private List<Object> everything() {
    List<Object> words = new ArrayList<>();
    task.requirements().ifPresent(file -> words.addAll(List.of("-r", file)));
    task.names().forEach(each -> words.addAll(words(each)));
    return words;
  }

  private static List<Object> each(List<Requirement> missing) {
    List<Object> words = new ArrayList<>();
    missing.forEach(each -> words.addAll(words(each.text())));
    return words;
  }

  private static List<String> words(String requirement) {
    return requirement.startsWith("-e ")
        ? List.of("-e", requirement.substring(3).strip())
        : List.of(requirement.replaceFirst("\\s+--hash.*$", ""));
  }

  /// Packages in pip's installation report (pip's documentation, "Installation Report").
  private static List<String> report(Output output) {
    List<String> found = new ArrayList<>();
    output
        .err()
        .lines()
        .map(UV_INSTALLS::matcher)
        .filter(Matcher::matches)
        .forEach(m -> found.add(m.group(1) + " " + m.group(2)));
    int start = output.out().indexOf('{');
    if (start >= 0
        && Json.parse(output.out().substring(start)) instanceof Map<?, ?> report
        && report.get("install") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> item && item.get("metadata") instanceof Map<?, ?> data) {
          found.add(data.get("name") + " " + data.get("version"));
        }
      }
    }
    return found;
  }

  /// @param start before pip began
  private Answer verify(Outputs outputs, Probe now, Instant start) {
    Interpreter after = InterpreterReading.read(now, interpreter.python(), interpreter.steward());
    List<String> difference = difference(interpreter, after);
    Output output = outputs.last();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("installed", difference);
    values.put("stdout", output.stdout().lenientText());
    values.put("stderr", output.stderr().lenientText());
    if (!output.ok()) {
      return difference.isEmpty() && begun(output).isEmpty()
          ? failed(output, values)
          : swept(output, after, start, values);
    }
    Fulfilment fulfilled = Fulfilment.read(now, after, base(), wanted);
    List<String> left =
        wanted.stream()
            .filter(each -> !each.name().isEmpty())
            .filter(each -> after.packages().containsKey(each.name()))
            .filter(each -> fulfilled.isSatisfied(each) == (task.state() == PackageState.ABSENT))
            .map(Requirement::text)
            .toList();
    if (!left.isEmpty()) {
      return Finished.failed("pip said it is done, but it isn't: " + String.join(", ", left))
          .changedWhen(!difference.isEmpty());
    }
    return Finished.changed(String.join(", ", difference))
        .changedWhen(!difference.isEmpty() || reinstalled(output))
        .withAll(values);
  }

  private static Finished failed(Output output, Map<String, Object> values) {
    PipTrouble trouble = PipTrouble.of(output);
    return Finished.failed(trouble.sentence() + "; " + trouble.remedy())
        .changedWhen(!List.of().equals(values.get("installed")))
        .withAll(values);
  }

  /// Takes away what an installation that broke off left of new packages: pip would list them as
  /// installed, and so would the next run.
  private Answer swept(
      Output output, Interpreter broken, Instant start, Map<String, Object> values) {
    List<Object> words = Leftovers.sweep(interpreter, broken, begun(output), start);
    return Plan.changes(
            Step.run("remove what the failed installation left", interpreter.acts(words.toArray()))
                .anyStatus())
        .after(
            (ignored, now) -> {
              values.put(
                  "installed",
                  difference(
                      interpreter,
                      InterpreterReading.read(now, interpreter.python(), interpreter.steward())));
              return failed(output, values);
            });
  }

  /// What pip had begun to install.
  private static List<String> begun(Output output) {
    return output
        .out()
        .lines()
        .filter(line -> line.startsWith(BEGINS))
        .flatMap(line -> Stream.of(line.substring(BEGINS.length()).split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"))
        .toList();
  }

  /// What is installed from a path or by force is new, though its version may be the same.
  private boolean reinstalled(Output output) {
    boolean tells =
        task.state() == PackageState.FORCEREINSTALL
            || (task.requirements().isEmpty()
                && task.names().stream().noneMatch(PipRun::isVersioned));
    return tells && output.out().contains("Successfully installed");
  }

  private static boolean isVersioned(String name) {
    return name.matches("(?:-e )?(?:svn|git|hg|bzr)\\+.*");
  }

  private static List<String> difference(Interpreter one, Interpreter other) {
    Map<String, String> before = one.packages();
    Map<String, String> after = other.packages();
    Map<String, String> lines = new LinkedHashMap<>();
    before.forEach(
        (name, version) -> {
          if (!after.containsKey(name)) {
            lines.put(name, "- %s %s".formatted(name, version));
          }
        });
    after.forEach(
        (name, version) -> {
          String old = before.get(name);
          if (old == null) {
            lines.put(name, "+ %s %s".formatted(name, version));
          } else if (!old.equals(version)) {
            lines.put(name, "%s %s → %s".formatted(name, old, version));
          }
        });
    other.inPlace().stream()
        .filter(place -> !one.inPlace().contains(place))
        .forEach(place -> lines.put(place, "in place " + place));
    return List.copyOf(lines.values());
  }
}
