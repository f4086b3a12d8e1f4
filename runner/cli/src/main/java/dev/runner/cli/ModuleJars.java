package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.module.Catalog;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// Finds jars of modules: on the module path, and in `library/` beside a playbook or role.
final class ModuleJars {
  private ModuleJars() {}

  /// Our own modules, and those of all jars. A module of a jar hides one of ours of the same name.
  ///
  /// @param modulePath jars and folders of jars
  /// @param besides folders that may hold a `library`
  static Modules load(List<String> modulePath, List<Path> besides) {
    List<Path> jars = new ArrayList<>();
    for (String path : modulePath) {
      for (String each : path.split(File.pathSeparator)) {
        if (!each.isBlank()) {
          jars.addAll(given(Path.of(each.strip())));
        }
      }
    }
    besides.forEach(folder -> jars.addAll(jars(folder.resolve("library"))));
    List<Catalog> catalogs = new ArrayList<>();
    ClassLoader own = ModuleJars.class.getClassLoader();
    if (!jars.isEmpty()) {
      URL[] urls = jars.stream().distinct().map(ModuleJars::url).toArray(URL[]::new);
      ClassLoader loader = new URLClassLoader("modules", urls, own);
      for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
        if (catalog.getClass().getClassLoader().equals(loader)) {
          catalogs.add(catalog);
        }
      }
    }
    ServiceLoader.load(Catalog.class, own).forEach(catalogs::add);
    return Modules.of(catalogs);
  }

  private static List<Path> given(Path path) {
    if (Files.isDirectory(path)) {
      return jars(path);
    }
    if (!Files.exists(path)) {
      if (!path.toString().endsWith(".jar")) {
        return List.of(); // a folder that isn't there holds nothing
      }
      throw new BadOptions("there is no '%s', which the module path names".formatted(path));
    }
    return List.of(path);
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder '%s' can't be read".formatted(folder), e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
