package dev.runner.execute.host;

import dev.runner.transport.Script;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// One question with a part of the script of its own.
///
/// @param text leaves nothing behind in the shell that runs it
/// @param read the answer; it may throw what the question ends with
record OneInquiry<T>(
    Waiting<T> waiting, Script text, Collection<String> functions, Function<Block, T> read)
    implements Inquiry {

  @Override
  public Script body(String nonce) {
    return text;
  }

  @Override
  public boolean isTame() {
    return true;
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    try {
      waiting.answer(read.apply(block));
    } catch (dev.runner.module.ProbeException e) {
      waiting.fail(e);
    }
    return List.of();
  }
}
