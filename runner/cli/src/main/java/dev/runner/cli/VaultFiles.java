package dev.runner.cli;

import dev.runner.inventory.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Files that a vault's content is read from, written to and edited in. Plain text on the disk is
/// for the user's eyes only.
final class VaultFiles {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path here;
  private final InputStream in;
  private final PrintWriter out;
  private final boolean ownsTerminal;

  /// @param ownsTerminal whether an editor may have the process's own input and output
  VaultFiles(Path here, InputStream in, PrintWriter out, boolean ownsTerminal) {
    this.here = here.toAbsolutePath().normalize();
    this.in = in;
    this.out = out;
    this.ownsTerminal = ownsTerminal;
  }

  /// From where to where; nothing means standard input or output.
  record Job(Optional<Path> from, Optional<Path> to) {}

  /// What is to be done for these files.
  ///
  /// @param output `--output`, or empty
  List<Job> jobs(List<String> names, String output) {
    if (!output.isEmpty() && names.size() > 1) {
      throw new BadOptions("--output takes one file, and %d are given".formatted(names.size()));
    }
    List<Job> jobs = new ArrayList<>();
    for (String name : names.isEmpty() ? List.of("-") : names) {
      Optional<Path> from = stream(name);
      jobs.add(new Job(from, output.isEmpty() ? from : stream(output)));
    }
    return jobs;
  }

  private Optional<Path> stream(String name) {
    return name.equals("-") ? Optional.empty() : Optional.of(path(name));
  }

  Path path(String name) {
    return here.resolve(name);
  }

  boolean exists(Path file) {
    return Files.exists(file);
  }

  byte[] read(Optional<Path> from) {
    try {
      return from.isPresent() ? read(from.get()) : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input can't be read", e);
    }
  }

  byte[] read(Path file) {
    try {
      return file.endsWith("-") && !Files.exists(file)
          ? in.readAllBytes()
          : Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' can't be read".formatted(file), e);
    }
  }

  void print(byte[] content) {
    out.print(new String(content, StandardCharsets.UTF_8));
    out.flush();
  }

  void write(Optional<Path> to, byte[] content) {
    if (to.isPresent()) {
      write(to.get(), content);
    } else {
      print(content);
    }
  }

  /// Takes the place of the file at once; its permissions stay.
  void write(Path file, byte[] content) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path next = Files.createTempFile(real.getParent(), ".vault", "", PRIVATE);
      try {
        Files.write(next, content);
        if (Files.exists(real)) {
          Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
        }
        Files.move(next, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' can't be written".formatted(file), e);
    }
  }

  /// The content after the user has changed it by an editor.
  ///
  /// @param editor its command
  /// @param name of the file: its ending tells editors what it is
  byte[] edited(byte[] content, String editor, String name) {
    try {
      Path folder =
          Files.createTempDirectory(
              "runner-vault",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path file = Files.createFile(folder.resolve("plain" + ending(name)), PRIVATE);
      try {
        Files.write(file, content);
        edit(file, editor);
        return Files.readAllBytes(file);
      } finally {
        clear(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file can't be edited", e);
    }
  }

  /// Of the text, and of what the editor left beside it, nothing stays.
  private static void clear(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path each : left.toList()) {
        overwrite(each);
      }
    }
    Files.delete(folder);
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(dot) : "";
  }

  private void edit(Path file, String editor) throws IOException {
    List<String> words =
        new ArrayList<>(
            ShellWords.split(editor)
                .orElseThrow(
                    () ->
                        new BadOptions("a quote isn't closed in the editor's command: " + editor)));
    words.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(words).directory(here.toFile());
    if (ownsTerminal) {
      builder.inheritIO();
    } else {
      builder
          .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD);
    }
    Process process = builder.start();
    try {
      if (process.waitFor() != 0) {
        throw new VaultTrouble(
            "the editor %s ended with %d; nothing was changed"
                .formatted(editor, process.exitValue()));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BadOptions("interrupted while the editor ran; nothing was changed");
    }
  }

  private static void overwrite(Path file) throws IOException {
    Files.write(file, new byte[(int) Files.size(file)]);
    Files.delete(file);
  }
}
