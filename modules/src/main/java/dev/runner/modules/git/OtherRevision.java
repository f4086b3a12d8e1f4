package dev.runner.modules.git;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Parameters that name a revision of a checkout, one that isn't checked out, not even fetched yet.
public record OtherRevision(
    @Param("Revision that is looked into, instead of the one that is checked out.")
        Optional<String> revision,
    @Param("The checkout whose revision that is.") Optional<RemotePath> checkout,
    @Param(value = "Remote that the revision comes from.", byDefault = "origin") String remote,
    @Param(value = "Branch that the revision is on.", byDefault = "master") String branch) {

  /// The one that is checked out.
  public static final OtherRevision NONE =
      new OtherRevision(Optional.empty(), Optional.empty(), "origin", "master");

  public OtherRevision {
    if (revision.isPresent() && revision.get().startsWith("-")) {
      throw new BadParameter("revision", "'%s' is no revision".formatted(revision.get()));
    }
  }

  /// Where files of the checkout are to be read, or why they can't be.
  public sealed interface Source {
    record Here(Function<RemotePath, Optional<Content>> files) implements Source {}

    record Nowhere(Plan.Refused because) implements Source {}
  }

  /// Files as they are on the host, or in the revision if there is one.
  ///
  /// @param file one that will be read, and is asked for at once
  public Source source(Probe host, RemotePath file) {
    if (revision.isEmpty()) {
      Pending<Optional<Content>> first = host.later(new Question.Read(file, Probe.READ_LIMIT));
      return new Source.Here(path -> path.equals(file) ? first.get() : host.read(path));
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

  /// What the revision's commits change, or why that can't be had.
  public sealed interface Changes {
    record Known(Map<String, Character> files) implements Changes {}

    record Unknown(Plan.Refused because) implements Changes {}
  }

  /// What the revision's commits change in a checkout: paths, each with git's letter (`A` added,
  /// `D` deleted, else modified).
  ///
  /// @param directory the checkout if none is named
  public Changes changes(Probe host, RemotePath directory) {
    return switch (RevisionFiles.read(
        host, checkout.orElse(directory), remote, branch, revision.orElseThrow(), List.of())) {
      case RevisionFiles.Missing missing -> new Changes.Unknown(missing.because());
      case RevisionFiles.Found found -> new Changes.Known(found.more().changes());
    };
  }
}
