package dev.runner.modules.site;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import dev.runner.module.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The page that shows the message of maintenance to users.
///
/// @param url none if nothing is asked
/// @param shows text that is looked for; the time if none is given
/// @param reload what makes the site read its templates again
record BannerPage(Optional<String> url, Optional<String> shows, Optional<String> reload) {
  /// A site has several processes, each with templates of its own in memory.
  private static final int LOOKS = 6;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String IN_MEMORY =
      "; a site that keeps its templates in memory needs `reload`";

  /// What is looked for, and what follows from it.
  ///
  /// @param trouble what is wrong with the page, as its replies have it
  /// @param well the end if nothing is, or only that it doesn't answer (said by the text)
  /// @param ill the end otherwise, by what is wrong
  private record Look(
      Function<List<HttpReply>, Optional<String>> trouble,
      Function<String, Answer> well,
      Function<String, Answer> ill) {}

  /// Looks whether users see the message.
  ///
  /// @param hidden what is to be done if they don't, and why they don't
  Answer shown(Probe now, String time, Finished done, Function<String, Answer> hidden) {
    String text = shows.orElse(time);
    Look look = new Look(replies -> hides(replies, text), why -> done, hidden);
    return url.isEmpty() ? done : looked(now, look);
  }

  /// Looks whether the message is gone from the page.
  Answer gone(Probe now, Optional<String> time) {
    Finished done = Finished.changed("the message is down");
    String text = shows.or(() -> time).orElse("");
    Look look =
        new Look(
            replies -> stillShows(replies, text),
            why -> why.isEmpty() ? done : done.warning(why),
            Finished::failed);
    return url.isEmpty() || text.isEmpty() ? done : looked(now, look);
  }

  private Answer looked(Probe now, Look look) {
    List<HttpReply> replies = ask(now);
    Optional<String> why = look.trouble().apply(replies);
    Optional<String> silent = silence(replies);
    if (why.isEmpty()) {
      return look.well().apply(silent.orElse(""));
    }
    if (silent.isPresent()) {
      return look.ill().apply(why.get());
    }
    if (reload.isEmpty()) {
      return look.ill().apply(why.get() + IN_MEMORY);
    }
    Instant end = now.ask(new Question.Clock()).plus(PATIENCE);
    return Plan.changes(again())
        .after(
            (outputs, then) ->
                outputs.last().ok()
                    ? reloaded(then, look, end)
                    : look.ill()
                        .apply(
                            "%s, and `reload` failed: %s"
                                .formatted(why.get(), outputs.last().lastWords())));
  }

  private Answer reloaded(Probe now, Look look, Instant end) {
    Instant time = now.ask(new Question.Clock());
    List<HttpReply> replies = ask(now);
    Optional<String> why = look.trouble().apply(replies).or(() -> silence(replies));
    if (why.isEmpty()) {
      return look.well().apply("");
    }
    if (!time.isBefore(end)) {
      return look.ill().apply(why.get());
    }
    Step pause =
        new Step.Wait(
            "wait for the site to read its templates again",
            new Until.Reached(time.plus(PAUSE)),
            PAUSE,
            PAUSE.multipliedBy(30));
    return Plan.changes(pause).after((outputs, then) -> reloaded(then, look, end));
  }

  /// A change of the file, and where the site has to be told, that it reads its templates again.
  List<Step> after(Step change) {
    return reload.isPresent() ? List.of(change, again()) : List.of(change);
  }

  private Step again() {
    return Step.run(
            "have the site read its templates again", Command.of("sh", "-c", reload.orElse("true")))
        .anyStatus();
  }

  private List<HttpReply> ask(Probe now) {
    List<Pending<HttpReply>> asked =
        Stream.generate(() -> now.later(new Question.Http(HttpRequest.get(url.orElseThrow()))))
            .limit(LOOKS)
            .toList();
    return asked.stream().map(Pending::get).toList();
  }

  private Optional<String> silence(List<HttpReply> replies) {
    return replies.stream()
        .filter(reply -> !reply.answered())
        .map(reply -> "%s doesn't answer: %s".formatted(url.orElseThrow(), reply.trouble()))
        .findFirst();
  }

  private Optional<String> hides(List<HttpReply> replies, String text) {
    return silence(replies)
        .or(
            () ->
                replies.stream()
                    .filter(reply -> !reply.body().lenientText().contains(text))
                    .map(
                        reply ->
                            "%s (status %d) doesn't show \"%s\""
                                .formatted(url.orElseThrow(), reply.status(), text))
                    .findFirst());
  }

  private Optional<String> stillShows(List<HttpReply> replies, String text) {
    return replies.stream()
        .filter(reply -> reply.body().lenientText().contains(text))
        .map(reply -> "%s still shows \"%s\"".formatted(url.orElseThrow(), text))
        .findFirst();
  }
}
