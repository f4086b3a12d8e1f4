package dev.runner.execute.host;

import dev.runner.module.Command;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// A step that was shown in check mode instead of being applied.
///
/// @param task the name of its task
record ShownStep(Identity who, Step step, String task) {

  /// What it foretells that a command will say.
  Optional<Output> says(Command command) {
    List<String> words = words(command);
    return foretold().stream()
        .filter(Foretold.Says.class::isInstance)
        .map(Foretold.Says.class::cast)
        .filter(each -> each.more() ? begin(words, each.words()) : words.equals(each.words()))
        .map(Foretold.Says::output)
        .findFirst();
  }

  /// Whether it foretells that nobody knows what a command will say.
  boolean leavesOpen(Command command) {
    List<String> words = words(command);
    return foretold().stream()
        .filter(Foretold.Untold.class::isInstance)
        .map(Foretold.Untold.class::cast)
        .anyMatch(each -> begin(words, each.words()));
  }

  private static List<String> words(Command command) {
    return command.words().stream().map(Text::value).toList();
  }

  private static boolean begin(List<String> words, List<String> with) {
    return words.size() >= with.size() && words.subList(0, with.size()).equals(with);
  }

  /// Whether it changes nothing that another command of its program says, but for what it
  /// foretells.
  boolean foretells() {
    return !foretold().isEmpty();
  }

  List<Foretold> foretold() {
    return step instanceof Step.Run run ? run.foretold() : List.of();
  }

  /// Why something can't be known.
  String because(String what) {
    return "%s can't be known: the task \"%s\" wasn't applied (%s)"
        .formatted(what, task, step.title());
  }
}
