package dev.runner.execute.host;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.ProbeException;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a URL answers.
record HttpInquiry(
    Waiting<HttpReply> waiting,
    HttpRequest request,
    Map<String, Text> environment,
    Browsing browsing)
    implements Inquiry {

  @Override
  public Script body(String nonce) {
    Script script = Requests.script(request, environment, nonce);
    return new Script.Builder().add("rn_id=" + nonce + "\n").add(script).build();
  }

  @Override
  public Collection<String> functions() {
    return Requests.FUNCTIONS;
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) throws ConnectException {
    try {
      waiting.answer(browsing.conclude(request, block, nonce));
    } catch (ProbeException e) {
      waiting.fail(e);
    }
    return List.of();
  }
}
