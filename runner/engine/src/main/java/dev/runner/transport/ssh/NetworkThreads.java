package dev.runner.transport.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.NoCloseExecutor;

/// The few threads that see to all connections. The one that hears of what came reads it as well;
/// MINA's own way hands it to another, which costs a change of threads for each packet, and
/// complains on the terminal if that one is gone already when a run ends.
final class NetworkThreads extends Nio2ServiceFactory {
  private final AsynchronousChannelGroup group;

  /// MINA waits for each TCP connection on a thread of its own; virtual ones don't run out when
  /// many hosts don't answer.
  private final CloseableExecutorService waiting;

  NetworkThreads(FactoryManager manager) {
    this(manager, new NoCloseExecutor(Executors.newVirtualThreadPerTaskExecutor()));
  }

  private NetworkThreads(FactoryManager manager, CloseableExecutorService waiting) {
    super(manager, null, waiting);
    this.waiting = waiting;
    try {
      group =
          AsynchronousChannelGroup.withFixedThreadPool(
              getNioWorkers(manager), Thread.ofPlatform().name("ssh-", 1).daemon().factory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    return autowireCreatedService(
        new Nio2Connector(this, getFactoryManager(), handler, group, waiting));
  }

  @Override
  protected void doCloseImmediately() {
    try {
      group.shutdownNow();
      group.awaitTermination(1, TimeUnit.SECONDS);
    } catch (IOException e) {
      log.debug("closing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      super.doCloseImmediately();
    }
  }
}
