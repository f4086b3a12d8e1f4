package dev.runner.modules.django;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.Optional;

/// Where a dump of a site's database goes: found out before anything is done, since a deploy asks
/// for the dump when the site is already down.
///
/// @param file the dump
record DumpPlace(RemotePath file) {

  /// Why the owner of the site can't write it there.
  Optional<Plan.Refused> obstacle(Probe host, ManagePy manage) {
    RemotePath folder = file.parent();
    Pending<FileStat> old = host.later(new Question.Stat(file, true));
    Pending<FileStat> above = host.later(new Question.Stat(folder, true));
    // A directory that another task would make in a check run isn't there to be asked.
    Pending<Output> there = host.lookLater(Command.of("test", "-e", folder));
    Pending<Output> open = host.lookLater(manage.steward().asks(Command.of("test", "-w", folder)));
    if (old.get().isDirectory()) {
      return Optional.of(
          Plan.refuse(file + " is a directory", "name the file that the dump goes into"));
    }
    if (!above.get().isDirectory()) {
      return Optional.of(
          Plan.refuse(
              "there is no directory %s for the dump".formatted(folder),
              "make it, or name another file"));
    }
    return open.get().ok() || !there.get().ok()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "%s, who dumps the database, may not write in %s"
                    .formatted(manage.steward().tree().owner(), folder),
                "name a file in a directory of that user's"));
  }
}
