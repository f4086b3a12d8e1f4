package dev.runner.source;

import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the user's files: finds, opens, parses, and collects what is wrong with them.
public final class Sources {
  private final ControlFiles files;
  private final Opener opener;
  private final Diagnostics diagnostics;
  private final Path here;

  /// @param opener opens what is encrypted
  /// @param here where the user stands: paths below it are shown relative to it
  public Sources(ControlFiles files, Opener opener, Diagnostics diagnostics, Path here) {
    this.files = files;
    this.opener = opener;
    this.diagnostics = diagnostics;
    this.here = here.toAbsolutePath().normalize();
  }

  /// The same with diagnostics of its own, without any so far.
  public Sources apart() {
    return new Sources(files, opener, diagnostics.another(), here);
  }

  public ControlFiles files() {
    return files;
  }

  public Opener opener() {
    return opener;
  }

  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /// Where the user stands.
  public Path here() {
    return here;
  }

  /// A path as messages show it.
  public String name(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) && !absolute.equals(here)
        ? here.relativize(absolute).toString()
        : absolute.toString();
  }

  /// The beginning of a file.
  public Origin origin(Path file) {
    return new Origin(name(file), 0, 0);
  }

  /// The text of a file; nothing, and a diagnostic, if it can't be had.
  ///
  /// @param asked what names the file
  public Optional<String> text(Path file, @Nullable Origin asked) {
    try {
      byte[] bytes = files.read(file);
      return Optional.of(opened(decoded(bytes), origin(file)));
    } catch (CharacterCodingException e) {
      diagnostics.error(origin(file), "the file isn't UTF-8", "convert it, or is it no text?");
    } catch (IOException e) {
      String sentence = "'%s' can't be read: %s".formatted(name(file), reason(e));
      if (e instanceof java.nio.file.NoSuchFileException) {
        diagnostics.missing(asked, sentence, "");
      } else {
        diagnostics.error(asked, sentence);
      }
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::add);
    }
    return Optional.empty();
  }

  /// The tree of a YAML or JSON file; nothing, and a diagnostic, if it can't be had.
  public Optional<Yaml> yaml(Path file, @Nullable Origin asked) {
    return text(file, asked).flatMap(text -> YamlParser.parse(name(file), text, diagnostics));
  }

  /// The variables of a file; none, and a diagnostic, if they can't be had. All text of an
  /// encrypted file is secret.
  public Vars vars(Path file, @Nullable Origin asked) {
    return vars(file, asked, List::of);
  }

  /// The variables of a file that may hold a list of mappings too, the later ones the stronger
  /// (`vars_files`).
  public Vars listedVars(Path file, @Nullable Origin asked) {
    return vars(
        file, asked, tree -> tree instanceof Yaml.Sequence list ? list.items() : List.of(tree));
  }

  private Vars vars(
      Path file, @Nullable Origin asked, Function<Yaml, List<? extends Yaml>> mappings) {
    int before = diagnostics.errors().size();
    Optional<Yaml> tree = yaml(file, asked);
    if (tree.isEmpty() || diagnostics.errors().size() > before) {
      return Vars.EMPTY;
    }
    Vars vars = Vars.EMPTY;
    for (Yaml each : mappings.apply(tree.get())) {
      vars = vars.with(Vars.of(each, opener, diagnostics));
    }
    return isEncrypted(file) ? vars.secret() : vars;
  }

  /// The value of a tree.
  public Object value(Yaml tree) {
    return tree.toValue(opener);
  }

  private boolean isEncrypted(Path file) {
    try {
      return decoded(files.read(file)).startsWith(Opener.HEADER);
    } catch (IOException e) {
      return false;
    }
  }

  private String opened(String text, Origin origin) {
    if (!text.startsWith(Opener.HEADER)) {
      return text;
    }
    diagnostics.conceal(origin.source());
    return opener.open(text, origin);
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// Why a file can't be read or written, in words.
  public static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException none -> "there is no such file";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// The first of these files that is there.
  public Optional<Path> first(List<Path> candidates) {
    return candidates.stream().filter(files::isFile).findFirst();
  }
}
