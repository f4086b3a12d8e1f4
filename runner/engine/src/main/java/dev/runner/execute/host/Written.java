package dev.runner.execute.host;

import dev.runner.execute.ahead.Answered;
import dev.runner.execute.ahead.Keeping;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.Question;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the last of some steps leaves in a file, so that nobody has to ask what is in it.
record Written(Identity who, Step.Write write) {

  /// The file that the last step writes, if that leaves owner, group and mode as they are.
  static Optional<Written> by(Identity who, List<Step> steps) {
    return !steps.isEmpty()
            && steps.getLast() instanceof Step.Write write
            && write.attributes().equals(Attributes.NONE)
        ? Optional.of(new Written(who, write))
        : Optional.empty();
  }

  /// How the host would answer after the step. Only who could read the file before can read it
  /// then.
  Optional<Answered<?>> answer(Question<?> question, Knowledge known) {
    return question instanceof Question.Read read
            && read.path().equals(write.path())
            && write.after().size() <= Math.min(read.limit(), Keeping.SMALL)
            && wasRead(read, known)
        ? Optional.of(Answered.of(Optional.of(Content.of(write.after().bytes()))))
        : Optional.empty();
  }

  private boolean wasRead(Question.Read read, Knowledge known) {
    return known
        .last(who, Map.of(), read)
        .flatMap(Answered::value)
        .filter(Optional::isPresent)
        .isPresent();
  }
}
