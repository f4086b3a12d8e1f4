package dev.runner.module;

import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Bytes of a file or of a program's input, which may be secret.
public final class Content {
  private final byte[] bytes;
  private final boolean secret;

  private Content(byte[] bytes, boolean secret) {
    this.bytes = bytes;
    this.secret = secret;
  }

  /// These bytes.
  public static Content of(byte[] bytes) {
    return new Content(bytes.clone(), false);
  }

  /// This text in UTF-8.
  public static Content of(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), false);
  }

  /// This text in UTF-8, secret if its marks say so.
  public static Content of(Text text) {
    return new Content(text.value().getBytes(StandardCharsets.UTF_8), text.isSecret());
  }

  /// This secret in UTF-8.
  public static Content of(Secret secret) {
    return new Content(secret.reveal().getBytes(StandardCharsets.UTF_8), true);
  }

  /// The same bytes, to be shown to nobody.
  public Content asSecret() {
    return new Content(bytes, true);
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// How many bytes.
  public int size() {
    return bytes.length;
  }

  /// Whether this must be shown to nobody.
  public boolean isSecret() {
    return secret;
  }

  /// The text, if the bytes are UTF-8 without NUL characters.
  public Optional<String> text() {
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// The text, whatever the bytes are: what is no UTF-8 becomes the replacement character.
  public String lenientText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && Arrays.equals(content.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return secret ? Secret.MASK : bytes.length + " bytes";
  }
}
