package dev.runner.modules.git;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An archive of the tree that is checked out.
record Archive(RemotePath file, Optional<String> prefix) {
  private static final Map<String, String> FORMATS =
      Map.of(".zip", "zip", ".tar.gz", "tar.gz", ".tgz", "tar.gz", ".tar", "tar");

  /// The format that the file's name asks for.
  Optional<String> format() {
    return FORMATS.entrySet().stream()
        .filter(each -> file.text().endsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Makes the archive where only questions write, and puts it in place if it differs.
  Answer ensure(Probe host, Checkout git, Finished before) {
    RemotePath work = host.scratch().resolve("work");
    RemotePath fresh = work.resolve("archive");
    Output workshop = host.look(git.steward().workshop(host.scratch()));
    List<Object> words = new ArrayList<>(List.of("archive", "--format=" + format().orElseThrow()));
    prefix.ifPresent(text -> words.add("--prefix=" + text));
    words.addAll(List.of("--output=" + fresh, "HEAD"));
    Output made = workshop.ok() ? host.look(git.asks(words.toArray())) : workshop;
    if (!made.ok()) {
      return Plan.refuse("git archive: " + made.lastWords(), "");
    }
    Pending<Optional<String>> is = host.later(new Question.Checksum(file, "sha1"));
    Pending<Optional<String>> wanted = host.later(new Question.Checksum(fresh, "sha1"));
    if (is.get().equals(wanted.get())) {
      return before.with("archive", file.text());
    }
    Step.Copy copy =
        new Step.Copy(
            (is.get().isPresent() ? "replace " : "make ") + file,
            fresh,
            file,
            Attributes.NONE,
            Optional.empty(),
            false);
    return Plan.changes(copy)
        .predictingAll(before.values())
        .predicting("archive", file.text())
        .after((outputs, now) -> Finished.changed(before.message()).withAll(before.values()));
  }
}
