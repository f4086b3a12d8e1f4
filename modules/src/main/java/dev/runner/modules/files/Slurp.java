package dev.runner.modules.files;

import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.util.Base64;
import java.util.Optional;

/// Reads a file of the host.
@Describe(
    summary = "Read a file of the host, as base64.",
    description = "The file may have up to 16 MiB; use `fetch` for larger ones.",
    since = "0.1",
    example =
        """
        - name: read the key
          slurp:
            src: /etc/ssh/ssh_host_ed25519_key.pub
          register: key
        """,
    returns = {
      @Describe.Returned(name = "content", value = "What is in the file."),
      @Describe.Returned(name = "encoding", value = "How content is written: base64 or utf-8."),
      @Describe.Returned(name = "source", value = "The file.")
    })
public record Slurp(
    @Param(value = "The file.", aliases = "path") RemotePath src,
    @Param(value = "Whether the content is given as base64, else as text.", byDefault = "true")
        boolean armor)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> there = host.later(new Question.Stat(src, true));
    Pending<Optional<Content>> read = host.later(new Question.Read(src, Probe.READ_LIMIT));
    Pending<FileStat> above = host.later(new Question.Stat(src.parent(), true));
    try {
      if (there.get().isDirectory()) {
        return Plan.refuse("Source is a directory and must be a file: %s".formatted(src), "");
      }
      return read.get()
          .<Plan>map(this::told)
          .orElseGet(
              () ->
                  above.get().exists() && !above.get().isDirectory()
                      ? Plan.refuse(
                          "Unable to slurp file: %s is a file".formatted(src.parent()), "")
                      : Plan.refuse("File not found: %s".formatted(src), ""));
    } catch (ProbeException e) {
      return Plan.refuse("File is not readable: %s: %s".formatted(src, e.sentence()), "");
    }
  }

  private Plan told(Content content) {
    return Plan.learned("%d bytes".formatted(content.size()))
        .with(
            "content",
            armor ? Base64.getEncoder().encodeToString(content.bytes()) : content.lenientText())
        .with("encoding", armor ? "base64" : "utf-8")
        .with("source", src.text());
  }
}
