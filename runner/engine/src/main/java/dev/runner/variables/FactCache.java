package dev.runner.variables;

import java.util.Map;

/// Keeps facts of hosts from one run to the next.
public interface FactCache {
  /// Keeps nothing beyond the run.
  FactCache NONE =
      new FactCache() {
        @Override
        public boolean keeps() {
          return false;
        }

        @Override
        public Map<String, Object> load(String host) {
          return Map.of();
        }

        @Override
        public void keep(String host, Map<String, ?> facts) {}

        @Override
        public void forget(String host) {}
      };

  /// Whether anything is kept.
  boolean keeps();

  /// The facts that are kept of a host and aren't too old; none if there are none.
  Map<String, Object> load(String host);

  /// Keeps these facts besides those that are kept already.
  void keep(String host, Map<String, ?> facts);

  /// Forgets a host.
  void forget(String host);
}
