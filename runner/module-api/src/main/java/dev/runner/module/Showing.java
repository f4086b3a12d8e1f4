package dev.runner.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Plans and steps as text: what `--check` shows and what golden plans of tests hold. Secrets are
/// masked.
public final class Showing {
  private static final int LONGEST_DIFF = 500_000;

  private Showing() {}

  /// A plan, a line for its kind and reason or for each step, commands behind `$` and diffs
  /// indented.
  public static List<String> lines(Answer answer) {
    return switch (answer) {
      case Plan.Unchanged plan -> List.of("unchanged: " + plan.because());
      case Plan.Learned plan -> List.of("learned: " + plan.because());
      case Plan.Await plan -> List.of("await: " + plan.what() + " (" + until(plan.until()) + ")");
      case Plan.Refused plan ->
          plan.remedy().isEmpty()
              ? List.of("refused: " + plan.because())
              : List.of("refused: " + plan.because(), "  → " + plan.remedy());
      case Plan.Unknown plan -> List.of("unknown: " + plan.because());
      case Finished finished ->
          List.of(
              (finished.failed() ? "failed: " : finished.changed() ? "changed: " : "ok: ")
                  + finished.message());
      case Plan.Changes plan -> {
        List<String> lines = new ArrayList<>();
        plan.steps().forEach(step -> lines.addAll(lines(step)));
        yield List.copyOf(lines);
      }
    };
  }

  /// A step: its title, then its command and its diff, indented.
  public static List<String> lines(Step step) {
    List<String> lines = new ArrayList<>();
    lines.add(step.title());
    String command = command(step);
    if (!command.isEmpty()) {
      command.lines().forEach(line -> lines.add("  $ " + line));
    }
    diff(step).lines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  /// The command of a step; empty if it has none.
  public static String command(Step step) {
    return switch (step) {
      case Step.Run run ->
          run.command()
              + run.otherwise().map(undo -> "\n" + undo + "   # if that fails").orElse("");
      case Step.Dialogue dialogue -> dialogue.command().toString();
      case Step.Rsync rsync -> rsync.call().command().toString();
      case Step.Detach detach -> detach.command().toString();
      case Step.Reconnect reconnect -> reconnect.first().map(Command::toString).orElse("");
      case Step.Http http -> http.request().method() + " " + http.request().url();
      case Step.Wait wait -> "until " + until(wait.until());
      case Step.Write write -> "";
      case Step.Upload upload -> "";
      case Step.Fetch fetch -> "";
      case Step.Directory directory -> "";
      case Step.Link link -> "";
      case Step.Attribute attribute -> "";
      case Step.Delete delete -> "";
      case Step.Move move -> "";
      case Step.Copy copy -> "";
      case Step.OnControl control -> "";
    };
  }

  /// What a step changes: a unified diff of contents, or attributes before and after. Empty if
  /// there is nothing to compare.
  public static String diff(Step step) {
    return switch (step) {
      case Step.Write write -> contents(write);
      case Step.Attribute attribute -> attributes(attribute.before(), attribute.after());
      case Step.Directory directory -> attributes(Attributes.NONE, directory.attributes());
      case Step.Link link ->
          "%s -> %s".formatted(link.path(), link.target()) + (link.symbolic() ? "" : " (hard)");
      case Step.Upload upload -> attributes(Attributes.NONE, upload.attributes());
      case Step.Copy copy -> attributes(Attributes.NONE, copy.attributes());
      case Step.Run run -> "";
      case Step.Rsync rsync -> "";
      case Step.Dialogue dialogue -> "";
      case Step.Detach detach -> "";
      case Step.Reconnect reconnect -> "";
      case Step.Http http -> "";
      case Step.Wait wait -> "";
      case Step.Fetch fetch -> "";
      case Step.Delete delete -> "";
      case Step.Move move -> "";
      case Step.OnControl control -> "";
    };
  }

  private static String contents(Step.Write write) {
    Content before = write.before().orElse(Content.of(""));
    Content after = write.after();
    if (before.isSecret() || after.isSecret()) {
      return before.equals(after) ? "" : "(the content is secret, and differs)";
    }
    if (before.size() + (long) after.size() > LONGEST_DIFF) {
      return "(the content is too long to be compared here: %d bytes before, %d after)"
          .formatted(before.size(), after.size());
    }
    Optional<String> old = before.text();
    Optional<String> young = after.text();
    if (old.isEmpty() || young.isEmpty()) {
      return "(binary content: %d bytes before, %d after)".formatted(before.size(), after.size());
    }
    List<String> lines = new ArrayList<>();
    List<String> hunks = Diff.unified(old.get(), young.get());
    if (!hunks.isEmpty()) {
      lines.add("--- " + (write.before().isPresent() ? write.path() : "/dev/null"));
      lines.add("+++ " + write.path());
      lines.addAll(hunks);
    }
    String attributes = attributes(Attributes.NONE, write.attributes());
    if (!attributes.isEmpty()) {
      lines.add(attributes);
    }
    return String.join("\n", lines);
  }

  private static String attributes(Attributes before, Attributes after) {
    List<String> lines = new ArrayList<>();
    change("owner", before.owner(), after.owner(), lines);
    change("group", before.group(), after.group(), lines);
    change("mode", before.mode(), after.mode(), lines);
    change("accessed", before.accessed(), after.accessed(), lines);
    change("modified", before.modified(), after.modified(), lines);
    return String.join("\n", lines);
  }

  private static void change(
      String name, Optional<?> before, Optional<?> after, List<String> lines) {
    if (after.isPresent() && !after.equals(before)) {
      lines.add(
          before.isPresent()
              ? "%s: %s → %s".formatted(name, before.get(), after.get())
              : "%s: %s".formatted(name, after.get()));
    }
  }

  /// What is waited for, as a phrase.
  public static String until(Until until) {
    return switch (until) {
      case Until.Succeeds it -> it.command() + " succeeds";
      case Until.Present it -> it.path() + " is there";
      case Until.Absent it -> it.path() + " is gone";
      case Until.Matches it -> "%s has a line that matches %s".formatted(it.path(), it.regex());
      case Until.Gone it -> "process " + it.pid() + " is gone";
      case Until.Open it -> "port %s:%d is open".formatted(it.address(), it.port());
      case Until.Closed it -> "port %s:%d is closed".formatted(it.address(), it.port());
      case Until.Reached it -> "it is " + it.instant();
      case Until.All it -> joined(it.parts(), " and ");
      case Until.Any it -> joined(it.parts(), " or ");
    };
  }

  private static String joined(List<Until> parts, String word) {
    return String.join(word, parts.stream().map(Showing::until).toList()).strip();
  }

  /// The kind of a plan in one word, for messages: `unchanged`, `changes`.
  public static String kind(Answer answer) {
    return answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
