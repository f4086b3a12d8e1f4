package dev.runner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// While a run goes on, Ctrl-C and SIGTERM don't kill it: it is asked to stop, pays what it owes,
/// and then the process ends.
final class Interruption implements AutoCloseable {
  private static final long LONGEST_MINUTES = 15;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean stopping;

  /// Guards what the current thread does from now on.
  Interruption() {
    Thread run = Thread.currentThread();
    this.hook = new Thread(() -> stop(run), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop(Thread run) {
    stopping = true;
    run.interrupt();
    try {
      over.await(LONGEST_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      // nobody interrupts a hook; should somebody, the process ends at once
    }
    System.out.flush();
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
  }

  /// Whether the process is about to end.
  boolean isStopping() {
    return stopping;
  }

  /// The run is over, and all is written.
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, by this very hook
    }
  }
}
