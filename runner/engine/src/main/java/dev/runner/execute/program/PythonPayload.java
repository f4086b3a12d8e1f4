package dev.runner.execute.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes of a Python module a file that Python runs by itself: a zip with the module, Ansible's
/// library of the user's installation, and that of the collections that it uses.
public final class PythonPayload {
  private static final Pattern COLLECTION =
      Pattern.compile("ansible_collections\\.([A-Za-z0-9_]+)\\.([A-Za-z0-9_]+)");

  /// Hands the parameters to the module, and runs it. What it raises is its failure, told with all
  /// causes; what isn't an `Exception` ends the program with its traceback.
  private static final String MAIN =
      """
      import json
      import runpy
      import sys


      def failed(message):
          message = 'Task failed: Module failed: ' + message
          print(json.dumps({'failed': True, 'msg': message}), flush=True)
          sys.exit(1)


      def told(error):
          seen, sentences = set(), []
          while error is not None and id(error) not in seen:
              seen.add(id(error))
              sentence = str(error).strip() or type(error).__name__
              if not any(sentence in each for each in sentences):
                  sentences.append(sentence)
              hidden = error.__suppress_context__
              error = error.__cause__ or (None if hidden else error.__context__)
          return ': '.join(sentences)


      with open(sys.argv[1], 'rb') as file:
          parameters = file.read()

      import ansible.module_utils.basic as basic

      basic._ANSIBLE_ARGS = parameters
      basic._ANSIBLE_PROFILE = 'legacy'
      sys.argv = sys.argv[:1]
      try:
          runpy.run_module(
              'MODULE',
              init_globals={'_module_fqn': 'MODULE', '_modlib_path': sys.path[0]},
              run_name='__main__',
              alter_sys=True)
      except Exception as error:
          failed(told(error))
      failed('New-style module did not handle its own exit.')
      """;

  private final Path library;
  private final List<Path> collections;
  private final List<Path> utilities;
  private final Map<Path, byte[]> made = new ConcurrentHashMap<>();
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  /// @param library the package `ansible.module_utils` of an installation
  /// @param collections folders that hold `ansible_collections`
  /// @param utilities folders of further files of `ansible.module_utils`: `module_utils` beside
  ///   playbooks and in roles
  public PythonPayload(Path library, List<Path> collections, List<Path> utilities) {
    this.library = library;
    this.collections = List.copyOf(collections);
    this.utilities = List.copyOf(utilities);
  }

  /// Whether the library knows a parameter of this name that Ansible gives to each module: others
  /// are refused by modules.
  boolean takes(String internal) {
    return known.computeIfAbsent(internal, this::isKnown);
  }

  private boolean isKnown(String internal) {
    try {
      return Files.readString(library.resolve("common/parameters.py")).contains(internal);
    } catch (IOException e) {
      return false; // a library of before there was this file
    }
  }

  /// The file: the same for each host and task of a run.
  byte[] of(Program program) {
    return made.computeIfAbsent(program.file(), _ -> make(program));
  }

  private byte[] make(Program program) {
    try {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      String[] parts = program.name().split("\\.");
      boolean collected = parts.length == 3 && !program.name().startsWith("ansible.legacy.");
      String folder =
          collected
              ? "ansible_collections/%s/%s/plugins/modules/".formatted(parts[0], parts[1])
              : "ansible/modules/";
      String bare = parts[parts.length - 1];
      String module = folder.replace('/', '.') + bare;
      entries.put("__main__.py", MAIN.replace("MODULE", module).getBytes(StandardCharsets.UTF_8));
      for (Path more : utilities) { // the user's own go before Ansible's
        add(more, "ansible/module_utils/", entries);
      }
      add(library, "ansible/module_utils/", entries);
      entries.put(folder + bare + ".py", program.content());
      Set<String> wanted = new LinkedHashSet<>();
      if (collected) {
        wanted.add(parts[0] + "/" + parts[1]);
      }
      collections(program.content(), wanted, new LinkedHashSet<>(), entries);
      return zipped(entries);
    } catch (IOException e) {
      throw new UncheckedIOException("the library of Python modules can't be read", e);
    }
  }

  private void collections(
      byte[] text, Set<String> wanted, Set<String> done, Map<String, byte[]> entries)
      throws IOException {
    Matcher matcher = COLLECTION.matcher(new String(text, StandardCharsets.UTF_8));
    while (matcher.find()) {
      wanted.add(matcher.group(1) + "/" + matcher.group(2));
    }
    for (String collection : List.copyOf(wanted)) {
      if (done.add(collection)) {
        Map<String, byte[]> own = new LinkedHashMap<>();
        String below = "ansible_collections/" + collection + "/plugins/module_utils/";
        for (Path root : collections) {
          add(root.resolve(below), below, own);
        }
        entries.putAll(own);
        for (byte[] each : own.values()) {
          collections(each, wanted, done, entries);
        }
      }
    }
  }

  private static void add(Path folder, String below, Map<String, byte[]> entries)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".py")).sorted().toList()) {
        String name = below + folder.relativize(file);
        if (Files.isRegularFile(file) && !entries.containsKey(name)) {
          entries.put(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    packages(entries);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry each = new ZipEntry(entry.getKey());
        each.setTime(0);
        zip.putNextEntry(each);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /// Python finds modules in a zip only where each folder is a package.
  private static void packages(Map<String, byte[]> entries) {
    for (String name : List.copyOf(entries.keySet())) {
      for (int at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
        entries.putIfAbsent(name.substring(0, at) + "/__init__.py", new byte[0]);
      }
    }
  }
}
