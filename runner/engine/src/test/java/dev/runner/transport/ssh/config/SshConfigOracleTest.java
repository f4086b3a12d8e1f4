package dev.runner.transport.ssh.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.transport.ssh.config.HostOptions.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What we read equals what `ssh -G` says.
class SshConfigOracleTest {
  /// @param words of the command line
  /// @param host the name given
  record Example(String config, List<String> words, String host) {}

  private static Example of(String config, String host, String... words) {
    return new Example(config, List.of(words), host);
  }

  static final List<Example> EXAMPLES =
      List.of(
          of("", "web"),
          of("Host web\n HostName web.example\n Port 2222\n User bob\n", "web"),
          of("Host w*b !web\n Port 1\nHost *\n Port 2\n", "web"),
          of("Host w?b db\n Port 1\nHost *\n Port 2\n User u\n", "web"),
          of("Port 5\nHost web\n Port 6\n", "web"),
          of("host=web\nPORT = 77\n\tuser\t=\tbob\n", "web"),
          of("Host \"web\"\n User \"bob smith\"\n", "web"),
          of("# comment\nHost web # trailing\n  User bob # another\n", "web"),
          of("Host web\n HostName %h.example.com\n", "web"),
          of("Host web\n HostName 100%%.example\n", "web"),
          of("Match host web\n Port 9\n", "web"),
          of("Host web\n HostName x.example\nMatch host x.example\n Port 9\n", "web"),
          of("Host web\n HostName x.example\nMatch originalhost web\n Port 9\n", "web"),
          of("Match originalhost w*,!web\n Port 9\nMatch all\n Port 8\n", "web"),
          of("Match user bob\n Port 9\n", "web", "-l", "bob"),
          of("User bob\nMatch user bob host web\n Port 9\n", "web"),
          of("Match !user bob\n Port 9\n", "web"),
          of("Match localuser nobody-such\n Port 9\nMatch all\n Port 4\n", "web"),
          of("Match exec \"test %h = web\"\n Port 9\n", "web"),
          of("Match exec \"test %n = other\"\n Port 9\n", "web"),
          of("Match host other exec \"exit 0\"\n Port 9\n", "web"),
          of("Match final\n Port 9\nMatch all\n User bob\n", "web"),
          of("Host web\n HostName b.example\nMatch final host b.example\n Port 99\n", "web"),
          of(
              "Host web\n HostName b.example\nHost b.example\n User x\nMatch final\n Port 3\n",
              "web"),
          of("Match canonical\n Port 9\n", "web"),
          of("ProxyJump a\nProxyCommand none\n", "web"),
          of("ProxyCommand nc %h %p\nProxyJump a\n", "web"),
          of("Host web\n ProxyJump none\nHost *\n ProxyJump bastion\n", "web"),
          of("ProxyJump bob@bastion:2200,other\n", "web"),
          of("ServerAliveInterval 1m30s\nServerAliveCountMax 7\nConnectTimeout 5\n", "web"),
          of("StrictHostKeyChecking off\n", "web"),
          of("StrictHostKeyChecking accept-new\nHostKeyAlias alias\n", "web"),
          of("UserKnownHostsFile /a \"/b c\"\nGlobalKnownHostsFile /d\n", "web"),
          of("UserKnownHostsFile none\n", "web"),
          of("IdentityFile /k1\nIdentitiesOnly yes\nHost web\n IdentityFile /k2\n", "web"),
          of("IdentityFile /k1\n", "web", "-i", "/k0"),
          of("CertificateFile /c1\nCertificateFile /c2\n", "web"),
          of("AddressFamily inet\nBindAddress 127.0.0.1\nConnectionAttempts 3\n", "web"),
          of("Compression yes\nTCPKeepAlive no\n", "web"),
          of("SetEnv A=1 \"B=2 3\"\nSetEnv C=4\n", "web"),
          of("PasswordAuthentication no\nKbdInteractiveAuthentication no\n", "web"),
          of("ChallengeResponseAuthentication no\n", "web"),
          of("IgnoreUnknown Foo*\nFooBar 1\nPort 3\n", "web"),
          of("ControlMaster auto\nControlPath /tmp/x-%C\nControlPersist 60s\nPort 3\n", "web"),
          of("Port 3\n", "web", "-p", "4"),
          of("Port 3\n", "web", "-o", "Port=4", "-oPort=5"),
          of("Port 3\n", "web", "-o", "Port 4"),
          of("User a\n", "web", "-lbob", "-vvvAC"),
          of("", "web", "-J", "x@y:3", "-4", "-q", "-o", "StrictHostKeyChecking=no"),
          of("", "web", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=3", "-T", "-x"),
          of("", "web", "-o", "ProxyCommand=ssh -W %h:%p -q bastion"),
          of("", "WEB"),
          of("Host WEB\n Port 4\n", "web"));

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void readsAsOpenSshDoes(Example example) throws Exception {
    Path file = folder.resolve("config");
    Files.writeString(file, example.config());
    assertEquals(judged(file, example), ours(file, example));
  }

  private static TreeMap<String, String> ours(Path file, Example example) throws Exception {
    List<String> words = new ArrayList<>(List.of("-F", file.toString()));
    words.addAll(example.words());
    Path home = Path.of(System.getProperty("user.home"));
    SshConfig config = new SshConfig(home, System.getProperty("user.name"), Path.of("/nowhere"));
    HostOptions options = config.read(example.host(), List.of(), words);
    TreeMap<String, String> lines = new TreeMap<>();
    lines.put("hostname", options.hostName());
    lines.put("port", String.valueOf(options.port()));
    lines.put("user", options.user());
    lines.put("connectionattempts", String.valueOf(options.attempts()));
    lines.put("compression", options.compression() ? "yes" : "no");
    lines.put("tcpkeepalive", options.tcpKeepAlive() ? "yes" : "no");
    lines.put("identitiesonly", options.identities().only() ? "yes" : "no");
    lines.put("userknownhostsfile", paths(options.keys().userFiles()));
    lines.put("globalknownhostsfile", paths(options.keys().globalFiles()));
    lines.put("hostkeyalias", options.keys().alias().orElse(""));
    lines.put("certificatefile", paths(options.identities().certificates()));
    lines.put(
        "setenv",
        options.environment().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .collect(Collectors.joining(" ")));
    lines.put(
        "connecttimeout",
        options.attemptDeadline().map(time -> String.valueOf(time.toSeconds())).orElse("none"));
    lines.put("passwordauthentication", options.methods().contains("password") ? "yes" : "no");
    lines.put(
        "kbdinteractiveauthentication",
        options.methods().contains("keyboard-interactive") ? "yes" : "no");
    if (options.identities().named()) {
      lines.put("identityfile", paths(options.identities().files()));
    }
    switch (options.route()) {
      case Route.Jump jump -> lines.put("proxyjump", String.join(",", jump.hops()));
      case Route.Command command -> lines.put("proxycommand", command.command());
      case Route.Direct direct -> {
        lines.put("addressfamily", direct.family());
        lines.put("bindaddress", direct.bindAddress().orElse(""));
      }
    }
    return lines;
  }

  private static String paths(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  private static TreeMap<String, String> judged(Path file, Example example) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", file.toString(), "-G"));
    command.addAll(example.words());
    command.add(example.host());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    TreeMap<String, String> all = new TreeMap<>();
    for (String line : said.lines().toList()) {
      String[] words = line.split(" ", 2);
      all.merge(words[0], words.length > 1 ? words[1] : "", (one, two) -> one + " " + two);
    }
    TreeMap<String, String> lines = new TreeMap<>();
    for (String name :
        List.of(
            "hostname",
            "port",
            "user",
            "connectionattempts",
            "compression",
            "tcpkeepalive",
            "identitiesonly",
            "userknownhostsfile",
            "globalknownhostsfile",
            "hostkeyalias",
            "certificatefile",
            "setenv",
            "connecttimeout",
            "passwordauthentication",
            "kbdinteractiveauthentication")) {
      lines.put(name, all.getOrDefault(name, ""));
    }
    lines.computeIfPresent(
        "userknownhostsfile", (name, value) -> value.equals("none") ? "" : value);
    if (example.config().contains("IdentityFile") || example.words().contains("-i")) {
      // ssh leaves out a key file of its command line that doesn't exist; we say so later
      boolean named = example.words().contains("-i");
      lines.put("identityfile", (named ? "/k0 " : "") + all.get("identityfile"));
    }
    if (all.containsKey("proxyjump")) {
      lines.put("proxyjump", all.get("proxyjump"));
    } else if (!all.getOrDefault("proxycommand", "none").equals("none")) {
      lines.put(
          "proxycommand",
          all.get("proxycommand")
              .replace("%h", all.get("hostname"))
              .replace("%p", all.get("port")));
    } else {
      lines.put("addressfamily", all.get("addressfamily"));
      lines.put("bindaddress", all.getOrDefault("bindaddress", ""));
    }
    return lines;
  }
}
