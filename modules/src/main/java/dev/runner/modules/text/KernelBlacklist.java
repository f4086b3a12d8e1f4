package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sees to the modules that the kernel doesn't load by itself.
@Describe(
    summary = "Keep the kernel from loading a module by itself, or let it again.",
    description =
        """
        Writes `blacklist NAME` to a file of modprobe (modprobe.d(5)), in whose names `-` and `_` are
        the same. A module that is loaded stays loaded.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: no speaker
          kernel_blacklist:
            name: pcspkr
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(name = "is_blacklisted", value = "Whether the module is in it then."),
      @Describe.Returned(name = "lines", value = "The file's lines then."),
      @Describe.Returned(name = "name", value = "The module."),
      @Describe.Returned(name = "state", value = "The state that was asked for.")
    })
public record KernelBlacklist(
    @Param("The module.") String name,
    @Param(value = "Whether it is to be in the file.", byDefault = "present") State state,
    @Param(value = "The file.", byDefault = "/etc/modprobe.d/blacklist-ansible.conf")
        RemotePath blacklistFile)
    implements TaskModule {

  /// Whether a module is to be in the file.
  public enum State {
    ABSENT,
    PRESENT
  }

  public KernelBlacklist {
    if (!name.matches("[A-Za-z0-9_.+-]+")) {
      throw new BadParameter("name", "'%s' is no name of a module".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Original file = Original.ask(host, blacklistFile, Permissions.NONE);
    return file.obstacle(Optional.empty()).orElseGet(() -> edited(file));
  }

  private Plan edited(Original file) {
    boolean wanted = state == State.PRESENT;
    if (wanted && !file.exists() && !file.hasDirectory()) {
      return Plan.refuse(
          "there is no directory %s".formatted(blacklistFile.parent()), "make it first");
    }
    FileText text = file.text("utf-8");
    List<String> lines = new ArrayList<>(text.text().lines().toList());
    boolean there = lines.stream().anyMatch(this::names);
    if (there == wanted) {
      return Plan.unchanged(there ? "it is in the file" : "it isn't in the file")
          .withAll(values(lines));
    }
    if (wanted) {
      lines.add("blacklist " + name);
    } else {
      lines.removeIf(this::names);
    }
    String after = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    Plan plan = file.edit(text.content(after), Optional.empty(), false).plan("", Map.of(), "");
    return plan instanceof Plan.Changes changes ? changes.predictingAll(values(lines)) : plan;
  }

  private boolean names(String line) {
    String either = Pattern.quote(name).replaceAll("[-_]", "\\\\E[-_]\\\\Q");
    return line.matches("\\s*blacklist\\s+" + either + "\\s*(#.*)?");
  }

  private Map<String, Object> values(List<String> lines) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", blacklistFile.text());
    values.put("is_blacklisted", state == State.PRESENT);
    values.put("lines", List.copyOf(lines));
    values.put("name", name);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return values;
  }
}
