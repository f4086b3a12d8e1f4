package dev.runner.journal;

import dev.runner.event.EventJson;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A journal in one file of the control machine: a line of JSON for each entry, readable by the
/// user alone. The first key of each line is `v`, the version of the format.
public final class FileJournal implements RunJournal {
  private static final int VERSION = 1;
  private static final int LONGEST_LINE = 1 << 16;

  private final String run;
  private final Path file;
  private final FileChannel channel;
  private final ReentrantLock writing = new ReentrantLock();

  private FileJournal(String run, Path file, FileChannel channel) {
    this.run = run;
    this.file = file;
    this.channel = channel;
  }

  /// Starts the journal of a run in this folder, which is made if need be.
  public static FileJournal start(Path folder, String run) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve(run + ".jsonl");
    FileChannel channel =
        FileChannel.open(
            file,
            java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new FileJournal(run, file, channel);
  }

  /// Where the journal is.
  public Path file() {
    return file;
  }

  @Override
  public String run() {
    return run;
  }

  @Override
  public void event(RunEvent event) {
    if (!(event instanceof RunEvent.Progress)) {
      append(EventJson.of(event));
    }
  }

  @Override
  public void intent(String attempt, String host, String task, List<String> steps) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "intent");
    line.put("attempt", attempt);
    line.put("host", host);
    line.put("task", task);
    line.put("steps", steps);
    append(line);
  }

  @Override
  public void outcome(String attempt, String result) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "outcome");
    line.put("attempt", attempt);
    line.put("result", result);
    append(line);
  }

  private void append(Map<String, Object> entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("v", VERSION);
    line.put("at", Instant.now().toString());
    line.putAll(entry);
    String text = Json.line(line);
    if (text.length() > LONGEST_LINE) {
      line.put("cut", (long) text.length());
      line.computeIfPresent("outcome", (key, outcome) -> shortened(outcome));
      line.remove("steps");
      text = Json.line(line);
    }
    write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// An outcome keeps its kind and reason, whatever else it held.
  private static Object shortened(Object outcome) {
    Map<String, Object> kept = new LinkedHashMap<>();
    if (outcome instanceof Map<?, ?> map) {
      for (String key : List.of("kind", "reason", "took", "handled")) {
        Object value = map.get(key);
        if (value != null) {
          String text = value.toString();
          kept.put(key, text.length() > 1000 ? text.substring(0, 1000) : value);
        }
      }
    }
    return kept;
  }

  private void write(ByteBuffer bytes) {
    writing.lock();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be written", e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void barrier() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be written", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be written", e);
    }
  }
}
