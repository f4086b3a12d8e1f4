package dev.runner.execute.host;

import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Files as a stream for `tar -x`, opened one after the other as they are read. Owner and
/// permissions in it say nothing: whoever unpacks it decides them.
final class TarStream extends InputStream {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;

  /// A file.
  ///
  /// @param name without a slash at its start
  record Entry(String name, long size, Steps.Stream content) {}

  private final Deque<Steps.Stream> rest = new ArrayDeque<>();
  private InputStream current = InputStream.nullInputStream();

  TarStream(List<Entry> entries) {
    for (Entry entry : entries) {
      rest.add(() -> new ByteArrayInputStream(head(entry)));
      rest.add(() -> new Exact(entry));
      rest.add(() -> new ByteArrayInputStream(new byte[padding(entry.size())]));
    }
    rest.add(() -> new ByteArrayInputStream(new byte[2 * BLOCK]));
  }

  private static byte[] head(Entry entry) {
    byte[] name = Script.encode(entry.name());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (name.length > NAME) {
      // GNU's way, which BusyBox knows too: the name goes before, as a file of its own kind
      byte[] ended = Arrays.copyOf(name, name.length + 1);
      out.writeBytes(header(Script.encode("././@LongLink"), ended.length, 'L'));
      out.writeBytes(ended);
      out.writeBytes(new byte[padding(ended.length)]);
    }
    out.writeBytes(header(Arrays.copyOf(name, Math.min(name.length, NAME)), entry.size(), '0'));
    return out.toByteArray();
  }

  private static byte[] header(byte[] name, long size, char type) {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    put(header, NAME, "0000600\0" + "0000000\0".repeat(2));
    put(header, SIZE_AT, octal(size, 11) + '\0' + octal(0, 11) + '\0');
    put(header, SUM_AT, " ".repeat(8));
    put(header, TYPE_AT, String.valueOf(type));
    put(header, MAGIC_AT, "ustar\0" + "00");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xFF;
    }
    put(header, SUM_AT, octal(sum, 6) + "\0 ");
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String octal(long number, int digits) {
    String octal = Long.toOctalString(number);
    return "0".repeat(digits - octal.length()) + octal;
  }

  private static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int filled = 0;
    while (filled < length) {
      int n = current.read(buffer, offset + filled, length - filled);
      if (n > 0) {
        filled += n;
      } else if (n < 0) {
        current.close();
        if (rest.isEmpty()) {
          return filled == 0 ? -1 : filled;
        }
        current = rest.removeFirst().open();
      }
    }
    return filled;
  }

  @Override
  public void close() throws IOException {
    current.close();
    rest.clear();
  }

  /// A file's content, which has to be as long as was said: the rest of the stream hangs on it.
  private static final class Exact extends InputStream {
    private final Entry entry;
    private final InputStream content;
    private long left;

    Exact(Entry entry) throws IOException {
      this.entry = entry;
      this.content = entry.content().open();
      this.left = entry.size();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = content.read(buffer, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw new IOException(
            "a file became shorter while it was copied, to %d of %d bytes: %s"
                .formatted(entry.size() - left, entry.size(), entry.name()));
      }
      left -= n;
      return n;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
