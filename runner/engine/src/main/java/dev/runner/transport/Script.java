package dev.runner.transport;

import dev.runner.values.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Text of a POSIX shell script. Secret parts print as `********` and are revealed only when the
/// script is sent.
public final class Script {
  private sealed interface Part {
    record Plain(String text) implements Part {}

    record Hidden(Secret secret) implements Part {}
  }

  private final List<Part> parts;

  private Script(List<Part> parts) {
    this.parts = parts;
  }

  /// A script without secrets. Paths in it hold bytes that aren't UTF-8 as lone surrogates, see
  /// `RemotePath`.
  public static Script of(String text) {
    return new Builder().add(text).build();
  }

  /// The bytes to be sent. Only for the transport.
  public byte[] reveal() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : parts) {
      switch (part) {
        case Part.Plain plain -> out.writeBytes(encode(plain.text()));
        case Part.Hidden hidden ->
            out.writeBytes(hidden.secret().reveal().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /// The script with its secrets masked.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Plain plain -> text.append(plain.text());
        case Part.Hidden hidden -> text.append(hidden.secret());
      }
    }
    return text.toString();
  }

  /// Puts a script together.
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();

    /// Adds text as it is.
    public Builder add(String text) {
      parts.add(new Part.Plain(text));
      return this;
    }

    /// Adds a secret as it is: quote it before ([Secret#of] of the quoted text).
    public Builder add(Secret secret) {
      parts.add(new Part.Hidden(secret));
      return this;
    }

    /// Adds another script.
    public Builder add(Script script) {
      parts.addAll(script.parts);
      return this;
    }

    /// The script.
    public Script build() {
      return new Script(List.copyOf(parts));
    }
  }

  /// UTF-8, where U+DC80 to U+DCFF stand for the bytes 0x80 to 0xFF themselves (PEP 383).
  public static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean low = c >= '\uDC80' && c <= '\uDCFF';
      if (low && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
        out.write(c & 0xFF);
        start = i + 1;
      }
    }
    out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
