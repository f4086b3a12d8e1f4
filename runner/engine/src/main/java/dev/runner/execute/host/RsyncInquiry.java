package dev.runner.execute.host;

import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.RsyncCall;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// What a dry run of rsync says; it goes its own way, after the others' script.
record RsyncInquiry(Waiting<Output> waiting, RsyncCall call, Syncing syncing) implements Inquiry {
  private static final Duration PATIENCE = Duration.ofDays(1);

  @Override
  public Script body(String nonce) {
    return Script.of(":");
  }

  @Override
  public Collection<String> functions() {
    return List.of();
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) throws ConnectException {
    try {
      waiting.answer(syncing.run(call, PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiting.fail(new ProbeException("interrupted while rsync looked"));
    }
    return List.of();
  }
}
