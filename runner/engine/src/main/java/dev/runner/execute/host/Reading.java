package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Reads the answers to single questions.
final class Reading {
  private Reading() {}

  static Optional<Content> content(Question.Read read, Block block) {
    int end = Bytes.find(block.out(), new byte[] {'\n'}, 0);
    String letter = end == 1 ? String.valueOf((char) block.out()[0]) : "";
    return switch (letter) {
      case "A" -> Optional.empty();
      case "d" -> throw new ProbeException(read.path() + " is a directory");
      case "s" ->
          throw new ProbeException(
              read.path() + " is no regular file (a pipe, a socket or a device): it isn't read");
      case "D" -> throw unreadable(read.path(), "Permission denied");
      case "F" -> {
        byte[] bytes = Arrays.copyOfRange(block.out(), 2, block.out().length);
        if (bytes.length > read.limit()) {
          throw new ProbeException(
              "%s is larger than %d bytes".formatted(read.path(), read.limit()));
        }
        if (block.status() != 0) {
          if (block.complaint().contains("No such file")) {
            yield Optional.empty();
          }
          throw unreadable(read.path(), block.complaint());
        }
        yield Optional.of(Content.of(bytes));
      }
      default -> throw unreadable(read.path(), block.complaint());
    };
  }

  private static ProbeException unreadable(RemotePath path, String why) {
    return new ProbeException("%s can't be read: %s".formatted(path, why));
  }

  static Optional<RemotePath> which(Block block) {
    return block.out().length == 0 ? Optional.empty() : Optional.of(RemotePath.of(block.text()));
  }

  static Instant clock(Block block) {
    String[] parts = block.text().strip().split(" ");
    if (block.status() != 0 || !parts[0].matches("\\d+")) {
      throw new ProbeException("the host doesn't say what time it is: " + block.complaint());
    }
    boolean fine = parts.length > 1 && parts[1].matches("\\d{9}");
    return Instant.ofEpochSecond(Long.parseLong(parts[0]), fine ? Long.parseLong(parts[1]) : 0);
  }

  static long free(Question.Free free, Block block) {
    String[] parts = block.text().strip().split("\\s+");
    if (block.status() != 0 || parts.length != 4) {
      throw new ProbeException(
          "the free space at %s can't be found out: %s".formatted(free.path(), block.complaint()));
    }
    // What is kept for root is free for root.
    return Long.parseLong(parts[1]) * Long.parseLong(parts["0".equals(parts[0]) ? 3 : 2]);
  }

  static Output output(Block block, Instant began, Duration took) {
    return new Output(
        block.status(), Content.of(block.out()), Content.of(block.err()), began, took);
  }
}
