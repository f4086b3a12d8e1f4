package dev.runner.execute.host;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Brings requests to their end that a host's programs couldn't: where a redirect is to be followed
/// step by step, or where the control machine has to speak HTTP itself.
final class Browsing {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final HostSession session;
  private final Identity who;
  private final Map<String, Text> environment;
  private final Library library;

  Browsing(HostSession session, Identity who, Map<String, Text> environment, Library library) {
    this.session = session;
    this.who = who;
    this.environment = environment;
    this.library = library;
  }

  /// The answer to a request that a script of the host has made, or left.
  HttpReply conclude(HttpRequest request, Block block, String nonce) throws ConnectException {
    HttpReply reply = first(request, block, nonce);
    HttpRequest at = request;
    for (int left = request.redirects(); request.redirects() > 0; left--) {
      Optional<HttpRequest> next = Following.next(at, reply);
      if (next.isEmpty()) {
        return reply;
      }
      if (left == 0) {
        return Requests.none(at, "it redirects more than %d times".formatted(request.redirects()));
      }
      at = next.get();
      reply = again(at);
    }
    return reply;
  }

  private HttpReply first(HttpRequest request, Block block, String nonce) throws ConnectException {
    return switch (Requests.read(request, block, nonce)) {
      case Requests.Said.Reply said -> said.reply();
      case Requests.Said.Left left ->
          new HttpByUs(session, who, library).ask(request, left.proxies());
    };
  }

  private HttpReply again(HttpRequest request) throws ConnectException {
    Frames frames = new Frames().calling(Requests.FUNCTIONS).add("rn_id=$rn_n\n");
    frames.part(Requests.script(request, environment, frames.nonce()));
    Duration deadline =
        request.deadline().plus(request.save().isPresent() ? HttpByUs.FOR_SAVING : MARGIN);
    var blocks = frames.blocks(session.run(who, frames.script(library), deadline));
    return blocks.isEmpty()
        ? Requests.none(request, "the shell on the host ended early")
        : first(request, blocks.getFirst(), frames.nonce());
  }
}
