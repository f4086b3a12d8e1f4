package dev.runner.execute.host;

import dev.runner.module.Attributes;
import dev.runner.module.Quoting;
import dev.runner.module.Step;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Uploads that follow each other and travel as one stream of tar. It is unpacked into a private
/// directory beside the places of the files; from there each file takes its place by a rename, in
/// the order of the steps.
final class Shipment {
  /// Functions of the library that the text calls.
  static final List<String> FUNCTIONS = List.of("unpack", "ship");

  /// The exit status of a host without tar. Nothing has been done then.
  static final int NO_TAR = 69;

  private static final int MOST_FILES = 2000;

  /// All these go onto one command line.
  private static final int FILES_AT_ONCE = 400;

  /// What is replaced is copied once more on the host, which is too much for a large file.
  private static final long LARGEST = 1 << 20;

  /// Files of one directory with the same attributes.
  private record Group(String directory, Attributes attributes, boolean backup) {}

  private final String nonce;
  private final List<Step.Upload> uploads;
  private final Map<String, String> rooms = new LinkedHashMap<>();

  private Shipment(List<Step.Upload> uploads, String nonce) {
    this.nonce = nonce;
    this.uploads = uploads;
    for (Step.Upload upload : uploads) {
      String directory = directory(upload);
      String room = "/.runner-%s-%d".formatted(nonce, rooms.size());
      rooms.putIfAbsent(directory, (directory.equals("/") ? "" : directory) + room);
    }
  }

  /// The uploads from this index on that can travel together, if they are more than one.
  ///
  /// @param nonce text that no file on the host is named by
  static Optional<Shipment> starting(List<Step> steps, int first, String nonce) {
    List<Step.Upload> uploads = new ArrayList<>();
    Set<String> places = new HashSet<>();
    for (Step step : steps.subList(first, Math.min(steps.size(), first + MOST_FILES))) {
      if (step instanceof Step.Upload upload
          && fits(upload)
          && places.add(upload.path().normalized().text())) {
        uploads.add(upload);
      } else {
        break;
      }
    }
    return uploads.size() > 1 ? Optional.of(new Shipment(uploads, nonce)) : Optional.empty();
  }

  private static boolean fits(Step.Upload upload) {
    String path = upload.path().text();
    Attributes attributes = upload.attributes();
    return path.startsWith("/")
        && !path.endsWith("/")
        && path.equals(upload.path().normalized().text())
        && upload.validate().isEmpty()
        && !upload.inPlace()
        && attributes.accessed().isEmpty()
        && attributes.modified().isEmpty()
        && size(upload) <= LARGEST;
  }

  private static long size(Step.Upload upload) {
    try {
      return upload.source().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String directory(Step.Upload upload) {
    return upload.path().parent().text();
  }

  List<Step.Upload> uploads() {
    return uploads;
  }

  /// What the host reads. The mark comes last, so that a stream that was cut is told from a whole
  /// one.
  InputStream stream() {
    List<TarStream.Entry> entries = new ArrayList<>();
    for (Step.Upload upload : uploads) {
      entries.add(
          new TarStream.Entry(
              member(room(upload), upload.path().name()),
              size(upload),
              () -> upload.source().open()));
    }
    entries.add(
        new TarStream.Entry(
            member(rooms.values().iterator().next(), mark()), 0, InputStream::nullInputStream));
    return new TarStream(entries);
  }

  private static String member(String room, String name) {
    return room.substring(1) + "/" + name;
  }

  private String room(Step.Upload upload) {
    return java.util.Objects.requireNonNull(rooms.get(directory(upload)));
  }

  private String mark() {
    return ".runner-" + nonce;
  }

  /// The part of the script: it ends a frame for each file, up to the first that fails.
  Script text() {
    String words = String.join(" ", rooms.values().stream().map(Quoting::quote).toList());
    Script.Builder text = new Script.Builder();
    text.add("(\nrn_d=" + Quoting.quote(words) + "\n");
    text.add("trap 'eval \"rm -rf -- $rn_d\"' EXIT\ntrap 'exit 143' HUP INT TERM PIPE\n");
    text.add("(rn_unpack %s %s) <&8 || { rn_end; exit 1; }\n".formatted(mark(), words));
    int from = 0;
    while (from < uploads.size()) {
      int end = from + 1;
      while (end < uploads.size()
          && end - from < FILES_AT_ONCE
          && group(uploads.get(end)).equals(group(uploads.get(from)))) {
        end++;
      }
      text.add(ship(uploads.subList(from, end)));
      from = end;
    }
    return text.add(") || exit 0\n").build();
  }

  private static Group group(Step.Upload upload) {
    return new Group(directory(upload), upload.attributes(), upload.backup());
  }

  private String ship(List<Step.Upload> same) {
    Step.Upload first = same.getFirst();
    Attributes attributes = first.attributes();
    StringBuilder call =
        new StringBuilder(
            "rn_ship %s %s %s %s %d"
                .formatted(
                    Quoting.quote(room(first)),
                    Quoting.quote(directory(first)),
                    Steps.owner(attributes),
                    Steps.mode(attributes),
                    first.backup() ? 1 : 0));
    same.forEach(each -> call.append(' ').append(Quoting.quote(each.path().name())));
    return call.append('\n').toString();
  }
}
