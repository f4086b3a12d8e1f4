package dev.runner.execute.host;

import dev.runner.transport.Connection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Splits what a command writes into lines as it comes. Lines are decoded from UTF-8 even where a
/// character comes in pieces; a line that doesn't end is handed on in parts of bounded length.
/// Control characters are left to who shows them.
final class Lines implements Connection.Sink, AutoCloseable {
  private static final int LONGEST = 4096;

  private final Consumer<String> sink;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder line = new StringBuilder();
  private byte[] rest = new byte[0];

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized void accept(byte[] buffer, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length);
    in.put(rest).put(buffer, offset, length).flip();
    decode(in, false);
    rest = new byte[in.remaining()];
    in.get(rest);
  }

  private void decode(ByteBuffer in, boolean end) {
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, end);
    out.flip();
    while (out.hasRemaining()) {
      char c = out.get();
      if (c == '\n') {
        emit();
      } else {
        line.append(c);
        if (line.length() >= LONGEST && !Character.isHighSurrogate(c)) {
          emit();
        }
      }
    }
  }

  private void emit() {
    int end = line.length();
    String text =
        end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    line.setLength(0);
    sink.accept(text);
  }

  /// Hands on a last line without an end.
  @Override
  public synchronized void close() {
    decode(ByteBuffer.wrap(rest), true);
    rest = new byte[0];
    if (!line.isEmpty()) {
      emit();
    }
  }
}
