package dev.runner.journal;

import dev.runner.event.EventJson;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final FileOutputStream
      out; // a channel would be closed when a task's thread is interrupted
  private final ReentrantLock writing = new ReentrantLock();

  private FileJournal(String run, Path file, FileOutputStream out) {
    this.run = run;
    this.file = file;
    this.out = out;
  }

  /// Starts the journal of a run in this folder, which is made if need be.
  public static FileJournal start(Path folder, String run) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve(run + ".jsonl");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new FileJournal(run, file, new FileOutputStream(file.toFile(), true));
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
    if (!(event instanceof RunEvent.Progress || event instanceof RunEvent.Polled)) {
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
    write((text + "\n").getBytes(StandardCharsets.UTF_8));
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

  private void write(byte[] bytes) {
    writing.lock();
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw trouble(e);
    } finally {
      writing.unlock();
    }
  }

  private UncheckedIOException trouble(IOException cause) {
    return new UncheckedIOException("the journal " + file + " can't be written", cause);
  }

  @Override
  public void barrier() {
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public void close() {
    barrier();
    try {
      out.close();
    } catch (IOException e) {
      throw trouble(e);
    }
  }
}
