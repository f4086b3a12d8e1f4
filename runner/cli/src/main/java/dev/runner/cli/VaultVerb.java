package dev.runner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner vault`: makes, shows and changes encrypted files and texts, as `ansible-vault` does.
@CommandLine.Command(
    name = "vault",
    mixinStandardHelpOptions = true,
    description = "Encrypts and decrypts files and texts, in the format of Ansible Vault.",
    synopsisSubcommandLabel = "ACTION",
    subcommands = {
      VaultVerb.Create.class,
      VaultVerb.Edit.class,
      VaultVerb.View.class,
      VaultVerb.Encrypt.class,
      VaultVerb.Decrypt.class,
      VaultVerb.Rekey.class,
      VaultStrings.class
    })
final class VaultVerb implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: an ACTION");
  }

  /// What is common to all actions.
  abstract static class Action implements Callable<Integer> {
    @CommandLine.Mixin private final VaultOptions options = new VaultOptions();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    VaultKeys keys() {
      Telling telling = Telling.of(main(), spec.commandLine().getErr());
      return new VaultKeys(options, main().environment(), main().here(), keyboard(), telling::tell);
    }

    /// Its questions stay out of what the action prints, which may go to a file.
    Keyboard keyboard() {
      return main().keyboard(spec.commandLine().getErr());
    }

    VaultFiles files() {
      return main().vaultFiles(spec.commandLine().getOut());
    }

    CommandLine commandLine() {
      return spec.commandLine();
    }

    private Main main() {
      return (Main) spec.root().userObject();
    }

    /// What a person at a terminal is told.
    void told(String sentence) {
      if (Keyboard.isThere()) {
        spec.commandLine().getErr().println(sentence);
      }
    }

    /// What everybody is told.
    void tell(String sentence) {
      spec.commandLine().getErr().println(sentence);
    }
  }

  /// `create`.
  @CommandLine.Command(name = "create", description = "Write a new encrypted file in an editor.")
  static final class Create extends Action {
    @CommandLine.Parameters(paramLabel = "FILE")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--skip-tty-check",
        description = "Open the editor even where there is no terminal.")
    private boolean anywhere;

    @Override
    public Integer call() {
      if (names.size() != 1) {
        throw new BadOptions("'create' takes one file");
      }
      if (!anywhere && !Keyboard.isThere()) {
        throw new BadOptions(
            "there is no terminal for the editor; use 'encrypt', or say --skip-tty-check");
      }
      VaultFiles files = files();
      Path file = files.path(names.getFirst());
      if (files.exists(file)) {
        throw new BadOptions("%s exists: use 'edit'".formatted(file));
      }
      VaultKeys keys = keys();
      files.write(file, keys.encrypt(files.edited(new byte[0], keys.editor(), file.toString())));
      return ExitCode.FINE.status();
    }
  }

  /// `edit`.
  @CommandLine.Command(name = "edit", description = "Change an encrypted file in an editor.")
  static final class Edit extends Action {
    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
      VaultKeys keys = keys();
      VaultFiles files = files();
      for (String name : names) {
        Path file = files.path(name);
        VaultKeys.Opened opened = keys.open(files.read(file), name);
        byte[] after = files.edited(opened.plain(), keys.editor(), name);
        if (!java.util.Arrays.equals(opened.plain(), after)) {
          files.write(file, keys.encrypt(after, opened.by()));
        }
      }
      return ExitCode.FINE.status();
    }
  }

  /// `view`.
  @CommandLine.Command(name = "view", description = "Show what is in encrypted files.")
  static final class View extends Action {
    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE", description = "'-' reads input.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
      VaultKeys keys = keys();
      VaultFiles files = files();
      for (String name : names) {
        files.print(keys.open(files.read(files.path(name)), name).plain());
      }
      return ExitCode.FINE.status();
    }
  }

  /// What reads files, or its input, and writes something else in their place.
  abstract static class Rewriting extends Action {
    @CommandLine.Parameters(paramLabel = "FILE", description = "None, or '-': read input.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "Where to; '-' prints it.")
    private String output = "";

    /// Rewrites all of them.
    ///
    /// @param rewriting what is written in the place of some content; hears what it is called
    void rewrite(BiFunction<byte[], String, byte[]> rewriting) {
      VaultFiles files = files();
      for (VaultFiles.Job job : files.jobs(names, output)) {
        String name = job.from().map(Path::toString).orElse("the input");
        files.write(job.to(), rewriting.apply(files.read(job.from()), name));
      }
    }
  }

  /// `encrypt`.
  @CommandLine.Command(name = "encrypt", description = "Encrypt files, or what is read.")
  static final class Encrypt extends Rewriting {
    @Override
    public Integer call() {
      VaultKeys keys = keys();
      rewrite((content, name) -> keys.encrypt(content));
      told("Encryption successful");
      return ExitCode.FINE.status();
    }
  }

  /// `decrypt`.
  @CommandLine.Command(name = "decrypt", description = "Decrypt files, or what is read.")
  static final class Decrypt extends Rewriting {
    @Override
    public Integer call() {
      VaultKeys keys = keys();
      rewrite((content, name) -> keys.open(content, name).plain());
      told("Decryption successful");
      return ExitCode.FINE.status();
    }
  }

  /// `rekey`.
  @CommandLine.Command(name = "rekey", description = "Encrypt files with another password.")
  static final class Rekey extends Action {
    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--new-vault-password-file",
        paramLabel = "FILE",
        description = "A file, or a script, with the new password.")
    private String newFile = "";

    @Option(names = "--new-vault-id", paramLabel = "[ID@]SOURCE", description = "The new secret.")
    private String newId = "";

    @Override
    public Integer call() {
      if (!newId.isEmpty() && !newFile.isEmpty()) {
        throw new CommandLine.ParameterException(
            commandLine(), "--new-vault-id and --new-vault-password-file exclude each other");
      }
      VaultKeys keys = keys();
      VaultFiles files = files();
      dev.runner.vault.VaultSecret next = keys.next(newId.isEmpty() ? newFile : newId);
      for (String name : names) {
        Path file = files.path(name);
        byte[] plain = keys.open(files.read(file), name).plain();
        files.write(file, keys.encrypt(plain, next));
      }
      tell("Rekey successful");
      return ExitCode.FINE.status();
    }
  }
}
