package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection.Sink;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What comes of a user's command: which processes do it, its streams, its end, and then the end of
/// the copiers that carried the streams.
final class LiveAnswer {
  private final Sink toOut;
  private final Sink toErr;
  private final Answer command = new Answer();
  private final Answer copiers = new Answer();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private volatile @Nullable IOException unread;
  private volatile boolean outOver;
  private volatile boolean errOver;
  private volatile @Nullable Long group;
  private volatile @Nullable Long outCopier;
  private volatile @Nullable Long errCopier;

  LiveAnswer(Sink toOut, Sink toErr) {
    this.toOut = toOut;
    this.toErr = toErr;
  }

  /// The command's end.
  Answer command() {
    return command;
  }

  /// The end of everything; doesn't come while something that the command left keeps a stream open.
  Answer copiers() {
    return copiers;
  }

  /// Complete once the command's process group is there, and will read what comes.
  CompletableFuture<Void> begun() {
    return begun;
  }

  /// The command's process group, if it has begun.
  OptionalLong group() {
    return optional(group);
  }

  OptionalLong outCopier() {
    return optional(outCopier);
  }

  OptionalLong errCopier() {
    return optional(errCopier);
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /// What comes after the command's end is a straggler's.
  void out(byte[] buffer, int offset, int length) {
    if (!outOver) {
      toOut.accept(buffer, offset, length);
    }
  }

  void err(byte[] buffer, int offset, int length) {
    if (!errOver) {
      toErr.accept(buffer, offset, length);
    }
  }

  boolean outMarked(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "c" -> outCopier = Long.valueOf(words[1]);
      case "g" -> {
        group = Long.valueOf(words[1]);
        begun.complete(null);
      }
      case "m" -> {
        outOver = true;
        command.outEnded(words[1]);
      }
      default -> {
        copiers.outEnded("0");
        return true;
      }
    }
    return false;
  }

  boolean errMarked(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "c" -> errCopier = Long.valueOf(words[1]);
      case "m" -> {
        errOver = true;
        command.errEnded();
      }
      default -> {
        copiers.errEnded();
        return true;
      }
    }
    return false;
  }

  /// What the command is to read can't be read.
  void unread(IOException why) {
    unread = why;
    command.giveUp();
  }

  Optional<IOException> unread() {
    return Optional.ofNullable(unread);
  }

  void fail(ConnectException why) {
    begun.completeExceptionally(why);
    command.fail(why);
    copiers.fail(why);
  }
}
