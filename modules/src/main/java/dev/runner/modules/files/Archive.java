package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Packs files of a host into an archive there.
@Describe(
    summary = "Pack files and directories into an archive on the host, or compress a file.",
    description =
        """
        To see whether anything would change, the archive is made in a private temporary directory
        of the host and compared with the one that is there, so that there must be room for it. The
        host's own tar, zip and their like do the work. Directories that are named don't stand in the
        archive themselves, only what is in them. The archive never packs itself.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: keep the old logs
          archive:
            path: /var/log/site/*.log.?
            dest: /var/backups/logs.tar.gz
            remove: true
        """,
    roundTrips = 2,
    returns = {
      @Describe.Returned(name = "archived", value = "The paths that were packed."),
      @Describe.Returned(
          name = "arcroot",
          value = "What the names in the archive are relative to."),
      @Describe.Returned(name = "dest", value = "The archive."),
      @Describe.Returned(
          name = "dest_state",
          value = "What dest is: absent, archive, compress, or incomplete if paths were missing."),
      @Describe.Returned(name = "missing", value = "Paths that weren't there."),
      @Describe.Returned(name = "expanded_paths", value = "What path stands for."),
      @Describe.Returned(name = "expanded_exclude_paths", value = "What exclude_path stands for."),
      @Describe.Returned(name = "state", value = "What is at dest: a file, or absent."),
      @Describe.Returned(name = "owner", value = "Name of the archive's owner."),
      @Describe.Returned(name = "group", value = "Name of the archive's group."),
      @Describe.Returned(name = "uid", value = "Number of the archive's owner."),
      @Describe.Returned(name = "gid", value = "Number of the archive's group."),
      @Describe.Returned(name = "mode", value = "Permissions of the archive."),
      @Describe.Returned(name = "size", value = "Size of the archive in bytes.")
    })
