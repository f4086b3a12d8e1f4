package dev.runner.modules.web;

import dev.runner.module.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Unpacks bodies that a server compressed (RFC 9110, section 8.4.1.3).
final class Unpacking {
  private static final int LARGEST = 256 << 20;

  private Unpacking() {}

  /// The body unpacked; as it is if it isn't packed, or is packed wrongly.
  static Content of(Content body, Map<String, String> headers) {
    String coding = headers.getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT);
    if (!coding.equals("gzip") && !coding.equals("x-gzip")) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.bytes()))) {
      return Content.of(in.readNBytes(LARGEST));
    } catch (IOException e) {
      return body;
    }
  }
}
