package dev.runner.modules.python;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.modules.git.RevisionFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Parameters that name a revision of a checkout, one that isn't checked out, not even fetched yet.
public record OtherRevision(
    @Param("Revision in which the requirements file is read, instead of the checked-out one.")
        Optional<String> revision,
    @Param("The checkout; where the requirements file is if left out.")
        Optional<RemotePath> checkout,
    @Param(value = "Remote that the revision comes from.", byDefault = "origin") String remote,
    @Param(value = "Branch that the revision is on.", byDefault = "master") String branch) {

  public OtherRevision {
    if (revision.isPresent() && revision.get().startsWith("-")) {
      throw new BadParameter("revision", "'%s' is no revision".formatted(revision.get()));
    }
  }

  /// Where files of the checkout are to be read, or why they can't be.
  sealed interface Source {
    record Here(Function<RemotePath, Optional<Content>> files) implements Source {}

    record Nowhere(Plan.Refused because) implements Source {}
  }

  /// Files as they are on the host, or in the revision if there is one.
  ///
  /// @param file one that will be read
  Source source(Probe host, RemotePath file) {
    if (revision.isEmpty()) {
      return new Source.Here(host::read);
    }
    String top = checkout.orElse(file.parent()).text() + "/";
    return switch (RevisionFiles.read(
        host, checkout.orElse(file.parent()), remote, branch, revision.get(), List.of())) {
      case RevisionFiles.Missing missing -> new Source.Nowhere(missing.because());
      case RevisionFiles.Found found ->
          new Source.Here(
              path ->
                  path.text().startsWith(top)
                      ? found.more().read(path.text().substring(top.length()))
                      : host.read(path));
    };
  }
}
