package dev.runner.execute.host;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a URL answers.
record HttpInquiry(Waiting<HttpReply> waiting, HttpRequest request, Map<String, Text> environment)
    implements Inquiry {

  @Override
  public Script body(String nonce) {
    return Requests.script(request, environment, nonce);
  }

  @Override
  public Collection<String> functions() {
    return Requests.FUNCTIONS;
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    waiting.answer(Requests.reply(request, block, nonce));
    return List.of();
  }
}
