import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/// Runs the command that trains the JVM's cache, and is the host that it reaches by SSH: all of a
/// connection is then in the cache, not only what fails to make one.
///
/// `java -cp CLASSPATH build/Training.java SCRATCH COMMAND…`; the command finds
/// `SCRATCH/inventory`, with the hosts `here` and `there`. Whoever is let in has the key in
/// SCRATCH.
public final class Training {
  private Training() {}

  /// Serves, runs the command, and ends as it does.
  public static void main(String[] words) throws Exception {
    Path scratch = Path.of(words[0]);
    registerEd25519();
    KeyPair host = pair();
    KeyPair user = pair();
    Path key = scratch.resolve("key");
    try (OutputStream file = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, "training", null, file);
    }
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    int status;
    try (SshServer server = server(host, user)) {
      server.start();
      inventory(scratch, server.getPort(), PublicKeyEntry.toString(host.getPublic()));
      List<String> command = Arrays.asList(words).subList(1, words.length);
      status = onATerminal(command).inheritIO().start().waitFor();
      server.stop(true);
    }
    System.exit(status);
  }

  /// On a pseudo-terminal where `script` can make one: what a terminal needs is in the cache then.
  private static ProcessBuilder onATerminal(List<String> command) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
      return new ProcessBuilder(command);
    }
    String words =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    ProcessBuilder script = new ProcessBuilder("script", "-qec", words, "/dev/null");
    script.environment().put("TERM", "xterm-256color");
    return script;
  }

  /// As the engine does for itself.
  private static void registerEd25519() throws ReflectiveOperationException {
    Method register =
        Class.forName("dev.runner.transport.ssh.JdkSecurity").getDeclaredMethod("register");
    register.setAccessible(true);
    register.invoke(null);
  }

  private static KeyPair pair()
      throws ReflectiveOperationException, java.security.NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static SshServer server(KeyPair host, KeyPair user) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        (name, offered, session) ->
            Arrays.equals(offered.getEncoded(), user.getPublic().getEncoded()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    return server;
  }

  private static void inventory(Path scratch, int port, String key) throws IOException {
    Files.writeString(scratch.resolve("known_hosts"), "[127.0.0.1]:%d %s%n".formatted(port, key));
    Files.writeString(
        scratch.resolve("inventory"),
        """
        here ansible_connection=local
        there ansible_host=127.0.0.1 ansible_port=%d ansible_user=training ansible_ssh_private_key_file=%s/key
        [all:vars]
        ansible_ssh_common_args='-F none -o UserKnownHostsFile=%2$s/known_hosts'
        """
            .formatted(port, scratch));
  }
}
