package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a file its length.
@Describe(
    summary = "Make a file of a certain length, or let one grow or shrink.",
    description =
        """
        What is in the file stays as far as the new length reaches. Bytes that are added are written,
        so that they take room (a swap file needs that), or with `sparse` are a hole.
        """,
    since = "0.1",
    collection = "community.general",
    alwaysCompares = true,
    example =
        """
        - name: a file for swap
          filesize:
            path: /var/swap
            size: 1G
            mode: "0600"
        """,
    returns = {
      @Describe.Returned(name = "path", value = "The file that a link leads to, or as given."),
      @Describe.Returned(name = "size_diff", value = "By how many bytes the length changes."),
      @Describe.Returned(name = "filesize", value = "The length in bytes, blocks and words."),
      @Describe.Returned(name = "cmd", value = "The command that changes it.")
    })
public record Filesize(
    @Param("The file.") RemotePath path,
    @Param("Its length: a number with a unit (`1G`, `500MB`), or of blocks.") Value size,
    @Param("Length of a block; 4096 bytes, or what suits `size`.") Optional<Value> blocksize,
    @Param(value = "File that the bytes come from.", byDefault = "/dev/zero") RemotePath source,
    @Param(value = "Whether the file is written anew.", byDefault = "false") boolean force,
    @Param(value = "Whether bytes that are added are a hole.", byDefault = "false") boolean sparse,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  private static final String FILL =
      """
      if [ "$4" = anew ]; then : >"$1" || exit; fi
      head -c "$3" "$2" >>"$1"
      """;

  public Filesize {
    if (force && sparse) {
      throw new BadParameter(
          "force", "parameters values are mutually exclusive: force=true|sparse=true");
    }
    try {
      FileLength.of(word(size), blocksize.map(Filesize::word));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadParameter("size", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    Pending<FileStat> link = host.later(new Question.Stat(path, false));
    Pending<FileStat> parent = host.later(new Question.Stat(path.parent(), true));
    Pending<Output> real = host.lookLater(Command.of("readlink", "-f", path));
    Ownership ownership = Ownership.ask(host, permissions.wanted());
    if (there.get().exists() && !there.get().isFile()) {
      return Plan.refuse(
          "%s exists but is not a regular file".formatted(path), "name a file, or remove it");
    }
    if (!parent.get().isDirectory()) {
      return Plan.refuse(
          "parent directory of the file must exist prior to run this module",
          "make %s first".formatted(path.parent()));
    }
    return ownership
        .obstacle()
        .orElseGet(
            () -> {
              RemotePath file =
                  link.get().exists() && !real.get().out().isEmpty()
                      ? RemotePath.of(real.get().out())
                      : path;
              return labels.over(host, file, () -> plan(file, there.get(), ownership));
            });
  }

  private Plan plan(RemotePath file, FileStat there, Ownership ownership) {
    FileLength length = length();
    long before = there.exists() ? there.size() : 0;
    boolean resized = force || !there.exists() || before != length.bytes();
    Attributes missing = there.exists() ? ownership.missing(there) : Attributes.NONE;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("path", file.text());
    values.put("size_diff", resized ? length.bytes() - before : 0L);
    values.put("filesize", length.values());
    values.put("diff", difference(there, before, length.bytes(), missing));
    List<Step> steps = new ArrayList<>();
    if (!there.exists()) {
      steps.add(
          Step.write("make " + file, file, Optional.empty(), Content.of(""), ownership.wanted()));
    }
    if (resized) {
      Step.Run run =
          Step.run(title(before, length.bytes(), file), command(file, before, length)).anyStatus();
      values.put("cmd", run.command().toString());
      steps.add(run);
    }
    if (!missing.isEmpty()) {
      steps.add(Edit.attribute(file, there, missing));
    }
    return steps.isEmpty()
        ? Plan.unchanged("it has this length").withAll(values).withAll(FileValues.of(there))
        : Plan.changes(steps)
            .predictingAll(there.exists() ? FileValues.of(there) : Map.of())
            .predictingAll(values)
            .after((outputs, now) -> made(file, outputs, now).withAll(values));
  }

  private Finished made(RemotePath file, Outputs outputs, Probe now) {
    FileStat made = now.stat(file);
    String doing = "%s error while creating file %s with size %s from source %s: %s";
    Optional<Output> failed = outputs.all().stream().filter(output -> !output.ok()).findFirst();
    if (failed.isPresent()) {
      return Finished.failed(
              doing.formatted("dd", file, size.value(), source, "see stderr for details"))
          .with("rc", failed.get().exit())
          .with("stderr", failed.get().err());
    }
    return made.size() == length().bytes()
        ? Finished.changed("").withAll(FileValues.of(made))
        : Finished.failed(
            doing.formatted(
                "module",
                file,
                size.value(),
                source,
                "file is %d bytes long".formatted(made.size())));
  }

  private FileLength length() {
    return FileLength.of(word(size), blocksize.map(Filesize::word));
  }

  private static String word(Value value) {
    if (value.value() instanceof Map || value.value() instanceof List) {
      throw new IllegalArgumentException(
          "invalid value type (%s): a number or text is wanted"
              .formatted(Python.typeName(value.value())));
    }
    return Python.string(value.value());
  }

  private String title(long before, long after, RemotePath file) {
    return (force ? "write %s anew" : after < before ? "shorten %s" : "let %s grow")
        .formatted(file);
  }

  private Command command(RemotePath file, long before, FileLength length) {
    if (!force && (sparse || length.bytes() <= before)) {
      return Command.of(
          "dd", "if=/dev/null", "of=" + file, "bs=1", "seek=" + length.bytes(), "count=0");
    }
    long more = force ? length.bytes() : length.bytes() - before;
    return Command.of("sh", "-c", FILL, "filesize", file, source, more, force ? "anew" : "on");
  }

  private static Map<String, Object> difference(
      FileStat there, long before, long after, Attributes missing) {
    Map<String, Object> old = new LinkedHashMap<>(Map.of("size", before));
    Map<String, Object> next = new LinkedHashMap<>(Map.of("size", after));
    AttributeDifference.put(there, missing, old, next);
    return new LinkedHashMap<>(Map.of("before", old, "after", next));
  }
}
