import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes what is handed out: a folder with a Java runtime of its own, trimmed by jlink, the jars,
/// and an ahead-of-time cache of the classes that a run needs; packed as `.tar.gz` and `.deb`.
///
/// `java build/Distribution.java ROOT VERSION OUTPUT [TARGET]`; the Java that runs it is the one
/// that is trimmed. TARGET is the folder of each module's jar, `target` if it isn't said.
final class Distribution {
  /// What the program and its libraries need of Java, as jdeps says, without `java.desktop`: of it
  /// SnakeYAML's mapping of beans alone would make use, which we don't use.
  private static final String MODULES =
      "java.base,java.logging,java.management,java.net.http,java.rmi,java.security.jgss,jdk.charsets,"
          + "jdk.net,jdk.unsupported";

  private static final List<String> PARTS =
      List.of(
          "runner/cli",
          "runner/engine",
          "runner/jinja",
          "runner/module-api",
          "runner/values",
          "modules");

  private final Path root;
  private final String version;
  private final Path output;
  private final Path home;
  private final String target;

  private Distribution(Path root, String version, Path output, String target) {
    this.root = root;
    this.version = version;
    this.output = output;
    this.home = output.resolve("runner-" + version);
    this.target = target;
  }

  /// Makes all of it.
  public static void main(String[] words) throws IOException {
    new Distribution(
            Path.of(words[0]).toRealPath(),
            words[1],
            Path.of(words[2]).toAbsolutePath(),
            words.length > 3 ? words[3] : "target")
        .make();
  }

  private void make() throws IOException {
    if (Files.exists(output)) {
      delete(output);
    }
    Files.createDirectories(home.resolve("lib"));
    runtime();
    List<Path> jars = jars();
    files();
    cache(jars);
    Path tar = output.resolve("runner-%s-linux-%s.tar.gz".formatted(version, machine()));
    run(
        "tar",
        "-C",
        output.toString(),
        "--owner=0",
        "--group=0",
        "-czf",
        tar.toString(),
        home.getFileName().toString());
    Path deb = deb();
    System.out.printf(
        "%s (%d MB), %s (%d MB)%n",
        tar.getFileName(), Files.size(tar) >> 20, deb.getFileName(), Files.size(deb) >> 20);
  }

  private static String machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> System.getProperty("os.arch");
    };
  }

  private void runtime() throws IOException {
    run(
        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
        "--add-modules",
        MODULES,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6",
        "--output",
        home.resolve("runtime").toString());
  }

  /// The jars in the order of the class path.
  private List<Path> jars() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String part : PARTS) {
      sources.add(newest(root.resolve(part).resolve(target)));
    }
    String libraries = Files.readString(root.resolve("target/runner.classpath"));
    Arrays.stream(libraries.strip().split(":")).map(Path::of).forEach(sources::add);
    List<Path> jars = new ArrayList<>();
    for (Path source : sources) {
      Path jar = home.resolve("lib").resolve(source.getFileName().toString());
      if (jar.getFileName().toString().startsWith("picocli-")) {
        run(
            java(),
            root.resolve("build/Reframe.java").toString(),
            source.toString(),
            jar.toString());
      } else {
        Files.copy(source, jar, StandardCopyOption.COPY_ATTRIBUTES);
      }
      jars.add(jar);
    }
    return jars;
  }

  private Path newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("runner-.*\\.jar"))
          .filter(
              file -> !file.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow(() -> new IOException("no jar in " + folder));
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void files() throws IOException {
    for (String name :
        List.of(
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "docs",
            "playbooks",
            "inventories/example",
            "bin/compat")) {
      copy(root.resolve(name), home.resolve(name));
    }
    Path sources = root.resolve("runner/cli/src/main/distribution");
    Path command = home.resolve("bin/runner");
    Files.copy(sources.resolve("runner.sh"), command);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void cache(List<Path> jars) throws IOException {
    List<String> names = jars.stream().map(jar -> "lib/" + jar.getFileName()).toList();
    Files.writeString(home.resolve("lib/classpath"), String.join("\n", names) + "\n");
    Path scratch = Files.createTempDirectory("runner-training");
    Path sources = root.resolve("runner/cli/src/main/distribution");
    int status =
        start(
            Map.of("HOME", scratch.toString(), "RUNNER_TRAINING", "1"),
            java(),
            "-cp",
            String.join(":", jars.stream().map(Path::toString).toList()),
            root.resolve("build/Training.java").toString(),
            scratch.toString(),
            home.resolve("bin/runner").toString(),
            "play",
            sources.resolve("training.yml").toString(),
            "-i",
            scratch.resolve("inventory").toString(),
            "--check",
            "--diff",
            "-e",
            "scratch=" + scratch);
    delete(scratch);
    if (status != 0 || !Files.exists(home.resolve("lib/runner.aot"))) {
      throw new IOException("the training run ended with %d, or left no cache".formatted(status));
    }
  }

  /// A package of Debian: an `ar` archive of three members (deb(5)).
  private Path deb() throws IOException {
    Path tree = output.resolve("deb");
    Path installed = tree.resolve("usr/lib/runner");
    copy(home, installed);
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createSymbolicLink(tree.resolve("usr/bin/runner"), Path.of("../lib/runner/bin/runner"));
    Path control = output.resolve("control");
    Files.createDirectories(control);
    Files.writeString(
        control.resolve("control"),
        """
        Package: runner
        Version: %s
        Architecture: %s
        Maintainer: the runner project <runner@localhost>
        Depends: libc6
        Recommends: openssh-client
        Section: admin
        Priority: optional
        Description: plays Ansible-style playbooks on many hosts over SSH
         Hosts need a POSIX shell and nothing else. Comes with a Java runtime of its own.
        """
            .formatted(version.replace("-SNAPSHOT", "~snapshot"), machine()));
    Path deb = output.resolve("runner_%s_%s.deb".formatted(version, machine()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(bytes, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(bytes, "control.tar.gz", packed(control));
    member(bytes, "data.tar.gz", packed(tree));
    Files.write(deb, bytes.toByteArray());
    delete(tree);
    delete(control);
    return deb;
  }

  private byte[] packed(Path folder) throws IOException {
    Path tar = output.resolve("part.tar.gz");
    run("tar", "-C", folder.toString(), "--owner=0", "--group=0", "-czf", tar.toString(), ".");
    byte[] content = Files.readAllBytes(tar);
    Files.delete(tar);
    return content;
  }

  private static void member(ByteArrayOutputStream archive, String name, byte[] content) {
    String header =
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(name, 0, 0, 0, "100644", content.length);
    archive.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    archive.writeBytes(content);
    if (content.length % 2 == 1) {
      archive.write('\n');
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void run(String... words) throws IOException {
    int status = start(Map.of(), words);
    if (status != 0) {
      throw new IOException("%s ended with %d".formatted(String.join(" ", words), status));
    }
  }

  /// Runs a program; what it said is shown if it ends otherwise than well.
  private static int start(Map<String, String> environment, String... words) throws IOException {
    Path log = Files.createTempFile("distribution", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        System.err.print(Files.readString(log));
      }
      Files.delete(log);
      return status;
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
