package dev.runner.containers;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/// A running host: sshd and the site tidepool, its ports on 127.0.0.1. `root`, `deploy`, `admin`,
/// `ops`, `console`, `barred` (its login shell is nologin) and on a modern host `fish` (likewise)
/// log in with [SshKey#ofThisRun]; passwords are the name followed by `-secret`. Close it.
public final class TestHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Stack stack;
  private final SshKey key;
  private final GenericContainer<?> container;

  private TestHost(Stack stack, SshKey key, GenericContainer<?> container) {
    this.stack = stack;
    this.key = key;
    this.container = container;
  }

  /// Starts a host with its database and Apache.
  public static TestHost start(Stack stack) {
    return start(stack, Map.of());
  }

  /// Starts a host with other settings of `host-start`: `SERVICES` (`mariadb apache`, either, or
  /// nothing), and on a modern host `TIDEPOOL_DATABASE` (`sqlite`, `mariadb`).
  public static TestHost start(Stack stack, Map<String, String> settings) {
    return start(stack, settings, _ -> {});
  }

  /// Starts a host whose container is changed first, say by a small tmpfs.
  public static TestHost start(
      Stack stack, Map<String, String> settings, Consumer<GenericContainer<?>> changes) {
    SshKey key = SshKey.ofThisRun();
    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(stack.image()));
    Map<String, String> environment = new TreeMap<>(variant(stack));
    environment.putAll(settings);
    environment.put("AUTHORIZED_KEY", key.publicLine());
    container
        .withImagePullPolicy(_ -> false)
        .withEnv(environment)
        .withExposedPorts(22, 80)
        .waitingFor(readiness(stack).withStartupTimeout(PATIENCE));
    if (stack == Stack.BOOTED) {
      allowBooting(container);
    }
    changes.accept(container);
    container.start();
    return new TestHost(stack, key, container);
  }

  /// What `-Drunner.classic="TIDEPOOL_DJANGO=1.6 TIDEPOOL_ENGINE=myisam"` says of classic hosts:
  /// all tests can be run on the other ones of that age.
  private static Map<String, String> variant(Stack stack) {
    String words = stack == Stack.CLASSIC ? System.getProperty("runner.classic", "") : "";
    return Pattern.compile(" ")
        .splitAsStream(words.strip())
        .filter(word -> word.contains("="))
        .map(word -> word.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static WaitStrategy readiness(Stack stack) {
    return stack == Stack.BOOTED
        ? Wait.forSuccessfulCommand("systemctl is-system-running --wait")
        : Wait.forLogMessage(".*host is ready.*", 1);
  }

  /// systemd mounts file systems and makes control groups, of its own alone.
  private static void allowBooting(GenericContainer<?> container) {
    container
        .withTmpFs(Map.of("/run", "exec,mode=755", "/run/lock", ""))
        .withCreateContainerCmdModifier(
            create -> {
              HostConfig host = Objects.requireNonNull(create.getHostConfig());
              host.withCapAdd(Capability.SYS_ADMIN)
                  .withSecurityOpts(List.of("apparmor=unconfined", "seccomp=unconfined"))
                  .withCgroupnsMode("private");
            });
  }

  public Stack stack() {
    return stack;
  }

  public SshKey key() {
    return key;
  }

  public int sshPort() {
    return container.getMappedPort(22);
  }

  /// Its address as other containers see it, where its ports are 22 and 80.
  public String address() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .orElseThrow()
        .getIpAddress();
  }

  public int httpPort() {
    return container.getMappedPort(80);
  }

  /// One line of an INI inventory for this host.
  public String inventoryLine(String name, String user) {
    return inventoryLine(name, user, sshPort());
  }

  /// One line of an INI inventory for this host behind another port, say that of a [CuttingProxy].
  public String inventoryLine(String name, String user, int port) {
    return "%s ansible_host=127.0.0.1 ansible_port=%d ansible_user=%s ansible_ssh_private_key_file=%s"
        .formatted(name, port, user, key.file());
  }

  /// Runs a command as root inside, beside SSH.
  public Ran run(String... words) {
    try {
      var ended = container.execInContainer(words);
      return new Ran(
          String.join(" ", words), ended.getExitCode(), ended.getStdout(), ended.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a script of bash, or of sh where there is no bash, as root inside; its output, if it ends
  /// with 0.
  public String bash(String script) {
    return run(stack == Stack.SMALL ? "sh" : "bash", "-c", script).orThrow().text();
  }

  /// Runs a command over SSH with the system's own client.
  public Ran ssh(String user, String command) {
    return Shell.run(
        "ssh",
        "-F",
        "none",
        "-i",
        key.file().toString(),
        "-p",
        "" + sshPort(),
        "-o",
        "BatchMode=yes",
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        user + "@127.0.0.1",
        command);
  }

  /// What the site says to a GET of a path such as `/health/`; empty where nobody listens or the
  /// connection is closed.
  public Reply get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(httpPort(), path)))
            .timeout(Duration.ofSeconds(60))
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Reply(0, "");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The state of the file system now.
  public Snapshot snapshot() {
    return Snapshot.parse(bash(Snapshot.SCRIPT));
  }

  /// The site on this host.
  public Tidepool tidepool() {
    return new Tidepool(this);
  }

  /// All processes, as `ps` lists them: a check that nothing was left running.
  public List<String> processes() {
    return bash("ps -eo user:20,args --no-headers").lines().toList();
  }

  @Override
  public void close() {
    container.close();
  }

  /// An answer of the web server.
  ///
  /// @param status the HTTP status, 0 where there was no answer
  /// @param body the text
  public record Reply(int status, String body) {}
}
