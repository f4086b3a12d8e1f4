package dev.runner.containers;

/// The migration of the season `autumn-slow` while it is run: held as soon as it is on, it goes on
/// when the test says so, however long a run takes on a busy machine.
///
/// @param host on which it is run
record SlowMigration(TestHost host) {
  private static final String MIGRATE = "[p]ython - migrate ";

  /// Waits until it is on, and holds its process.
  void hold() {
    hold(
        host,
        "grep -q '\"at\": \\[\\[\"shore\", \"0006_recount'"
            + " /srv/tidepool/.git/runner/migrate-default.json 2>/dev/null",
        MIGRATE);
  }

  /// Lets it go on. su stops with its child, maybe later than it, and so is told more than once.
  void goOn() {
    host.bash(
        "while pgrep -f '%1$s' >/dev/null; do pkill -CONT -f '%1$s'; sleep 0.2; done"
            .formatted(MIGRATE));
  }

  /// Waits until a process of this pattern is there while a condition holds, and holds it.
  static void hold(TestHost host, String condition, String process) {
    host.bash(
        """
        for i in $(seq 1800); do
          %s && pkill -STOP -f '%s' && exit
          sleep 0.1
        done
        exit 1
        """
            .formatted(condition, process));
  }
}
