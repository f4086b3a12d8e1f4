package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The shells and connections of one host. A shell is used again by the same identity, which its
/// password is a part of: another one has to prove itself. Idle shells make room for others, least
/// recently used first; a connection carries a few channels, and where that isn't enough there is
/// another connection.
final class ShellPool {
  private final Transport transport;
  private final Target target;
  private final Openings openings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Links links = new Links();
  private final Deque<Lease> idle = new ArrayDeque<>();
  private final Set<Lease> busy = new HashSet<>();
  private final Set<Identity> prepared = new HashSet<>();
  private boolean closed;

  /// Why somebody takes a channel.
  enum Need {
    /// To work; waits if there are too many.
    WORK,
    /// To stop what somebody else runs; never waits.
    STOP
  }

  /// A channel in use, and the shell in it.
  ///
  /// @param who the identity, with the password that opened the shell
  record Lease(Identity who, Link link, Shell shell) {}

  ShellPool(Transport transport, Target target, ShellOpener opener) {
    this.transport = transport;
    this.target = target;
    this.openings = new Openings(target, opener);
  }

  /// A shell of this identity, to be given back or discarded.
  Lease take(Identity who, Need need) throws ConnectException {
    while (true) {
      Place place = place(Optional.of(who), need);
      Lease ready = place.lease();
      if (ready != null) {
        return ready;
      }
      Link link = place.link();
      try {
        Shell shell = open(who, link);
        return busy(new Lease(who, link, shell));
      } catch (ConnectException e) {
        if (!leave(link, e)) {
          throw e;
        }
      } catch (RuntimeException e) {
        leave(link);
        throw e;
      }
    }
  }

  /// Opens a shell that is about to be wanted, beside what is under way: nobody has to wait for it
  /// then. Nothing is done where one waits already, where there is no room on a connection that is
  /// there, or where it would have to prove itself; whoever needs one hears why none can be had.
  void prepare(Identity who) {
    Link link;
    lock.lock();
    try {
      link = links.withRoom();
      boolean waits = idle.stream().anyMatch(lease -> lease.who().equals(who));
      boolean vain = closed || waits || !(who instanceof Identity.Login);
      if (vain || link == null || !prepared.add(who)) {
        return;
      }
      link.used++;
    } finally {
      lock.unlock();
    }
    Thread.startVirtualThread(
        () -> {
          try {
            giveBack(busy(new Lease(who, link, open(who, link))));
          } catch (ConnectException e) {
            leave(link, e);
          } catch (RuntimeException e) {
            leave(link);
            throw e;
          } finally {
            isPrepared(who);
          }
        });
  }

