package dev.runner.template.ports;

import dev.runner.source.DiagnosticException;
import dev.runner.template.TemplateException;
import dev.runner.values.Origin;
import dev.runner.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The text of a file of the control machine, opened if it was encrypted.
///
/// @param secret whether it was encrypted
public record ControlText(String text, boolean secret) {

  /// What a file says in UTF-8.
  ///
  /// @throws TemplateException if it can't be read or opened
  public static ControlText read(Ports ports, Path file) {
    return read(ports, file, StandardCharsets.UTF_8);
  }

  /// What a file says in an encoding.
  ///
  /// @throws TemplateException if it can't be read or opened, or isn't written so
  public static ControlText read(Ports ports, Path file, Charset encoding) {
    byte[] bytes = bytes(ports, file);
    boolean secret = Vault.isEncrypted(bytes);
    byte[] plain = secret ? opened(ports, bytes, file) : bytes;
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
      return new ControlText(text, secret);
    } catch (CharacterCodingException e) {
      throw trouble(
          file,
          "'%s' isn't %s text".formatted(file, encoding.name()),
          "convert it, or copy it as it is");
    }
  }

  private static byte[] bytes(Ports ports, Path file) {
    try {
      return ports.files().read(file);
    } catch (NoSuchFileException e) {
      throw trouble(file, "there is no file '%s'".formatted(file), "");
    } catch (IOException e) {
      throw trouble(file, "'%s' can't be read: %s".formatted(file, e.getMessage()), "");
    }
  }

  private static byte[] opened(Ports ports, byte[] envelope, Path file) {
    Origin origin = new Origin(file.toString(), 0, 0);
    try {
      return ports.vault().decrypt(new String(envelope, StandardCharsets.UTF_8), origin);
    } catch (DiagnosticException e) {
      throw trouble(file, e.diagnostics().getFirst().sentence(), e.diagnostics().getFirst().hint());
    }
  }

  private static TemplateException trouble(Path file, String sentence, String hint) {
    return new TemplateException(sentence, hint, new Origin(file.toString(), 0, 0), false, null);
  }
}
