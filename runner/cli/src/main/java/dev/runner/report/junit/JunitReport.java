package dev.runner.report.junit;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A run as the XML of JUnit's reports, for CI servers: a test case for each task on each host.
public final class JunitReport implements EventSink {

  private record Case(
      String host,
      String task,
      String suite,
      String name,
      Duration took,
      String inside,
      boolean failed,
      boolean skipped) {}

  private final Consumer<String> lines;
  private final List<Case> cases = new ArrayList<>();
  private String playbook = "";
  private String play = "";

  /// @param lines takes the document at the run's end
  public JunitReport(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started -> playbook = started.playbook();
      case RunEvent.PlayStarted started -> play = started.name();
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.CarriedOutAgain again -> forget(again);
      case RunEvent.RunFinished finished -> lines.accept(document(finished.took()));
      case RunEvent.PlayWithoutHosts e -> {}
      case RunEvent.BatchStarted e -> {}
      case RunEvent.TaskStarted e -> {}
      case RunEvent.Progress e -> {}
      case RunEvent.Polled e -> {}
      case RunEvent.Retrying e -> {}
      case RunEvent.ItemFinished e -> {}
      case RunEvent.Notified e -> {}
      case RunEvent.Included e -> {}
      case RunEvent.Warned e -> {}
      case RunEvent.Owed e -> {}
      case RunEvent.PlaybookStarted e -> {}
      case RunEvent.PlaybookFinished e -> {}
      case RunEvent.Steered e -> {}
      case RunEvent.TooManyFailed e -> {}
    }
  }

  /// The host's latest case of the task doesn't count.
  private void forget(RunEvent.CarriedOutAgain again) {
    for (int i = cases.size() - 1; i >= 0; i--) {
      Case each = cases.get(i);
      if (each.host().equals(again.host()) && each.task().equals(again.task().id())) {
        cases.remove(i);
        return;
      }
    }
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    boolean failed = outcome.kind().isTrouble() && outcome.handled() == Outcome.Handling.NONE;
    boolean skipped =
        outcome.kind() == Outcome.Kind.SKIPPED || outcome.kind() == Outcome.Kind.UNKNOWN;
    String inside =
        failed
            ? "<failure message=\"%s\">%s</failure>"
                .formatted(escaped(outcome.reason()), escaped(finished.task().where()))
            : skipped ? "<skipped message=\"%s\"/>".formatted(escaped(outcome.reason())) : "";
    String name = "[%s] %s: %s".formatted(finished.host(), play, finished.task().name());
    cases.add(
        new Case(
            finished.host(),
            finished.task().id(),
            finished.task().where(),
            name,
            outcome.took(),
            inside,
            failed,
            skipped));
  }

  private String document(Duration took) {
    long failures = cases.stream().filter(Case::failed).count();
    long skipped = cases.stream().filter(Case::skipped).count();
    String counts =
        "tests=\"%d\" failures=\"%d\" errors=\"0\" disabled=\"0\" time=\"%s\""
            .formatted(cases.size(), failures, seconds(took));
    StringBuilder text = new StringBuilder();
    text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.append("<testsuites %s>\n".formatted(counts));
    text.append(
        "  <testsuite name=\"%s\" %s skipped=\"%d\">\n"
            .formatted(escaped(playbook), counts, skipped));
    for (Case each : cases) {
      String open =
          "    <testcase classname=\"%s\" name=\"%s\" time=\"%s\""
              .formatted(escaped(each.suite()), escaped(each.name()), seconds(each.took()));
      text.append(open);
      text.append(each.inside().isEmpty() ? "/>\n" : ">" + each.inside() + "</testcase>\n");
    }
    return text.append("  </testsuite>\n</testsuites>").toString();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  /// XML knows no control characters, not even escaped.
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
  }
}
