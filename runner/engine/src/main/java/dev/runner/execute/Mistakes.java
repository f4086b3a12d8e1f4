package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was found to be wrong with a run's plays while it was under way, in the order in which it
/// was found.
final class Mistakes {
  private final Map<List<Place>, RuntimeException> found = new LinkedHashMap<>();

  /// A sentence, and where it belongs, which may be empty.
  private record Place(String sentence, String where) {}

  /// Adds one; the same again counts once.
  ///
  /// @return its sentences with their places
  String add(RuntimeException mistake) {
    List<Place> places = places(mistake);
    found.putIfAbsent(places, mistake);
    return places.stream()
        .map(
            each ->
                each.where().isEmpty() ? each.sentence() : each.where() + ": " + each.sentence())
        .collect(Collectors.joining("; "));
  }

  private static List<Place> places(RuntimeException mistake) {
    return switch (mistake) {
      case DiagnosticException wrong ->
          wrong.diagnostics().stream()
              .filter(Diagnostic::isError)
              .map(each -> new Place(each.sentence(), where(Optional.ofNullable(each.origin()))))
              .toList();
      case TemplateException wrong -> List.of(new Place(wrong.sentence(), where(wrong.origin())));
      default -> List.of(new Place(String.valueOf(mistake.getMessage()), ""));
    };
  }

  private static String where(Optional<?> origin) {
    return origin.map(Object::toString).orElse("");
  }

  /// The one that ended the run.
  Optional<RuntimeException> first() {
    return found.values().stream().findFirst();
  }

  /// The others, as warnings.
  List<RunEvent> others() {
    return found.keySet().stream()
        .skip(1)
        .flatMap(List::stream)
        .<RunEvent>map(each -> new RunEvent.Warned(each.sentence(), each.where()))
        .toList();
  }
}
