package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Loads inventories. Of several sources the later ones win. Mistakes go to the diagnostics of the
/// sources.
public final class InventoryLoader {
  private final Sources sources;
  private final InventoryPrograms programs;
  private final Expressions expressions;
  private final InventoryRules rules;

  public InventoryLoader(Sources sources, InventoryPrograms programs, Expressions expressions) {
    this(sources, programs, expressions, InventoryRules.USUAL);
  }

  public InventoryLoader(
      Sources sources, InventoryPrograms programs, Expressions expressions, InventoryRules rules) {
    this.rules = rules;
    this.sources = sources;
    this.programs = programs;
    this.expressions = expressions;
  }

  /// The inventory of these sources, each a path or a list of hosts with a comma in it.
  public Inventory load(List<String> given) {
    InventoryBuilder builder =
        new InventoryBuilder(
            rules.misnamed() == InventoryRules.Misnamed.ALWAYS
                || rules.misnamed() == InventoryRules.Misnamed.SILENTLY,
            rules.merges());
    boolean any = false;
    for (String source : given) {
      any |= read(source, builder);
    }
    if (!any) {
      nothing();
    }
    misnamed(builder);
    return builder.build();
  }

  private boolean read(String source, InventoryBuilder builder) {
    Path path = sources.here().resolve(source);
    if (source.contains(",") && !exists(path)) {
      builder.base(sources.here());
      return list(source, builder);
    }
    Path absolute = path.toAbsolutePath().normalize();
    if (!exists(path)) {
      unread(absolute, "for hosts on the command line write a comma: '%s,'".formatted(source));
      return false;
    }
    Path parent = absolute.getParent();
    boolean directory = sources.files().isDirectory(absolute);
    builder.base(directory || parent == null ? absolute : parent);
    return read(absolute, builder);
  }

  /// Nothing could be read of a source.
  private void unread(Object source, String hint) {
    if (rules.allMustBeThere()) {
      throw new UnreadInventory(
          diagnostics().all(), "Completely failed to parse inventory source " + source);
    }
    diagnostics()
        .warning(null, "Unable to parse %s as an inventory source".formatted(source), hint);
  }

  private void nothing() {
    switch (rules.nothing()) {
      case FAIL ->
          throw new UnreadInventory(
              diagnostics().all(),
              "No inventory was parsed, please check your configuration and options.");
      case WARN ->
          diagnostics()
              .warning(
                  null,
                  "No inventory was parsed, only implicit localhost is available",
                  "name one with -i: a file, a directory, or hosts such as 'web1,web2,'");
      case IGNORE -> {}
    }
  }

  private void misnamed(InventoryBuilder builder) {
    boolean told =
        rules.misnamed() == InventoryRules.Misnamed.NEVER
            || rules.misnamed() == InventoryRules.Misnamed.ALWAYS;
    if (told && !builder.misnamed().isEmpty()) {
      boolean stay = rules.misnamed() == InventoryRules.Misnamed.NEVER;
      diagnostics()
          .warning(
              null,
              "Invalid characters were found in group names %s: %s"
                  .formatted(
                      stay ? "but not replaced" : "and automatically replaced",
                      String.join(", ", builder.misnamed())),
              "names of letters, digits and underscores are variables' names, too");
    }
  }

  private boolean exists(Path path) {
    return sources.files().isFile(path) || sources.files().isDirectory(path);
  }

  private boolean list(String source, InventoryBuilder builder) {
    if (!rules.kinds().contains("host_list") && !rules.kinds().contains("advanced_host_list")) {
      unread(source, "");
      return false;
    }
    Diagnostics mistakes = diagnostics().another();
    Origin origin = new Origin("the command line", 0, 0);
    for (String each : source.split(",")) {
      if (!each.isBlank()) {
        host(each.strip(), origin, builder, mistakes);
      }
    }
    return isRead(source, source.contains("[") ? "advanced_host_list" : "host_list", mistakes);
  }

  private void host(String written, Origin origin, InventoryBuilder builder, Diagnostics mistakes) {
    try {
      HostRange.Named named = HostRange.parse(written, origin);
      builder.hosts(named, Group.UNGROUPED, Vars.EMPTY, Optional.empty(), origin);
    } catch (DiagnosticException e) {
      Diagnostic mistake = e.diagnostics().getFirst();
      if (HostRange.mayBeLiteral(mistake)) {
        diagnostics()
            .warning(
                null,
                "Unable to parse address from hostname, leaving unchanged: " + mistake.sentence(),
                mistake.hint());
        builder.host(written, Vars.EMPTY, Optional.empty());
        builder.member(Group.UNGROUPED, written);
      } else {
        mistakes.add(mistake);
      }
    }
  }

  private boolean read(Path path, InventoryBuilder builder) {
    return sources.files().isDirectory(path) ? directory(path, builder) : file(path, builder);
  }

  private boolean directory(Path path, InventoryBuilder builder) {
    boolean any = false;
    try {
      for (Path each : sources.files().list(path)) {
        if (!rules.ignored().test(String.valueOf(each.getFileName()))) {
          any |= read(each, builder);
        }
      }
    } catch (IOException e) {
      diagnostics().warning(sources.origin(path), "the directory can't be read: " + e.getMessage());
    }
    if (!any) {
      unread(path, "");
    }
    return any;
  }

  /// A mistake in one source is no reason to do without the others.
  private boolean file(Path file, InventoryBuilder builder) {
    Sources own = sources.apart();
    Diagnostics mistakes = own.diagnostics();
    String kind = "auto";
    try {
      kind = new InventoryFile(file, own, programs, expressions, rules, builder).read();
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(mistakes::add);
    }
    return isRead(file, kind, mistakes);
  }

  /// Passes on what is wrong with a source: warnings, but for secrets that can't be opened.
  private boolean isRead(Object source, String kind, Diagnostics mistakes) {
    for (Diagnostic each : mistakes.all()) {
      diagnostics()
          .add(
              each.isError() && !each.locked()
                  ? each.asWarning("Failed to parse inventory with '%s' plugin: ".formatted(kind))
                  : each);
    }
    boolean read = !mistakes.hasErrors() && !kind.isEmpty();
    if (!read) {
      unread(source, "");
    }
    return read;
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
