package dev.runner.cli;

import dev.runner.source.TypedJson;
import dev.runner.values.Date;
import dev.runner.values.DateTime;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.variables.FactCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Facts in a file for each host, where and as ansible-core keeps them: from 2.19 on one JSON text
/// in another, before that JSON alone, which is read where nothing newer is there. Values that are
/// secret aren't written. May be used by several threads, each for another host.
final class FactFiles implements FactCache {
  /// What ansible-core puts before the name of a host in files of the newer form.
  private static final String NEWER = "s1_";

  private static final String PAYLOAD = "__payload__";

  private final Path directory;
  private final String prefix;
  private final Duration lasting;
  private final boolean older;

  /// @param older whether files are written as ansible-core before 2.19 did
  /// @param lasting how long facts are believed; zero: for ever
  FactFiles(Path directory, String prefix, boolean older, Duration lasting) {
    this.directory = directory;
    this.prefix = prefix;
    this.lasting = lasting;
    this.older = older;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  private Path file(String host) {
    return named(older ? host : NEWER + host);
  }

  private Path named(String key) {
    String name = prefix + key.replace('/', '_');
    return directory.resolve(name.startsWith(".") ? "_" + name : name);
  }

  @Override
  public Map<String, Object> load(String host) {
    Path file = Files.exists(file(host)) ? file(host) : named(host);
    try {
      Instant end = Files.getLastModifiedTime(file).toInstant().plus(lasting);
      if (!lasting.isZero() && end.isBefore(Instant.now())) {
        return Map.of();
      }
      return facts(TypedJson.read(unwrapped(Json.parse(Files.readString(file)))));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (Json.SyntaxError e) {
      throw new BadOptions(
          "the fact cache '%s' can't be read: %s; remove it and try again"
              .formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the fact cache '%s' can't be read".formatted(file), e);
    }
  }

  private static Object unwrapped(Object parsed) {
    return parsed instanceof Map<?, ?> map && map.get(PAYLOAD) instanceof String payload
        ? Json.parse(payload)
        : parsed;
  }

  private static Map<String, Object> facts(Object parsed) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (parsed instanceof Map<?, ?> map) {
      map.forEach((name, value) -> facts.put(name.toString(), untrusted(value)));
    }
    return facts;
  }

  /// What a host told is never a template, however long ago. Ansible keeps with a value where it
  /// was written; only the value is taken.
  private static Object untrusted(Object value) {
    return switch (value) {
      case String text -> Text.of(text, Marks.NONE);
      case List<?> list -> list.stream().map(FactFiles::untrusted).toList();
      case Map<?, ?> map -> facts(map);
      default -> value;
    };
  }

  @Override
  public void keep(String host, Map<String, ?> facts) {
    Map<String, Object> all = new LinkedHashMap<>(load(host));
    facts.forEach(
        (name, value) -> {
          if (isOpen(value)) {
            all.put(name, value);
          }
        });
    try {
      Files.createDirectories(directory);
      Path next =
          Files.createTempFile(
              directory,
              ".facts",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          next, older ? Json.indented(all) : Json.spaced(Map.of(PAYLOAD, Json.spaced(all))));
      Files.move(next, file(host), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the fact cache '%s' can't be written".formatted(file(host)), e);
    }
  }

  private static boolean isOpen(Object value) {
    return switch (value) {
      case Text text -> !text.isSecret();
      case List<?> list -> list.stream().allMatch(FactFiles::isOpen);
      case Map<?, ?> map -> map.values().stream().allMatch(FactFiles::isOpen);
      case String text -> true;
      case Boolean flag -> true;
      case Number number -> true;
      case Date day -> true;
      case DateTime time -> true;
      default -> value == None.NONE;
    };
  }

  @Override
  public void forget(String host) {
    try {
      Files.deleteIfExists(file(host));
      Files.deleteIfExists(named(host));
    } catch (IOException e) {
      throw new UncheckedIOException("the fact cache of '%s' can't be removed".formatted(host), e);
    }
  }
}
