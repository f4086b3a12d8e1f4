package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HttpByUsTest {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean used = new AtomicBoolean();

  /// Never answers.
  private ByteChannel channel() {
    return new ByteChannel() {
      @Override
      public int read(ByteBuffer into) {
        used.set(true);
        return -1;
      }

      @Override
      public int write(ByteBuffer from) {
        used.set(true);
        from.position(from.limit());
        return from.limit();
      }

      @Override
      public boolean isOpen() {
        return closed.getCount() > 0;
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  @Test
  void aConnectionThatComesTooLateIsClosedUnused() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    HostSession late =
        (HostSession)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostSession.class},
                (self, method, arguments) -> {
                  assertTrue(method.getName().equals("forward"), method.getName());
                  over.await();
                  return channel();
                });
    HttpReply reply =
        new HttpByUs(late, new Identity.Login(), Library.load())
            .ask(
                HttpRequest.get("http://server/").within(Duration.ofMillis(1)),
                new Proxies("", "", ""));
    assertFalse(reply.answered());
    over.countDown();
    assertTrue(closed.await(30, TimeUnit.SECONDS), "it was left open");
    assertFalse(used.get(), "nobody wants the answer any more");
  }
}
