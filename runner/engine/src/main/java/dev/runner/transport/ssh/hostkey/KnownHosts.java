package dev.runner.transport.ssh.hostkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The files of known hosts, read once as long as they don't change. Safe for use by many threads.
public final class KnownHosts {
  private record Version(FileTime time, long size, Lines lines) {}

  /// The lines of a file, found by name: with a thousand hosts, to try each line for each of them
  /// takes seconds.
  ///
  /// @param others those that must be tried
  private record Lines(Map<String, List<KnownHost>> named, List<KnownHost> others) {
    static final Lines NONE = new Lines(Map.of(), List.of());

    static Lines of(List<KnownHost> all) {
      Lines lines = new Lines(new HashMap<>(), new ArrayList<>());
      for (KnownHost line : all) {
        List<String> names = line.names();
        if (names.isEmpty()) {
          lines.others().add(line);
        }
        for (String name : Set.copyOf(names)) {
          lines.named().computeIfAbsent(name, key -> new ArrayList<>()).add(line);
        }
      }
      return lines;
    }

    /// Those about a host, in the order of the file.
    List<KnownHost> about(String name) {
      List<KnownHost> found = new ArrayList<>(named.getOrDefault(name, List.of()));
      for (KnownHost line : others) {
        if (line.about(name)) {
          found.add(line);
        }
      }
      found.sort(Comparator.comparingInt(KnownHost::line));
      return found;
    }
  }

  private final Map<Path, Version> read = new HashMap<>();

  /// The name by which a host stands in these files: `host`, or `[host]:port` unless it is port 22.
  public static String name(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }

  /// The lines of some files that are about a host. Files that don't exist hold nothing.
  ///
  /// @throws IOException if one exists and can't be read
  synchronized List<KnownHost> about(String name, List<Path> files) throws IOException {
    List<KnownHost> found = new ArrayList<>();
    for (Path file : files) {
      found.addAll(lines(file).about(name));
    }
    return found;
  }

  private Lines lines(Path file) throws IOException {
    BasicFileAttributes state;
    try {
      state = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Lines.NONE;
    }
    Version known = read.get(file);
    if (known == null
        || !known.time().equals(state.lastModifiedTime())
        || known.size() != state.size()) {
      known = new Version(state.lastModifiedTime(), state.size(), Lines.of(parse(file)));
      read.put(file, known);
    }
    return known.lines();
  }

  private static List<KnownHost> parse(Path file) throws IOException {
    List<KnownHost> lines = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      number++;
      KnownHost.read(line, file, number).ifPresent(lines::add);
    }
    return lines;
  }

  /// Adds a host's key to a file, unless another connection has done so by now. What isn't a
  /// regular file, such as `/dev/null`, keeps nothing.
  ///
  /// @param hashed whether the name is written as a hash
  synchronized void add(Path file, String name, HostKey key, boolean hashed) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return;
    }
    if (about(name, List.of(file)).stream().noneMatch(line -> line.key().equals(key))) {
      append(file, (hashed ? HashedName.of(name) : name) + " " + key.type() + " " + key.base64());
      read.remove(file);
    }
  }

  /// In one write at the file's end, so that other processes that do the same don't mix with it.
  private static void append(Path file, String line) throws IOException {
    String text = (endsUnfinished(file) ? "\n" : "") + line + "\n";
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            mode("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static boolean endsUnfinished(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }

  private static FileAttribute<?> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