  private void isPrepared(Identity who) {
    lock.lock();
    try {
      prepared.remove(who);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What there is room for: a shell that waits, or a channel on a link.
  private record Place(@Nullable Lease lease, Link link) {}

  private Place place(Optional<Identity> who, Need need) throws ConnectException {
    Link made;
    lock.lock();
    try {
      while (true) {
        if (closed) {
          throw new ConnectException(
              ConnectException.Kind.LOST, "the session with " + target.name() + " has been closed");
        }
        forgetDead();
        Lease waiting = who.map(this::waiting).orElse(null);
        if (waiting != null) {
          busy.add(waiting);
          return new Place(waiting, waiting.link());
        }
        boolean comes = need == Need.WORK && who.filter(prepared::contains).isPresent();
        Link free = comes ? null : free();
        if (free != null) {
          free.used++;
          return new Place(null, free);
        }
        if (!comes && (need == Need.STOP || !links.areFull())) {
          made = links.add();
          made.used++;
          break;
        }
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    made.connect(transport, target);
    return new Place(null, made);
  }

  private @Nullable Lease waiting(Identity who) {
    for (Iterator<Lease> each = idle.descendingIterator(); each.hasNext(); ) {
      Lease lease = each.next();
      if (lease.who().equals(who)) {
        each.remove();
        return lease;
      }
    }
    return null;
  }

  /// A link with room for a channel, made by ending the shell that has been idle longest if need
  /// be.
  private @Nullable Link free() {
    Link roomy = links.withRoom();
    if (roomy != null) {
      return roomy;
    }
    Lease oldest = idle.pollFirst();
    if (oldest != null) {
      oldest.shell().close();
      oldest.link().used--;
      return oldest.link().used < oldest.link().limit ? oldest.link() : free();
    }
    return null;
  }

  private void forgetDead() {
    idle.removeIf(
        lease -> {
          boolean dead = !lease.shell().isOpen() || !lease.link().isUsable();
          if (dead) {
            lease.shell().close();
            lease.link().used--;
          }
          return dead;
        });
    links.forgetDead();
  }

  private Shell open(Identity who, Link link) throws ConnectException {
    return openings.open(who, link.connection(), () -> enter(link), () -> leave(link));
  }

  private Lease busy(Lease lease) throws ConnectException {
    lock.lock();
    try {
      if (closed || !links.contains(lease.link())) {
        lease.shell().close();
        throw new ConnectException(
            ConnectException.Kind.LOST,
            "the connection to " + target.name() + " was closed while a shell was opened");
      }
      lease.link().served = true;
      busy.add(lease);
      return lease;
    } finally {
      lock.unlock();
    }
  }

  /// Gives a channel up that could not be opened.
  ///
  /// @return whether to try again elsewhere
  private boolean leave(Link link, ConnectException why) {
    lock.lock();
    try {
      link.used--;
      room.signalAll();
      return links.refused(link, why.kind());
    } finally {
      lock.unlock();
    }
  }

  /// Gives a shell back that can be used again.
  void giveBack(Lease lease) {
    lock.lock();
    try {
      if (busy.remove(lease)) {
        idle.addLast(lease);
        room.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends a shell that can't be used again.
  void discard(Lease lease) {
    lease.shell().close();
    lock.lock();
    try {
      if (busy.remove(lease)) {
        lease.link().used--;
        room.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the idle shells of another user, and sees them gone.
  void dismiss(String user) {
    List<Lease> his = new ArrayList<>();
    lock.lock();
    try {
      idle.removeIf(
          lease ->
              lease.who() instanceof Identity.Become become
                  && become.user().equals(user)
                  && his.add(lease));
    } finally {
      lock.unlock();
    }
    for (Lease lease : his) {
      lease.shell().end();
      leave(lease.link());
    }
  }

  /// Does something with a channel that is no shell.
  <T> T onChannel(OnChannel<T> use) throws ConnectException, InterruptedException {
    while (true) {
      Link link = place(Optional.empty(), Need.WORK).link();
      try {
        T result = use.with(link.connection());
        leave(link);
        link.served = true;
        return result;
      } catch (ConnectException e) {
        if (!leave(link, e)) {
          throw e;
        }
      } catch (InterruptedException | RuntimeException e) {
        leave(link);
        throw e;
      }
    }
  }

  /// What is done with a channel.
  interface OnChannel<T> {
    T with(Connection connection) throws ConnectException, InterruptedException;
  }

  /// One more channel is in use.
  private void enter(Link link) {
    lock.lock();
    try {
      link.used++;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Link link) {
    lock.lock();
    try {
      link.used--;
      room.signal();
    } finally {
      lock.unlock();
    }
  }

  /// A connection for what needs no channel of ours.
  Connection connection() throws ConnectException {
    Link link = place(Optional.empty(), Need.STOP).link();
    leave(link);
    return link.connection();
  }

  /// Ends all shells and connections.
  ///
  /// @param forGood whether new ones are refused from now on
  void close(boolean forGood) {
    List<Link> old;
    List<Lease> shells = new ArrayList<>();
    lock.lock();
    try {
      closed |= forGood;
      old = links.clear();
      shells.addAll(idle);
      shells.addAll(busy);
      idle.clear();
      busy.clear();
      openings.forget();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    shells.forEach(lease -> lease.shell().close());
    old.forEach(Link::close);
  }
}
