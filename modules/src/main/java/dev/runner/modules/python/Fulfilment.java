package dev.runner.modules.python;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which requirements an interpreter satisfies: by version, by the directory that is used, by
/// the revision that was taken from version control.
///
/// @param places real directories of requirements that name one
/// @param moved requirements whose checkout is at another revision than they say
record Fulfilment(Interpreter interpreter, Map<String, String> places, List<String> moved) {
  private static final Pattern REVISION =
      Pattern.compile("(?:git|hg|svn|bzr)\\+[^#]*[^#/:]@([^#@/:]+)(?:#.*)?");

  private static final Pattern NEW =
      Pattern.compile("@(?:[0-9a-f]{7,40}|[^#@/]*\\d[^#@/]*)(?:#|$)");

  /// Looks at directories and checkouts, in one round trip, if there are any.
  ///
  /// @param base what relative paths are relative to
  static Fulfilment read(
      Probe host, Interpreter interpreter, RemotePath base, List<Requirement> wanted) {
    Map<String, Pending<Output>> real = new LinkedHashMap<>();
    Map<String, Pending<Output>> revisions = new LinkedHashMap<>();
    for (Requirement each : wanted) {
      if (each.location().isEmpty()) {
        continue;
      }
      Optional<RemotePath> path = directory(each, base);
      path.ifPresent(at -> real.put(each.text(), host.lookLater(Command.of("readlink", "-f", at))));
      checkout(each, interpreter)
          .ifPresent(look -> revisions.put(each.text(), host.lookLater(look)));
    }
    Map<String, String> places = new LinkedHashMap<>();
    real.forEach((text, output) -> places.put(text, output.get().out()));
    return new Fulfilment(
        interpreter,
        places,
        revisions.entrySet().stream()
            .filter(each -> !same(each.getKey(), each.getValue().get()))
            .map(Map.Entry::getKey)
            .toList());
  }

  private static Optional<RemotePath> directory(Requirement each, RemotePath base) {
    String place = each.location().orElseThrow();
    if (place.startsWith("file://")) {
      return Optional.of(RemotePath.of(place.substring(7).replaceFirst("#.*$", "")));
    }
    return place.contains(":") || !each.name().isEmpty()
        ? Optional.empty()
        : Optional.of(base.resolve(place.replaceFirst("\\[.*\\]$", "")).normalized());
  }

  /// Asks a checkout of pip's whether it is at the revision that is wanted.
  private static Optional<Command> checkout(Requirement each, Interpreter interpreter) {
    PackageOrigin origin = interpreter.origins().get(each.name());
    Optional<String> revision = revision(each);
    if (origin == null || origin.place().isEmpty() || revision.isEmpty()) {
      return Optional.empty();
    }
    Command git = Command.of("git", "-C", origin.place(), "rev-parse", "HEAD^{commit}");
    return Optional.of(interpreter.inside(git.and(revision.get() + "^{commit}")));
  }

  private static Optional<String> revision(Requirement each) {
    Matcher named = REVISION.matcher(each.location().orElse(""));
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /// A commit or a version that the checkout doesn't know is new; of a branch nothing can be said.
  private static boolean same(String requirement, Output output) {
    List<String> lines = output.lines();
    return output.ok()
        ? lines.size() == 2 && lines.getFirst().equals(lines.getLast())
        : !NEW.matcher(requirement).find();
  }

  boolean isSatisfied(Requirement each) {
    if (each.name().isEmpty()) {
      String place = places.getOrDefault(each.text(), "");
      return interpreter.origins().values().stream()
          .filter(origin -> origin.editable() == each.editable())
          .anyMatch(origin -> !place.isEmpty() && origin.place().equals(place));
    }
    String installed = interpreter.packages().get(each.name());
    return installed != null && each.specifiers().admit(installed) && !isMoved(each);
  }

  private boolean isMoved(Requirement each) {
    PackageOrigin origin = interpreter.origins().get(each.name());
    boolean other =
        origin != null
            && !origin.revision().isEmpty()
            && revision(each).filter(wanted -> !wanted.equals(origin.revision())).isPresent();
    return other || moved.contains(each.text());
  }
}
