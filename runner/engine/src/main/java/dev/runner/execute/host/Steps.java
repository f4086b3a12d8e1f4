package dev.runner.execute.host;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Steps as parts of a script.
final class Steps {
  /// A step as a part of a script.
  ///
  /// @param stream what it reads, where that is too much to stand in the script
  record Part(Script text, Collection<String> functions, Optional<Stream> stream) {
    static Part of(String text, String function) {
      return new Part(Script.of(text), List.of(function), Optional.empty());
    }
  }

  /// Opens what a part reads.
  @FunctionalInterface
  interface Stream {
    java.io.InputStream open() throws java.io.IOException;
  }

  private final Map<String, Text> environment;
  private final Library library;
  private final String nonce;

  /// @param nonce text that nothing on the host holds
  Steps(Map<String, Text> environment, Library library, String nonce) {
    this.environment = environment;
    this.library = library;
    this.nonce = nonce;
  }

  /// The step as a part of a script, if it can be one.
  Optional<Part> part(Step step) {
    return switch (step) {
      case Step.Write write -> Optional.of(write(write));
      case Step.Upload upload ->
          Optional.of(
              put(
                  upload.path(),
                  upload.attributes(),
                  upload.validate(),
                  upload.backup(),
                  upload.inPlace(),
                  new Source.Streamed(() -> upload.source().open(), size(upload))));
      case Step.Copy copy ->
          Optional.of(
              put(
                  copy.to(),
                  copy.attributes(),
                  copy.validate(),
                  copy.backup(),
                  copy.inPlace(),
                  new Source.OnHost(copy.from())));
      case Step.Directory directory -> Optional.of(directory(directory));
      case Step.Link link -> Optional.of(link(link));
      case Step.Attribute attribute -> Optional.of(attribute(attribute));
      case Step.Delete delete ->
          Optional.of(Part.of("rn_delete " + FileNames.word(delete.path()), "delete"));
      case Step.Move move ->
          Optional.of(
              Part.of(
                  "rn_rename %s %s"
                      .formatted(FileNames.word(move.from()), FileNames.word(move.to())),
                  "rename"));
      case Step.Run run -> Optional.empty();
      case Step.Dialogue dialogue -> Optional.empty();
      case Step.Detach detach ->
          Optional.of(
              new Part(
                  Detaching.script(detach, environment, library), List.of(), Optional.empty()));
      case Step.Reconnect reconnect -> Optional.empty();
      case Step.Fetch fetch -> Optional.empty();
      case Step.Rsync rsync -> Optional.empty();
      case Step.OnControl control -> Optional.empty();
      case Step.Http http ->
          Optional.of(
              new Part(
                  Requests.script(http.request(), environment, nonce),
                  Requests.FUNCTIONS,
                  Optional.empty()));
      case Step.Wait wait -> Optional.empty();
    };
  }

  private sealed interface Source {
    /// How many bytes it is, as a word; empty if that isn't known.
    String size();

    record Inline(Content content) implements Source {
      @Override
      public String size() {
        return Integer.toString(content.size());
      }
    }

    record Streamed(Stream stream, long bytes) implements Source {
      @Override
      public String size() {
        return Long.toString(bytes);
      }
    }

    record OnHost(RemotePath path) implements Source {
      @Override
      public String size() {
        return "''";
      }
    }
  }

  private Part write(Step.Write write) {
    Content content = write.after();
    Source source =
        Contents.fits(content)
            ? new Source.Inline(content)
            : new Source.Streamed(() -> new ByteArrayInputStream(content.bytes()), content.size());
    return put(
        write.path(),
        write.attributes(),
        write.validate(),
        write.backup(),
        write.inPlace(),
        source);
  }

  private Part put(
      RemotePath path,
      Attributes attributes,
      Optional<Command> validate,
      boolean backup,
      boolean inPlace,
      Source source) {
    Script.Builder text = new Script.Builder();
    validate.ifPresent(
        check ->
            text.add("rn_check() {\n")
                .add(CommandScript.acting(check, environment).withParameter().text())
                .add("\n}\n"));
    String call =
        "rn_put %s %s %s %d %d %s%s"
            .formatted(
                FileNames.word(path),
                owner(attributes),
                mode(attributes) + " " + times(attributes),
                backup ? 1 : 0,
                validate.isPresent() ? 1 : 0,
                source.size(),
                inPlace ? " 1" : "");
    Optional<Stream> stream = Optional.empty();
    switch (source) {
      case Source.Inline inline ->
          text.add("rn_content() { ")
              .add(Contents.printed(inline.content()))
              .add("; }\nrn_in=1\n")
              .add(call);
      case Source.Streamed streamed -> {
        stream = Optional.of(streamed.stream());
        text.add(call);
      }
      case Source.OnHost from -> {
        String word = FileNames.word(from.path());
        text.add("[ -f %1$s ] || rn_die %2$s\n".formatted(word, noFile(from.path())))
            .add(call + " <" + word);
      }
    }
    return new Part(text.build(), List.of("put", "timeout", "as"), stream);
  }

  private static long size(Step.Upload upload) {
    try {
      return upload.source().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String noFile(RemotePath path) {
    return Quoting.quote("there is no file %s to copy".formatted(path));
  }

  private static Part directory(Step.Directory directory) {
    Attributes attributes = directory.attributes();
    return Part.of(
        "rn_make %s %s %s %s"
            .formatted(
                FileNames.word(directory.path()),
                owner(attributes),
                mode(attributes),
                times(attributes)),
        "make");
  }

  private static Part link(Step.Link link) {
    String target =
        link.symbolic()
            ? Quoting.quote(link.target())
            : FileNames.word(RemotePath.of(link.target()));
    return Part.of(
        "rn_link %s %s %s"
            .formatted(FileNames.word(link.path()), target, link.symbolic() ? "s" : "h"),
        "link");
  }

  private static Part attribute(Step.Attribute attribute) {
    Attributes wanted = attribute.after();
    return Part.of(
        "rn_set %s %s %s %s %s"
            .formatted(
                FileNames.word(attribute.path()),
                attribute.follow() ? "F" : "N",
                owner(wanted),
                mode(wanted),
                times(wanted)),
        "set");
  }

  /// Owner and group as two words.
  static String owner(Attributes attributes) {
    return "%s %s".formatted(word(attributes.owner()), word(attributes.group()));
  }

  private static String word(Optional<String> text) {
    return Quoting.quote(text.orElse(""));
  }

  static String mode(Attributes attributes) {
    return word(attributes.mode().map(FileMode::forChmod));
  }

  /// Times of access and modification as two words.
  private static String times(Attributes attributes) {
    return "%s %s".formatted(time(attributes.accessed()), time(attributes.modified()));
  }

  private static String time(Optional<Instant> time) {
    return time.map(at -> "%d.%09d".formatted(at.getEpochSecond(), at.getNano())).orElse("''");
  }
}
