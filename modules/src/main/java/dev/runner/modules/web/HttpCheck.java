package dev.runner.modules.web;

import dev.runner.module.HttpReply;
import dev.runner.module.Param;
import dev.runner.module.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A page, and how it has to be.
public record HttpCheck(
    @Param("URL, or a path that is put behind base.") String url,
    @Param(value = "Status codes that are right.", byDefault = "200") List<Integer> status,
    @Param("Texts that the page must hold.") List<Value> contains,
    @Param("Texts that the page must not hold.") List<Value> absent,
    @Param("The longest time to wait for this page; timeout if left out.")
        Optional<Duration> timeout,
    @Param("Whether redirects from this page are followed; follow_redirects if left out.")
        Optional<Boolean> followRedirects,
    @Param("Whether the certificate is checked for this page; validate_certs if left out.")
        Optional<Boolean> validateCerts) {

  public HttpCheck {
    status = List.copyOf(status);
    contains = List.copyOf(contains);
    absent = List.copyOf(absent);
  }

  /// Whether redirects are followed.
  ///
  /// @param usually whether they are where the page doesn't say; never where one is wanted
  boolean follows(boolean usually) {
    return followRedirects.orElse(usually && !wantsRedirect());
  }

  private boolean wantsRedirect() {
    return status.stream().anyMatch(code -> code >= 300 && code < 400);
  }

  /// What isn't as it has to be, in phrases.
  List<String> faults(HttpReply reply) {
    if (!reply.answered()) {
      return List.of("doesn't answer: " + reply.trouble());
    }
    List<String> faults = new ArrayList<>();
    if (!status.contains(reply.status())) {
      faults.add(
          "answers %d %s instead of %s"
              .formatted(reply.status(), Reasons.of(reply.status()), choices()));
    }
    String page = reply.body().lenientText();
    for (Value text : contains) {
      if (!page.contains(Body.plain(text.value()))) {
        faults.add("lacks \"%s\"".formatted(text.value()));
      }
    }
    for (Value text : absent) {
      if (page.contains(Body.plain(text.value()))) {
        faults.add("holds \"%s\"".formatted(text.value()));
      }
    }
    return List.copyOf(faults);
  }

  private String choices() {
    return String.join(" or ", status.stream().map(String::valueOf).toList());
  }
}
