package dev.runner.template.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What templates ask about files of the control machine besides their content.
public interface Disk {

  /// Whether there is a symbolic link, dangling or not.
  boolean isLink(Path path);

  /// Whether a file system is mounted here.
  boolean isMount(Path path);

  /// Whether both paths lead to one file.
  boolean isSame(Path one, Path other) throws IOException;

  /// The path without symbolic links, as far as it exists.
  Path real(Path path);

  /// When the file was last changed.
  Instant modified(Path file) throws IOException;

  /// The name of the file's owner, or the number if there is no name.
  String owner(Path file) throws IOException;

  /// What is at a path, links not followed.
  ///
  /// @param state `file`, `directory` or `link`; empty for anything else
  /// @param target where a link leads, as it is written; empty for anything else
  /// @param mode the twelve bits of permission
  /// @param owner its name, or the number if there is none; the same for the group
  record Entry(
      String state,
      String target,
      long uid,
      long gid,
      String owner,
      String group,
      int mode,
      long size,
      Instant modified,
      Instant changed) {}

  /// What is at a path, links not followed.
  Entry entry(Path path) throws IOException;

  /// The home directory of a user; empty if there is no such user.
  Optional<String> home(String user);

  /// Writes a new file that only its owner may read, with the directories that it needs
  /// (`lookup('password')` keeps what it made up).
  ///
  /// Where a link leads to nothing yet, the file is made there.
  ///
  /// @return false if the file is there already; then nothing is written
  boolean create(Path file, String content) throws IOException;

  /// Puts a file that only its owner may read in the place of another, as a whole. Where a link
  /// leads is what is replaced.
  void replace(Path file, String content) throws IOException;

  /// Does something with a file while nobody else of this run does (what is read stays so until it
  /// is written).
  <T> T alone(Path file, Supplier<T> work);

  /// The name of this machine.
  static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return addressName();
    }
  }

  private static String addressName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /// The disk of this machine.
  static Disk local() {
    Map<Path, Lock> locks = new ConcurrentHashMap<>();
    return new Disk() {
      @Override
      public boolean isLink(Path path) {
        return Files.isSymbolicLink(path);
      }

      @Override
      public boolean isMount(Path path) {
        return LocalDisk.isMount(path);
      }

      @Override
      public boolean isSame(Path one, Path other) throws IOException {
        return Files.isSameFile(one, other);
      }

      @Override
      public Path real(Path path) {
        return LocalDisk.real(path);
      }

      @Override
      public Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
      }

      @Override
      public String owner(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
      }

      @Override
      public Entry entry(Path path) throws IOException {
        return LocalDisk.entry(path);
      }

      @Override
      public Optional<String> home(String user) {
        return LocalDisk.home(user);
      }

      @Override
      public boolean create(Path file, String content) throws IOException {
        return LocalDisk.create(file, content);
      }

      @Override
      public void replace(Path file, String content) throws IOException {
        LocalDisk.replace(file, content);
      }

      @Override
      public <T> T alone(Path file, Supplier<T> work) {
        Lock lock = locks.computeIfAbsent(real(file), path -> new ReentrantLock());
        lock.lock();
        try {
          return work.get();
        } finally {
          lock.unlock();
        }
      }
    };
  }
}
