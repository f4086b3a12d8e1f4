package dev.runner.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is shown, on its way to where the user sent it. A run goes on if it can't be written there:
/// hosts are not to be left half done for it; but the user is told.
final class StandardOutput extends OutputStream {
  private final OutputStream there;
  private @Nullable IOException trouble;

  StandardOutput(OutputStream there) {
    this.there = there;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    try {
      if (trouble == null) {
        there.write(bytes, offset, length);
      }
    } catch (IOException e) {
      trouble = e;
    }
  }

  /// Why not all was written; absent too where nobody wanted it: a reader that has gone, such as
  /// `head`, or an output that was closed from the start.
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble)
        .map(why -> String.valueOf(why.getMessage()))
        .filter(why -> !why.toLowerCase(Locale.ROOT).matches("broken pipe|bad file descriptor"));
  }
}
