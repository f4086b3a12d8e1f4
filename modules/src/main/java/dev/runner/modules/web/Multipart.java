package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.modules.files.ChecksumAlgorithm;
import dev.runner.modules.files.Digests;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Writes a form as `multipart/form-data` (RFC 7578).
final class Multipart {
  private static final String NEWLINE = "\r\n";

  /// A field: its headers, and what is in it.
  private record Part(List<String> headers, Content content) {}

  private Multipart() {}

  /// The form that a mapping stands for. A field is text, or a mapping with `filename`, `content`,
  /// `mime_type` and `multipart_encoding`.
  static Body of(Object form, Function<String, ControlFile> files) {
    if (!(form instanceof Map<?, ?> map)) {
      throw new BadParameter("body", "a multipart form is a mapping of names to fields");
    }
    List<Part> parts = new ArrayList<>();
    map.forEach((name, value) -> parts.add(part(Body.plain(name), value, files)));
    byte[] inner = joined(parts, "");
    // The mark is made of the content, so that the same task always sends the same bytes.
    String boundary =
        "----runner-" + Digests.of(ChecksumAlgorithm.SHA256, Content.of(inner)).substring(0, 32);
    boolean secret = parts.stream().anyMatch(each -> each.content().isSecret());
    Content content = Content.of(joined(parts, boundary));
    return new Body(
        secret ? content.asSecret() : content,
        Optional.of("multipart/form-data; boundary=" + boundary));
  }

  private static byte[] joined(List<Part> parts, String boundary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : parts) {
      put(out, "--" + boundary + NEWLINE);
      part.headers().forEach(header -> put(out, header + NEWLINE));
      put(out, NEWLINE);
      out.writeBytes(part.content().bytes());
      put(out, NEWLINE);
    }
    put(out, "--" + boundary + "--" + NEWLINE);
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Part part(String name, Object value, Function<String, ControlFile> files) {
    if (!(value instanceof Map<?, ?> field)) {
      if (!Text.isText(value) && !(value instanceof Secret)) {
        throw new BadParameter(
            "body",
            "failed to parse body as form-multipart: value must be a string, or mapping, cannot be type %s (field %s)"
                .formatted(Python.typeName(value), name));
      }
      return new Part(headers(name, Optional.empty(), "text/plain"), text(value));
    }
    Optional<String> filename = entry(field, "filename");
    Object content = field.get("content");
    String type = entry(field, "mime_type").orElseGet(() -> guessed(filename.orElse("")));
    if (content != null && content != None.NONE) {
      return new Part(headers(name, filename, type), text(content));
    }
    ControlFile file =
        files.apply(
            filename.orElseThrow(
                () ->
                    new BadParameter(
                        "body", "the field %s needs content or filename".formatted(name))));
    boolean encode = !entry(field, "multipart_encoding").orElse("base64").equals("7or8bit");
    List<String> headers = headers(name, filename, type);
    if (encode) {
      headers.add("Content-Transfer-Encoding: base64");
    }
    Content bytes = content(file);
    return new Part(headers, encode ? base64(bytes) : lines(bytes));
  }

  private static Optional<String> entry(Map<?, ?> field, String name) {
    Object value = field.get(name);
    return value == null || value == None.NONE ? Optional.empty() : Optional.of(Body.plain(value));
  }

  private static Content text(Object value) {
    Content content = Content.of(Body.plain(value));
    return Secrets.in(value) ? content.asSecret() : content;
  }

  private static List<String> headers(String name, Optional<String> filename, String type) {
    String file =
        filename.map(path -> "; filename=\"%s\"".formatted(quoted(baseName(path)))).orElse("");
    List<String> headers = new ArrayList<>();
    headers.add("Content-Disposition: form-data; name=\"%s\"%s".formatted(quoted(name), file));
    headers.add("Content-Type: " + type);
    return headers;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// As WHATWG HTML, section 4.10.21.8, has it.
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String guessed(String filename) {
    String type = filename.isEmpty() ? null : URLConnection.guessContentTypeFromName(filename);
    return type == null ? "application/octet-stream" : type;
  }

  /// Text in a message has the line ends of a network.
  private static Content lines(Content content) {
    Optional<String> text = content.text();
    if (text.isEmpty()) {
      return content;
    }
    Content lines = Content.of(text.get().replaceAll("\r?\n", NEWLINE));
    return content.isSecret() ? lines.asSecret() : lines;
  }

  private static Content base64(Content content) {
    Content text = Content.of(Base64.getMimeEncoder().encode(content.bytes()));
    return content.isSecret() ? text.asSecret() : text;
  }

  private static Content content(ControlFile file) {
    try {
      return file.content();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
