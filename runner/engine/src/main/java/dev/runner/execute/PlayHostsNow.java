package dev.runner.execute;

import dev.runner.variables.PlayHosts;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The hosts of a play while it runs. Written by one thread, read by many.
final class PlayHostsNow implements PlayHosts {
  private final List<String> chosen;
  private volatile List<String> all;
  private volatile List<String> live;
  private volatile List<String> wholeBatch = List.of();
  private volatile List<String> batch = List.of();
  private Set<String> outOfBatch = Set.of();

  /// @param all that the play is for, those too that left the run before
  /// @param live those that take part
  PlayHostsNow(List<String> all, List<String> live) {
    chosen = List.copyOf(all);
    this.all = chosen;
    this.live = List.copyOf(live);
  }

  /// A batch begins. Hosts that joined during the one before it don't count any more.
  void begin(List<String> hosts) {
    all = chosen;
    live = live.stream().filter(chosen::contains).toList();
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

  /// A task added the host to the inventory: it counts as one of the play's until the batch ends,
  /// though the play isn't for it.
  void joined(String host) {
    if (!all.contains(host)) {
      all = Stream.concat(all.stream(), Stream.of(host)).toList();
      live = Stream.concat(live.stream(), Stream.of(host)).toList();
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
