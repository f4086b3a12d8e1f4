package dev.runner.event;

/// How many tasks of a host ended how. The sum of `ok` includes those that changed something, as
/// Ansible counts.
public record Recap(
    int ok,
    int changed,
    int unreachable,
    int failed,
    int skipped,
    int rescued,
    int ignored,
    int unknown) {

  /// Nothing happened.
  public static final Recap NOTHING = new Recap(0, 0, 0, 0, 0, 0, 0, 0);

  /// With one more outcome counted.
  public Recap with(Outcome outcome) {
    return switch (outcome.handled()) {
      case IGNORED ->
          new Recap(
              ok + 1,
              Boolean.TRUE.equals(outcome.result().get("changed")) ? changed + 1 : changed,
              unreachable,
              failed,
              skipped,
              rescued,
              ignored + 1,
              unknown);
      case RESCUED ->
          new Recap(ok, changed, unreachable, failed, skipped, rescued + 1, ignored, unknown);
      case NONE -> plain(outcome.kind());
    };
  }

  /// Both together.
  public Recap plus(Recap more) {
    return new Recap(
        ok + more.ok,
        changed + more.changed,
        unreachable + more.unreachable,
        failed + more.failed,
        skipped + more.skipped,
        rescued + more.rescued,
        ignored + more.ignored,
        unknown + more.unknown);
  }

  private Recap plain(Outcome.Kind kind) {
    return switch (kind) {
      case OK ->
          new Recap(ok + 1, changed, unreachable, failed, skipped, rescued, ignored, unknown);
      case CHANGED ->
          new Recap(ok + 1, changed + 1, unreachable, failed, skipped, rescued, ignored, unknown);
      case SKIPPED ->
          new Recap(ok, changed, unreachable, failed, skipped + 1, rescued, ignored, unknown);
      case FAILED, REFUSED ->
          new Recap(ok, changed, unreachable, failed + 1, skipped, rescued, ignored, unknown);
      case UNREACHABLE ->
          new Recap(ok, changed, unreachable + 1, failed, skipped, rescued, ignored, unknown);
      case UNKNOWN ->
          new Recap(ok, changed, unreachable, failed, skipped, rescued, ignored, unknown + 1);
    };
  }
}
