package dev.runner.modules.site;

import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import java.util.Optional;

/// The page that shows the message of maintenance to users.
///
/// @param url none if nothing is asked
/// @param shows text that is looked for; the time if none is given
record BannerPage(Optional<String> url, Optional<String> shows) {

  /// Why users don't see the message.
  Optional<String> hides(Probe now, String shown) {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    HttpReply reply = now.ask(new Question.Http(HttpRequest.get(url.get())));
    if (reply.body().lenientText().contains(shows.orElse(shown))) {
      return Optional.empty();
    }
    return Optional.of(
        reply.answered()
            ? "%s (status %d) doesn't show \"%s\""
                .formatted(url.get(), reply.status(), shows.orElse(shown))
            : "%s doesn't answer: %s".formatted(url.get(), reply.trouble()));
  }

  /// Whether the message is gone from it.
  Finished gone(Probe now, Optional<String> time) {
    Finished done = Finished.changed("the message is down");
    String shown = shows.or(() -> time).orElse("");
    if (url.isEmpty() || shown.isEmpty()) {
      return done;
    }
    HttpReply reply = now.ask(new Question.Http(HttpRequest.get(url.get())));
    if (!reply.answered()) {
      return done.warning("%s doesn't answer: %s".formatted(url.get(), reply.trouble()));
    }
    return reply.body().lenientText().contains(shown)
        ? Finished.failed("%s still shows \"%s\"".formatted(url.get(), shown))
        : done;
  }
}
