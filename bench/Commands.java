import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Runs commands, and measures them.
final class Commands {
  private static final long SAMPLE_MILLIS = 200;
  private static final File NOTHING = new File("/dev/null");

  private final Usage usage = new Usage();
  private final Farm farm;
  private final Path scratch;

  /// @param scratch a folder that is named on the command line of whatever stays behind
  Commands(Farm farm, Path scratch) {
    this.farm = farm;
    this.scratch = scratch;
  }

  /// A command to be run.
  ///
  /// @param input standard input; nothing if it is absent
  record Command(
      List<String> words, Map<String, String> environment, Path folder, Optional<Path> input) {
    Command(List<String> words, Map<String, String> environment, Path folder) {
      this(words, environment, folder, Optional.empty());
    }
  }

  /// Runs it to its end; what it says goes to a file.
  Measured measure(Command command, Path log) throws IOException, InterruptedException {
    double hostBefore = farm.cpu();
    double before = usage.children();
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .directory(command.folder().toFile())
            .redirectErrorStream(true)
            .redirectInput(command.input().map(Path::toFile).orElse(NOTHING))
            .redirectOutput(log.toFile());
    builder.environment().putAll(command.environment());
    long start = System.nanoTime();
    Process process = builder.start();
    AtomicReference<Double> peak = new AtomicReference<>(0.0);
    Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(process, peak));
    int status = process.waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    sampler.join();
    double control = usage.children() - before + endOthers();
    return new Measured(status, wall, control, farm.cpu() - hostBefore, peak.get());
  }

  private static void sample(Process process, AtomicReference<Double> peak) {
    try {
      do {
        peak.set(Math.max(peak.get(), Processes.memory(process.pid())));
      } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends what a command left behind (connections kept by OpenSSH), and returns its CPU seconds.
  private double endOthers() {
    double sum = 0;
    for (long pid : Processes.mentioning(scratch.toString() + "/control")) {
      sum += Processes.cpu(pid);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
    return sum;
  }

  static void run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectInput(NOTHING).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + said);
    }
  }

  /// Whether `true` can be run by these words.
  static boolean succeeds(List<String> words) throws InterruptedException {
    List<String> all = new java.util.ArrayList<>(words);
    all.add("true");
    try {
      return new ProcessBuilder(all)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Removes a folder with all that is in it.
  static void delete(Path folder) throws IOException, InterruptedException {
    if (Files.exists(folder)) {
      run("rm", "-rf", folder.toString());
    }
  }

  static List<String> words(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all;
  }
}
