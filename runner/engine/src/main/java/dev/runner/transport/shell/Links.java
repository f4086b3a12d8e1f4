package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of one host, and how many channels they carry. Read and written under the pool's
/// lock.
final class Links {
  /// Stock servers allow 10 channels a connection (`MaxSessions` of sshd_config); two are left for
  /// others.
  private static final int CHANNELS_OF_A_CONNECTION = 8;

  /// More shells than that on one host only make it slow: who needs another waits.
  private static final int CHANNELS_OF_A_HOST = 16;

  private final List<Link> links = new ArrayList<>();

  /// How many channels the server allows a connection, as far as is known.
  private int channels = CHANNELS_OF_A_CONNECTION;

  /// One that has room for a channel.
  @Nullable Link withRoom() {
    for (Link link : links) {
      if (link.used < link.limit) {
        return link;
      }
    }
    return null;
  }

  /// Whether the host has as many channels as it should.
  boolean areFull() {
    return links.stream().mapToInt(link -> link.used).sum() >= CHANNELS_OF_A_HOST;
  }

  /// One more, that isn't connected yet.
  Link add() {
    Link made = new Link(channels);
    links.add(made);
    return made;
  }

  boolean contains(Link link) {
    return links.contains(link);
  }

  void forgetDead() {
    links.removeIf(link -> !link.isUsable());
  }

  /// A channel couldn't be opened, and isn't counted any more: a server that refuses it allows no
  /// more than there are.
  ///
  /// @return whether to try again elsewhere
  boolean refused(Link link, ConnectException.Kind why) {
    // while others are still being opened on a fresh connection, it may be full of them
    boolean useless = !link.served && link.used == 0;
    if (why != ConnectException.Kind.CHANNEL_REFUSED || useless) {
      return false;
    }
    link.limit = Math.min(link.limit, link.used);
    channels = Math.min(channels, Math.max(link.limit, 1));
    if (link.used == 0) {
      // the server still counts a channel that has ended
      links.remove(link);
      link.close();
    }
    return true;
  }

  /// Forgets all.
  ///
  /// @return what there was
  List<Link> clear() {
    List<Link> all = List.copyOf(links);
    links.clear();
    return all;
  }
}
