import java.util.List;

/// What one run of a command took.
///
/// @param wall seconds
/// @param control CPU seconds of the command and all it started here
/// @param host CPU seconds of sshd and all it ran
/// @param memory peak in MiB: of the command itself, and what its children have for themselves
record Measured(int status, double wall, double control, double host, double memory) {

  /// The one in the middle, by each measure for itself.
  static Measured median(List<Measured> all) {
    return new Measured(
        all.stream().mapToInt(Measured::status).max().orElseThrow(),
        Numbers.median(all.stream().map(Measured::wall).toList()),
        Numbers.median(all.stream().map(Measured::control).toList()),
        Numbers.median(all.stream().map(Measured::host).toList()),
        Numbers.median(all.stream().map(Measured::memory).toList()));
  }

  /// The same, where another status than 0 is right.
  Measured as(int expected) {
    return new Measured(status == expected ? 0 : status, wall, control, host, memory);
  }
}
