package dev.runner.transport.ssh.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user's ssh configuration: `~/.ssh/config`, `/etc/ssh/ssh_config`, and words of a command
/// line, which win over the files. In all of them the first value of an option wins. Files are read
/// once.
public final class SshConfig {
  private final Path home;
  private final String user;
  private final Path systemFile;
  private final ConfigFiles configFiles = new ConfigFiles();

  /// @param home the home directory of the user who runs us
  /// @param user that user
  /// @param systemFile `/etc/ssh/ssh_config`
  public SshConfig(Path home, String user, Path systemFile) {
    this.home = home;
    this.user = user;
    this.systemFile = systemFile;
  }

  /// Reads what concerns one host.
  ///
  /// @param host the name as given
  /// @param decided what was decided elsewhere, as `Name=value` words of `-o`; it wins over all
  /// @param words of a command line
  /// @throws OptionException for what can't be read, and what matters but can't be honoured
  public HostOptions read(String host, List<String> decided, List<String> words)
      throws OptionException {
    Asking asking = new Asking(host, user, home);
    Options options = new Options();
    List<String> all = new ArrayList<>(decided);
    all.addAll(words);
    Optional<String> file = CommandLine.read(all, options);
    ConfigReader first = new ConfigReader(configFiles, asking, options, false);
    readFiles(first, file);
    if (first.wantsFinalPass()) {
      readFiles(new ConfigReader(configFiles, asking, options, true), file);
    }
    Optional<Setting> unsupported = options.unsupported();
    if (unsupported.isPresent()) {
      throw new OptionException(
          "%s: the ssh option %s can't be honoured. Remove it for this host, or set ansible_connection: openssh."
              .formatted(unsupported.get().where(), unsupported.get().name()));
    }
    return new Meaning(asking, options).of();
  }

  private void readFiles(ConfigReader reader, Optional<String> given) throws OptionException {
    Path folder = home.resolve(".ssh");
    if (given.isPresent()) {
      if (!given.get().equalsIgnoreCase("none")) {
        reader.read(CommandLine.path(given.get(), home), folder);
      }
      return;
    }
    if (Files.exists(folder.resolve("config"))) {
      reader.read(folder.resolve("config"), folder);
    }
    if (Files.exists(systemFile)) {
      reader.read(systemFile, systemFile.resolveSibling(""));
    }
  }
}
