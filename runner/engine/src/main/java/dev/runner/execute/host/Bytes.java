package dev.runner.execute.host;

/// Searching in bytes.
final class Bytes {
  private Bytes() {}

  /// Where this stands at or after an index; -1 if nowhere.
  static int find(byte[] all, byte[] wanted, int from) {
    outer:
    for (int i = from; i <= all.length - wanted.length; i++) {
      for (int k = 0; k < wanted.length; k++) {
        if (all[i + k] != wanted[k]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
