package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes parameters for the key exchange of Diffie and Hellman.
@Describe(
    summary = "Have parameters for Diffie-Hellman key exchange in a file.",
    description =
        """
        The host's `openssl` makes them, which may take minutes. Parameters of another length than
        the one that is wanted are replaced.
        """,
    since = "0.1",
    collection = "community.crypto",
    example =
        """
        - name: have parameters of our own for key exchange
          openssl_dhparam:
            path: /etc/ssl/dhparams.pem
            size: 2048
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(name = "size", value = "The length that was asked for, in bits."),
      @Describe.Returned(name = "dhparams", value = "The parameters, with `return_content`."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Needs("openssl")
public record OpensslDhparam(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether there are to be parameters.", byDefault = "present") State state,
    @Param(value = "Length of the prime number in bits.", byDefault = "4096") int size,
    @Param(value = "Whether they are made anew in any case.", byDefault = "false") boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether the parameters are registered.", byDefault = "false")
        boolean returnContent,
    @Param(value = "Of no account: `openssl` does the work.", byDefault = "auto")
        CryptoLibrary selectCryptoBackend,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  private static final int SHORTEST = 512;

  /// Whether there are to be parameters.
  public enum State {
    ABSENT,
    PRESENT
  }

  public OpensslDhparam {
    if (size < SHORTEST) {
      throw new BadParameter("size", "DH key_size must be at least 512 bits");
    }
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.ask(host, path, permissions, backup);
    Optional<Plan> obstacle =
        file.obstacle("The directory '%s' does not exist or the file is not a directory");
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return state == State.ABSENT
        ? file.removed(values(Optional.empty()))
        : labels.over(host, path, () -> present(host, file));
  }

  private Plan present(Probe host, MadeFile file) {
    Map<String, Object> values = values(file.content());
    if (!force && length(file.content()).filter(bits -> bits == size).isPresent()) {
      return file.kept(values);
    }
    RemotePath fresh = host.scratch().resolve("parameters");
    Step.Run run =
        Step.run(
            "make parameters of %d bits".formatted(size),
            Command.of("openssl", "dhparam", "-out", fresh, size));
    return Plan.changes(file.madeBy(run, fresh))
        .predictingAll(values)
        .after(
            (outputs, now) -> {
              Finished done = file.backedUp(outputs);
              return returnContent ? done.withAll(values(now.read(path))) : done;
            });
  }

  private static Optional<Integer> length(Optional<Content> content) {
    try {
      return content
          .flatMap(each -> Pem.first(each.lenientText(), "DH PARAMETERS", "X9.42 DH PARAMETERS"))
          .map(bytes -> Der.read(bytes).part(0).number().bitLength());
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> values(Optional<Content> content) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", path.text());
    values.put("size", (long) size);
    if (returnContent) {
      values.put("dhparams", content.<Object>map(Content::lenientText).orElse(None.NONE));
    }
    return values;
  }
}
