package dev.runner.variables;

import java.util.List;

/// The hosts of a play, as they are at the moment of asking.
public interface PlayHosts {
  /// All of the play, failed ones included.
  List<String> all();

  /// Those that are still taking part.
  List<String> live();

  /// Those of the batch that are still taking part.
  List<String> batch();

  /// Hosts that don't change.
  static PlayHosts of(List<String> hosts) {
    List<String> fixed = List.copyOf(hosts);
    return new PlayHosts() {
      @Override
      public List<String> all() {
        return fixed;
      }

      @Override
      public List<String> live() {
        return fixed;
      }

      @Override
      public List<String> batch() {
        return fixed;
      }
    };
  }
}
