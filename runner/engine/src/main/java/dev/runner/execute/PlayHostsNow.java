package dev.runner.execute;

import dev.runner.variables.PlayHosts;
import java.util.List;
import java.util.Set;

/// The hosts of a play while it runs. Written by one thread, read by many.
final class PlayHostsNow implements PlayHosts {
  private final List<String> all;
  private volatile List<String> live;
  private volatile List<String> wholeBatch = List.of();
  private volatile List<String> batch = List.of();
  private Set<String> outOfBatch = Set.of();

  PlayHostsNow(List<String> all) {
    this.all = List.copyOf(all);
    this.live = this.all;
  }

  /// A batch begins.
  void begin(List<String> hosts) {
    wholeBatch = List.copyOf(hosts);
    batch = wholeBatch;
    outOfBatch = Set.of();
  }

  /// These hosts of the batch are out of the play.
  void out(Set<String> hosts) {
    if (!hosts.equals(outOfBatch)) {
      outOfBatch = Set.copyOf(hosts);
      live = live.stream().filter(host -> !hosts.contains(host)).toList();
      batch = wholeBatch.stream().filter(host -> !hosts.contains(host)).toList();
    }
  }

  @Override
  public List<String> all() {
    return all;
  }

  @Override
  public List<String> live() {
    return live;
  }

  @Override
  public List<String> batch() {
    return batch;
  }
}
