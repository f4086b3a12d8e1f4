package dev.runner.playbook;

import dev.runner.source.DidYouMean;
import java.util.Collection;

/// What to do about a module that isn't there.
public final class MissingModule {
  private static final String ELSEWHERE =
      "runner has no module of that name: 'runner doc --list' shows those it has; modules in Python"
          + " run once their collection and Ansible are installed on this machine";

  private MissingModule() {}

  /// The name that was most likely meant, or else where modules come from.
  ///
  /// @param known the names that could be meant
  public static String hint(String name, Collection<String> known) {
    String near = DidYouMean.hint(name, known);
    return near.isEmpty() ? ELSEWHERE : near;
  }
}
