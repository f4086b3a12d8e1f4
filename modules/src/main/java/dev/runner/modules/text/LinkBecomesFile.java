package dev.runner.modules.text;

import dev.runner.module.Attributes;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.Optional;

/// A file that is edited through a link that isn't to be followed: first a copy of the file takes
/// the link's place, and what the link led to stays as it is.
///
/// @param link the path of the link
/// @param file what it leads to
record LinkBecomesFile(RemotePath link, FileStat file) {

  /// The same edit of the copy.
  Plan.Changes before(Plan.Changes edit) {
    RemotePath beside = link.parent().resolve("." + link.name() + ".runner-new");
    Attributes same =
        Attributes.of(
            Optional.of("" + file.uid()),
            Optional.of("" + file.gid()),
            Optional.of(FileMode.of(file.mode())));
    return edit.preceded(new Step.Move("put it in place of the link " + link, beside, link))
        .preceded(
            new Step.Copy(
                "copy what the link %s leads to".formatted(link),
                link,
                beside,
                same,
                Optional.empty(),
                false,
                false));
  }
}
