package dev.runner.execute.host;

import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.Quoting;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.util.Collection;
import java.util.List;

/// Whether anything listens at a port.
record PortInquiry(Waiting<Boolean> waiting, Question.PortOpen port, Ports ports)
    implements Inquiry {

  @Override
  public Script body(String nonce) {
    return Script.of("rn_port %s %d".formatted(Quoting.quote(port.address()), port.port()));
  }

  @Override
  public Collection<String> functions() {
    return List.of("port");
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) throws ConnectException {
    try {
      waiting.answer(
          switch (block.status()) {
            case 0 -> true;
            case 1 -> false;
            default -> ports.isOpen(port.address(), port.port());
          });
    } catch (ProbeException e) {
      waiting.fail(e);
    }
    return List.of();
  }
}
