package dev.runner.modules.packages.apt;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.time.Duration;
import java.util.Optional;

/// What hosts download to look at it.
final class Downloads {
  private Downloads() {}

  /// Downloads something of any size into a file.
  ///
  /// @return why that wasn't possible, a phrase
  static Optional<String> save(Probe host, String url, RemotePath file) {
    HttpRequest request =
        HttpRequest.get(url).within(Duration.ofHours(1)).taking(Long.MAX_VALUE).into(file);
    HttpReply reply = host.ask(new Question.Http(request));
    if (!reply.answered()) {
      return Optional.of(reply.trouble());
    }
    return reply.status() < 400 ? Optional.empty() : Optional.of("status " + reply.status());
  }
}
