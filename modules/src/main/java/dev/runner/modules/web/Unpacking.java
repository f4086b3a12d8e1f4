package dev.runner.modules.web;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Unpacks bodies that a server compressed (RFC 9110, section 8.4.1.3).
final class Unpacking {
  private static final int LARGEST = 256 << 20;

  private Unpacking() {}

  /// Whether a body with these headers is packed in a way that can be unpacked.
  static boolean packed(Map<String, String> headers) {
    String coding = headers.getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT);
    return coding.equals("gzip") || coding.equals("x-gzip");
  }

  /// A file of the host unpacked, into the scratch directory; as it is if it isn't packed.
  static RemotePath of(RemotePath file, Probe host) {
    RemotePath plain = host.scratch().resolve("plain");
    Output output =
        host.look(Command.of("sh", "-c", "gzip -dc <\"$1\" >\"$2\"", "unpack", file, plain));
    return output.ok() ? plain : file;
  }

  /// The body unpacked; as it is if it isn't packed, or is packed wrongly.
  static Content of(Content body, Map<String, String> headers) {
    if (!packed(headers)) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.bytes()))) {
      return Content.of(in.readNBytes(LARGEST));
    } catch (IOException e) {
      return body;
    }
  }
}
