package dev.runner.execute;

import dev.runner.journal.RunJournal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Brings the journal to the disk beside the run: whoever asks doesn't wait.
final class JournalSync implements AutoCloseable {
  private final RunJournal journal;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("journal").factory());
  private final AtomicBoolean asked = new AtomicBoolean();

  JournalSync(RunJournal journal) {
    this.journal = journal;
  }

  /// What was appended until now is to reach the disk soon.
  void ask() {
    if (asked.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            asked.set(false);
            journal.barrier();
          });
    }
  }

  /// Waits until it has.
  @Override
  public void close() {
    thread.close();
  }
}
