package dev.runner.template.ports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// How the disk of this machine answers what needs more than one call.
public final class LocalDisk {
  /// As many as Linux follows.
  private static final int MOST_LINKS = 40;

  private LocalDisk() {}

  /// A mount is on another device than its parent; links are none.
  static boolean isMount(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.isSymbolicLink(absolute) || !Files.exists(absolute)) {
      return false;
    }
    Path parent = real(absolute).getParent();
    if (parent == null) {
      return true;
    }
    try {
      return !Files.getAttribute(absolute, "unix:dev")
          .equals(Files.getAttribute(parent, "unix:dev"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  static Path real(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path parent = absolute.getParent();
      Path name = absolute.getFileName();
      return parent == null || name == null
          ? absolute.normalize()
          : real(parent).resolve(name).normalize();
    }
  }

  static Disk.Entry entry(Path path) throws IOException {
    PosixFileAttributes read =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean link = read.isSymbolicLink();
    String state =
        link ? "link" : read.isDirectory() ? "directory" : read.isRegularFile() ? "file" : "";
    return new Disk.Entry(
        state,
        link ? Files.readSymbolicLink(path).toString() : "",
        number(path, "uid"),
        number(path, "gid"),
        read.owner().getName(),
        read.group().getName(),
        (int) number(path, "mode") & 07777,
        read.size(),
        read.lastModifiedTime().toInstant(),
        ((FileTime) unix(path, "ctime")).toInstant());
  }

  private static long number(Path path, String name) throws IOException {
    return ((Number) unix(path, name)).longValue();
  }

  private static Object unix(Path path, String name) throws IOException {
    return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  static Optional<String> home(String user) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.UTF_8);
      return lines.stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 5 && fields[0].equals(user))
          .map(fields -> fields[5])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void replace(Path file, String content) throws IOException {
    Path target = target(file);
    Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      create(beside, content);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside); // it holds a secret
    }
  }

  /// Where links lead, be there something or not.
  private static Path target(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(path); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    return path;
  }

  static boolean create(Path file, String content) throws IOException {
    Path target = target(file);
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (var channel =
        Files.newByteChannel(
            target,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