public record Archive(
    @Param("Paths on the host, or patterns of them.") List<RemotePath> path,
    @Param(
            value = "How it is packed: a tar file, compressed or not, or a zip file.",
            byDefault = "gz")
        Format format,
    @Param(
            "The archive; for one file that is only compressed, its name and the format if left"
                + " out.")
        Optional<RemotePath> dest,
    @Param("Paths, or patterns of them, that are left out of path.") List<RemotePath> excludePath,
    @Param("Patterns of names in the archive that are left out.") List<String> exclusionPatterns,
    @Param(
            value = "Whether one file alone is archived, and not only compressed.",
            byDefault = "false")
        boolean forceArchive,
    @Param(value = "Whether what was packed is removed.", byDefault = "false") boolean remove,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {
  private static final String SCRIPT = script();

  /// The kinds of archives.
  public enum Format {
    BZ2,
    GZ,
    TAR,
    XZ,
    ZIP,
    ZSTD
  }

  public Archive {
    path = List.copyOf(path);
    excludePath = List.copyOf(excludePath);
    exclusionPatterns = List.copyOf(exclusionPatterns);
    if (path.isEmpty()) {
      throw new BadParameter("path", "missing required arguments: path");
    }
  }

  private static String script() {
    try (InputStream in =
        Objects.requireNonNull(Archive.class.getResourceAsStream("archive.sh"), "archive.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Plan plan(Probe host) {
    Ownership ownership = Ownership.ask(host, permissions.wanted());
    RemotePath workshop = host.scratch().resolve("archive");
    Output output = host.look(question(workshop));
    if (!output.ok()) {
      return Plan.refuse("the archive can't be made: " + output.lastWords(), "");
    }
    Packed packed = Packed.of(output);
    return packed
        .trouble()
        .<Plan>map(
            sentence ->
                Plan.refuse(sentence, "Look at the paths, and at what the host has to pack them.")
                    .with("expanded_paths", packed.all("path"))
                    .with("expanded_exclude_paths", packed.all("excluded")))
        .or(ownership::obstacle)
        .orElseGet(() -> compared(host, ownership, packed, workshop.resolve("archive")));
  }

  private Command question(RemotePath workshop) {
    List<Object> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "archive", workshop));
    words.add(format.name().toLowerCase(Locale.ROOT));
    words.add(forceArchive ? "1" : "0");
    words.add(dest.map(RemotePath::text).orElse(""));
    words.add(remove ? "1" : "0");
    words.add(path.size());
    words.addAll(path);
    words.add(excludePath.size());
    words.addAll(excludePath);
    words.addAll(exclusionPatterns);
    return Command.of(words);
  }

  private Plan compared(Probe host, Ownership ownership, Packed packed, RemotePath fresh) {
    Optional<RemotePath> named =
        packed.one("dest").filter(text -> !text.isEmpty()).map(RemotePath::of);
    if (named.isEmpty()) {
      return Plan.refuse("the host's shell doesn't say what it packed", "Look at its sh.");
    }
    RemotePath file = named.get();
    FileStat there = host.stat(file);
    if (there.isDirectory()) {
      return Plan.refuse("%s is a directory".formatted(file), "Name a file.");
    }
    Map<String, Object> values = values(packed, there);
    if (packed.all("target").isEmpty()) {
      return labels.over(
          host, file, () -> settled(file, there, ownership.missing(there), List.of(), values));
    }
    List<Step> steps = new ArrayList<>();
    if (packed.one("same").isEmpty()) {
      String title = (there.exists() ? "replace " : "make ") + file;
      steps.add(
          new Step.Copy(
              title,
              fresh,
              file,
              permissions.wanted(),
              Optional.empty(),
              false,
              permissions.unsafeWrites()));
    }
    return labels.over(
        host,
        file,
        () -> settled(file, there, ownership.missing(there), removing(packed, steps), values));
  }

  /// Adds what removes the paths that were packed.
  private List<Step> removing(Packed packed, List<Step> steps) {
    if (remove) {
      for (String target : packed.all("target")) {
        steps.add(new Step.Delete("remove " + target, RemotePath.of(target)));
      }
    }
    return steps;
  }

  private Plan settled(
      RemotePath file,
      FileStat there,
      Attributes missing,
      List<Step> before,
      Map<String, Object> values) {
    List<Step> steps = new ArrayList<>(before);
    boolean written = steps.stream().anyMatch(step -> step instanceof Step.Copy);
    if (there.exists() && !written && !missing.isEmpty()) {
      steps.add(Edit.attribute(file, there, missing));
    }
    if (steps.isEmpty()) {
      return Plan.unchanged(
              there.exists() ? file + " holds all that already" : "nothing is to be packed")
          .withAll(values)
          .withAll(FileValues.of(there));
    }
    return Plan.changes(steps).predictingAll(values).after((outputs, now) -> done(now, file));
  }

  private static Answer done(Probe now, RemotePath file) {
    return Finished.changed("").withAll(FileValues.of(now.stat(file)));
  }

  private Map<String, Object> values(Packed packed, FileStat there) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("archived", packed.all("name"));
    values.put("arcroot", packed.one("root").orElse(""));
    values.put("dest", packed.one("dest").orElse(""));
    values.put("dest_state", state(packed, there));
    values.put("missing", packed.all("missing"));
    values.put("expanded_paths", packed.all("path"));
    values.put("expanded_exclude_paths", packed.all("excluded"));
    return values;
  }

  private String state(Packed packed, FileStat there) {
    if (packed.all("target").isEmpty()) {
      boolean named =
          there
              .path()
              .name()
              .toLowerCase(Locale.ROOT)
              .matches(".*\\.(tar(\\.(gz|bz2|xz))?|tgz|tbz2|zip)");
      return !there.exists() ? "absent" : named ? "archive" : "compress";
    }
    boolean archive =
        packed.one("must").filter("1"::equals).isPresent()
            || format == Format.TAR
            || format == Format.ZIP;
    return !archive ? "compress" : packed.all("missing").isEmpty() ? "archive" : "incomplete";
  }

  /// What the script said: values by their names.
  private record Packed(Map<String, List<String>> said) {
    static Packed of(Output output) {
      Map<String, List<String>> said = new LinkedHashMap<>();
      String[] words = output.stdout().lenientText().split("\0", -1);
      for (int i = 0; i + 1 < words.length; i += 2) {
        said.computeIfAbsent(words[i], name -> new ArrayList<>()).add(words[i + 1]);
      }
      return new Packed(said);
    }

    List<String> all(String name) {
      return said.getOrDefault(name, List.of());
    }

    Optional<String> one(String name) {
      return all(name).stream().findFirst();
    }

    Optional<String> trouble() {
      return one("trouble");
    }
  }
}
