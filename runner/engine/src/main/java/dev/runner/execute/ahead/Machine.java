package dev.runner.execute.ahead;

import java.util.ArrayList;
import java.util.List;

/// One machine, whatever names and ways lead to it: what is done by one way counts for all.
final class Machine {
  private final Foresight foresight;
  private final List<Knowledge> all = new ArrayList<>();
  private long acts;

  Machine(Foresight foresight) {
    this.foresight = foresight;
  }

  synchronized Knowledge knowledge() {
    Knowledge knowledge = new Knowledge(this);
    all.add(knowledge);
    return knowledge;
  }

  synchronized Moment moment() {
    return new Moment(foresight.now(), foresight.upheavals(), acts);
  }

  /// Whether nothing happened since that could have changed anything.
  synchronized boolean isQuietSince(Moment moment) {
    return moment.acts() == acts && moment.upheavals() == foresight.upheavals();
  }

  /// Whether an answer that was asked for then may still be taken, if no step has touched it.
  boolean holds(Moment moment) {
    return moment.upheavals() == foresight.upheavals() && age(moment) <= foresight.age();
  }

  /// How long ago a moment was, in milliseconds.
  long age(Moment moment) {
    return foresight.now() - moment.at();
  }

  /// Anything may have changed, on any host.
  ///
  /// @return how many of these there were
  long upheaval() {
    return foresight.upheaval();
  }

  /// Steps were taken here.
  ///
  /// @return how many there were
  synchronized long touched(Touch touch) {
    all.forEach(each -> each.touched(touch));
    return ++acts;
  }
}
