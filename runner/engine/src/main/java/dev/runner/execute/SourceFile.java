package dev.runner.execute;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Opener;
import dev.runner.values.Origin;
import dev.runner.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file or directory of the control machine; an encrypted one is opened when it is read. What
/// kind it is is looked at once: a tree has many.
final class SourceFile implements ControlFile {
  private final String name;
  private final Path path;
  private final ControlFiles files;
  private final Vault vault;
  private final boolean opens;
  private @Nullable Boolean directory;
  private @Nullable Boolean secret;

  SourceFile(String name, Path path, ControlFiles files, Vault vault) {
    this(name, path, files, vault, true);
  }

  private SourceFile(String name, Path path, ControlFiles files, Vault vault, boolean opens) {
    this.name = name;
    this.path = path;
    this.files = files;
    this.vault = vault;
    this.opens = opens;
  }

  @Override
  public ControlFile asItStands() {
    return new SourceFile(name, path, files, vault, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean isDirectory() {
    if (directory == null) {
      directory = files.isDirectory(path);
    }
    return directory;
  }

  @Override
  public boolean isSecret() {
    if (secret == null) {
      secret = opens && !isDirectory() && isEncrypted();
    }
    return secret;
  }

  private boolean isEncrypted() {
    byte[] header = Opener.HEADER.getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = files.open(path)) {
      return Vault.isEncrypted(in.readNBytes(header.length));
    } catch (IOException e) {
      return false; // whoever reads it says what is wrong
    }
  }

  @Override
  public long size() throws IOException {
    return isSecret() ? opened().length : files.size(path);
  }

  @Override
  public InputStream open() throws IOException {
    return isSecret() ? new ByteArrayInputStream(opened()) : files.open(path);
  }

  private byte[] opened() throws IOException {
    String envelope = new String(files.read(path), StandardCharsets.UTF_8);
    try {
      return vault.decrypt(envelope, new Origin(path.toString(), 0, 0));
    } catch (DiagnosticException e) {
      Diagnostic why = e.diagnostics().getFirst();
      throw new BadParameter(
          "",
          vault.ids().isEmpty()
              ? "A vault password or secret must be specified to decrypt " + path
              : "%s: %s".formatted(why.sentence(), path));
    }
  }

  @Override
  public List<ControlFile> entries() throws IOException {
    List<ControlFile> entries = new ArrayList<>();
    if (isDirectory()) {
      for (Path each : files.list(path)) {
        String own = String.valueOf(each.getFileName());
        entries.add(new SourceFile(own, each, files, vault, opens));
      }
    }
    return entries;
  }
}
