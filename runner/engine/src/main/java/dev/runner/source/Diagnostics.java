package dev.runner.source;

import dev.runner.values.Deprecation;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects mistakes, so that all of them can be shown together. It remembers the texts that were
/// read, to show the lines. May be used by several threads.
public final class Diagnostics {
  /// What a key is that stands twice in a mapping.
  public enum Repeated {
    WARN,
    ERROR,
    IGNORE
  }

  private final Repeated repeated;
  private final boolean heeds;
  private final Set<Deprecation> deprecations = new LinkedHashSet<>();
  private final Set<Diagnostic> all = new LinkedHashSet<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> secret = new HashSet<>();

  /// A key that stands twice is a warning.
  public Diagnostics() {
    this(Repeated.WARN, false);
  }

  /// @param repeated what a key is that stands twice
  /// @param heeds whether it is to be told what is deprecated
  public Diagnostics(Repeated repeated, boolean heeds) {
    this.repeated = repeated;
    this.heeds = heeds;
  }

  /// Others of the same kind, without any so far.
  public Diagnostics another() {
    return new Diagnostics(repeated, heeds);
  }

  /// Adds that a key stands for the second time in its mapping.
  void repeated(Origin origin, String sentence) {
    switch (repeated) {
      case WARN -> warning(origin, sentence);
      case ERROR -> error(origin, sentence);
      case IGNORE -> {}
    }
  }

  /// Remembers the text of a source, so that its lines can be shown.
  public synchronized void remember(String source, String text) {
    texts.put(source, secret.contains(source) ? "" : text);
  }

  /// The lines of this source are shown to nobody: it was encrypted.
  public synchronized void conceal(String source) {
    secret.add(source);
  }

  /// Adds one. A mistake that is there already isn't told twice.
  public synchronized void add(Diagnostic diagnostic) {
    all.add(diagnostic.line().isEmpty() ? located(diagnostic) : diagnostic);
  }

  /// Adds the use of something that is deprecated, if anybody wants to know.
  public synchronized void deprecated(Deprecation use) {
    if (heeds) {
      deprecations.add(use);
    }
  }

  /// What is used that is deprecated, in the order in which it was found.
  public synchronized List<Deprecation> deprecations() {
    return List.copyOf(deprecations);
  }

  /// Adds an error.
  public void error(@Nullable Origin origin, String sentence) {
    add(Diagnostic.error(origin, sentence));
  }

  /// Adds an error with a next step; an empty hint is none.
  public void error(@Nullable Origin origin, String sentence, String hint) {
    add(Diagnostic.error(origin, sentence).withHint(hint));
  }

  /// Adds an error about a file or role that isn't there; an empty hint is none.
  public void missing(@Nullable Origin origin, String sentence, String hint) {
    add(Diagnostic.error(origin, sentence).withHint(hint).asMissing());
  }

  /// Adds a warning.
  public void warning(@Nullable Origin origin, String sentence) {
    add(Diagnostic.warning(origin, sentence));
  }

  /// Adds a warning with a next step; an empty hint is none.
  public void warning(@Nullable Origin origin, String sentence, String hint) {
    add(Diagnostic.warning(origin, sentence).withHint(hint));
  }

  /// The same diagnostic with the line of its source, if that was remembered.
  public synchronized Diagnostic located(Diagnostic diagnostic) {
    Origin origin = diagnostic.origin();
    if (origin == null || origin.line() <= 0) {
      return diagnostic;
    }
    String text = texts.get(origin.source());
    return text == null ? diagnostic : diagnostic.withLine(line(text, origin.line()));
  }

  private static String line(String text, int number) {
    int start = 0;
    for (int i = 1; i < number; i++) {
      start = text.indexOf('\n', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /// All of them: those of one source in the order of their lines, sources in the order in which
  /// they were first named.
  public synchronized List<Diagnostic> all() {
    List<String> sources = all.stream().map(Diagnostics::source).distinct().toList();
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> sources.indexOf(source(d)))
            .thenComparingInt(d -> d.origin() == null ? 0 : d.origin().line())
            .thenComparingInt(d -> d.origin() == null ? 0 : d.origin().column()));
    return sorted;
  }

  private static String source(Diagnostic diagnostic) {
    Origin origin = diagnostic.origin();
    return origin == null ? "" : origin.source();
  }

  /// Those that are errors.
  public List<Diagnostic> errors() {
    return all().stream().filter(Diagnostic::isError).toList();
  }

  /// Those that are warnings.
  public List<Diagnostic> warnings() {
    return all().stream().filter(d -> !d.isError()).toList();
  }

  /// Whether there is an error among them.
  public synchronized boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  /// Ends the work if there is an error.
  ///
  /// @throws DiagnosticException with all errors
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new DiagnosticException(errors());
    }
  }

  /// Ends the work if there is an error; a warning may tell the reason.
  ///
  /// @throws DiagnosticException with all errors and warnings
  public void throwWithWarningsIfErrors() {
    if (hasErrors()) {
      throw new DiagnosticException(all());
    }
  }

  /// All messages, one after the other.
  public String render() {
    return all().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
  }
}
