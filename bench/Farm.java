import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Hosts: one sshd of our own that answers on every address of 127.0.0.0/8, and lets in one key
/// from there. It runs as whoever runs the benchmark, who is the user on the hosts, too.
final class Farm implements AutoCloseable {
  /// Where sshd is the first of its processes (root may do so), those that outlive their connection
  /// become its children and are counted; they were 4 of 10 s at 200 hosts.
  private static final List<String> APART =
      List.of("unshare", "--pid", "--fork", "--kill-child=TERM", "--");

  private final Path folder;
  private final int port;
  private final Process daemon;
  private final boolean apart;

  private Farm(Path folder, int port, Process daemon, boolean apart) {
    this.folder = folder;
    this.port = port;
    this.daemon = daemon;
    this.apart = apart;
  }

  static Farm start(Path folder, int port) throws IOException, InterruptedException {
    Commands.delete(folder);
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    for (String key : List.of("hostkey", "userkey")) {
      Commands.run(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    // what a user's shell reads at each start is no part of what is measured
    Files.createDirectories(folder.resolve("home"));
    Path configuration = folder.resolve("sshd_config");
    Files.writeString(
        configuration,
        """
        Port %d
        ListenAddress 0.0.0.0
        AllowUsers *@127.0.0.0/8
        HostKey %2$s/hostkey
        AuthorizedKeysFile %2$s/userkey.pub
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        MaxStartups 2000
        LogLevel ERROR
        PrintMotd no
        Subsystem sftp internal-sftp
        SetEnv HOME=%2$s/home
        """
            .formatted(port, folder));
    boolean apart = Commands.succeeds(APART);
    List<String> words = new ArrayList<>(apart ? APART : List.of());
    words.addAll(List.of(sshd(), "-D", "-e", "-f", configuration.toString()));
    Process daemon =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .redirectErrorStream(true)
            .start();
    Farm farm = new Farm(folder, port, daemon, apart);
    farm.awaitReady();
    return farm;
  }

  private static String sshd() throws IOException {
    for (String place : List.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")) {
      if (Files.isExecutable(Path.of(place))) {
        return place; // sshd wants to be called by its whole path
      }
    }
    throw new IOException(
        "there is no sshd on this machine: install OpenSSH's server (it needn't run)");
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (!daemon.isAlive()) {
        break;
      }
      if (Files.size(folder.resolve("sshd.log")) == 0 && Commands.answers(port)) {
        return;
      }
      Thread.sleep(50);
    }
    close();
    throw new IOException("sshd doesn't start: " + Files.readString(folder.resolve("sshd.log")));
  }

  int port() {
    return port;
  }

  Path key() {
    return folder.resolve("userkey");
  }

  /// A file that holds the key of these hosts, as a user's would.
  Path known(List<String> hosts, int port) throws IOException {
    String key = Files.readString(folder.resolve("hostkey.pub")).strip();
    List<String> lines = new ArrayList<>();
    hosts.forEach(host -> lines.add("[%s]:%d %s".formatted(host, port, key)));
    Path file = folder.resolve("known_hosts");
    Files.write(file, lines);
    return file;
  }

  private long pid() {
    List<Long> children = apart ? Processes.children(daemon.pid()) : List.of();
    return children.isEmpty() ? daemon.pid() : children.getFirst();
  }

  /// CPU seconds of sshd and all it ran, once nobody is connected any more.
  double cpu() throws InterruptedException {
    long sshd = pid();
    for (int i = 0; i < 200 && !Processes.children(sshd).isEmpty(); i++) {
      Thread.sleep(50);
    }
    return Processes.cpu(sshd);
  }

  static List<String> addresses(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add("127.0.%d.%d".formatted(1 + i / 250, 1 + i % 250));
    }
    return all;
  }

  @Override
  public void close() {
    // unshare itself passes no signal on
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroy);
  }
}
