package dev.runner.modules.packages.apt;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who signs a repository, as it stands in its file.
///
/// @param file a file with the key
/// @param text what is said: the file, or a key block, or fingerprints
/// @param steps that put the file there
record SignedBy(Optional<String> file, Optional<String> text, List<Step> steps) {
  private static final FileMode PLAIN = FileMode.of(0644);

  /// What was asked about it.
  sealed interface Asked {
    /// Nothing is to be asked.
    record Known(SignedBy signer) implements Asked {}

    /// A path, if there is a file; else words.
    record Path(String text, Pending<FileStat> stat) implements Asked {}

    /// A key to be downloaded.
    record Url(String url, Pending<HttpReply> reply, Pending<FileStat> folder) implements Asked {}

    /// Puts the questions.
    static Asked later(Probe host, Optional<String> signedBy) {
      String text = signedBy.orElse("");
      if (text.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+")) {
        return new Url(
            text,
            host.later(new Question.Http(HttpRequest.get(text))),
            host.later(new Question.Stat(Deb822Files.KEYRINGS, true)));
      }
      return text.matches("/[^\\n]*")
          ? new Path(text, host.later(new Question.Stat(RemotePath.of(text), true)))
          : new Known(said(signedBy));
    }
  }

  /// A key that can't be had.
  static final class NoKey extends Exception {
    private static final long serialVersionUID = 1;

    private NoKey(String because) {
      super(because);
    }

    Plan plan() {
      return Plan.refuse("Could not fetch signed_by key. " + getMessage(), "look at the URL");
    }
  }

  private static SignedBy said(Optional<String> text) {
    return new SignedBy(Optional.empty(), text, List.of());
  }

  /// Hears the answers.
  static SignedBy heard(Asked asked, Deb822Files files) throws NoKey {
    return switch (asked) {
      case Asked.Known known -> known.signer();
      case Asked.Path path ->
          path.stat().get().isFile()
              ? new SignedBy(Optional.of(path.text()), Optional.of(path.text()), List.of())
              : said(Optional.of(path.text()));
      case Asked.Url url -> downloaded(url, files);
    };
  }

  private static SignedBy downloaded(Asked.Url asked, Deb822Files files) throws NoKey {
    HttpReply reply = asked.reply().get();
    if (!reply.answered() || reply.status() >= 400) {
      throw new NoKey(asked.url() + " doesn't answer");
    }
    Content key = reply.body();
    boolean armored = key.lenientText().contains("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    Deb822Files.Looked file = files.key(armored);
    List<Step> steps = new ArrayList<>();
    Optional<Content> before = file.text().get();
    if (!before.equals(Optional.of(key))) {
      if (!asked.folder().get().isDirectory()) {
        steps.add(
            new Step.Directory(
                "make " + Deb822Files.KEYRINGS,
                Deb822Files.KEYRINGS,
                Attributes.ofMode(FileMode.of(0755))));
      }
      String title = "write " + file.path();
      steps.add(Step.write(title, file.path(), before, key, Attributes.ofMode(PLAIN)));
    } else {
      mode(file, PLAIN).ifPresent(steps::add);
    }
    Optional<String> path = Optional.of(file.path().text());
    return new SignedBy(path, path, steps);
  }

  /// What gives a file that is there the mode, unless it has it.
  static Optional<Step> mode(Deb822Files.Looked file, FileMode wanted) {
    int now = file.stat().get().mode();
    return now == wanted.applyTo(now, false, 0)
        ? Optional.empty()
        : Optional.of(
            new Step.Attribute(
                "set mode %s of %s".formatted(wanted, file.path()),
                file.path(),
                Attributes.ofMode(FileMode.of(now)),
                Attributes.ofMode(wanted),
                true));
  }
}
