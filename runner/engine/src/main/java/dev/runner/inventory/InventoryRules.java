package dev.runner.inventory;

import dev.runner.source.Vars;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How inventories are read, as far as the configuration decides it.
///
/// @param misnamed what becomes of groups whose names can't be variables' names
/// @param allMustBeThere whether each source must be there; else one that isn't is a warning
/// @param nothing what it is if none of them is there
/// @param merges whether mappings of one name in several sources are put together
/// @param extra variables of the command line, for plugins that use them
/// @param besides variables of files beside sources
/// @param ignored whether a file or directory of this name is no inventory where it stands in a
///   directory of them
/// @param kinds what sources may be, by the names of Ansible's plugins
public record InventoryRules(
    Misnamed misnamed,
    boolean allMustBeThere,
    Nothing nothing,
    boolean merges,
    Vars extra,
    Besides besides,
    Predicate<String> ignored,
    Set<String> kinds) {

  /// What a run without any inventory is.
  public enum Nothing {
    FAIL,
    WARN,
    IGNORE
  }

  /// What becomes of misnamed groups.
  public enum Misnamed {
    /// They stay as they are, with a warning.
    NEVER,
    /// They are renamed, with a warning.
    ALWAYS,
    /// They are renamed.
    SILENTLY,
    /// They stay as they are.
    IGNORE
  }

  /// Variables in `group_vars` and `host_vars`.
  @FunctionalInterface
  public interface Besides {
    /// What the files beside these directories say of a host.
    Map<String, Object> of(Inventory inventory, List<Path> directories, String host);
  }

  /// What sources can be here.
  public static final Set<String> KINDS =
      Set.of(
          "host_list",
          "advanced_host_list",
          "script",
          "auto",
          "yaml",
          "ini",
          "toml",
          "constructed",
          "generator");

  private static final Pattern NEVER = Pattern.compile("[.].*|host_vars|group_vars|vars_plugins");

  private static final Pattern UNFIT =
      Pattern.compile("^[\\d\\W]|[^\\w]", Pattern.UNICODE_CHARACTER_CLASS);

  /// What holds if nobody says otherwise.
  public static final InventoryRules USUAL =
      new InventoryRules(
          Misnamed.NEVER,
          false,
          Nothing.IGNORE,
          false,
          Vars.EMPTY,
          (inventory, directories, host) -> Map.of(),
          ignoring(
              List.of(
                  ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig",
                  ".cfg", ".retry"),
              List.of()),
          KINDS);

  /// What is no inventory by its name.
  ///
  /// @param endings of names
  /// @param patterns that are found in names
  public static Predicate<String> ignoring(List<String> endings, List<Pattern> patterns) {
    return name ->
        NEVER.matcher(name).matches()
            || endings.stream().anyMatch(name::endsWith)
            || patterns.stream().anyMatch(each -> each.matcher(name).find());
  }

  /// Whether a group of this name can be a variable too.
  static boolean isFit(String name) {
    return !UNFIT.matcher(name).find();
  }

  /// The name with `_` for all that can't be in one.
  static String fit(String name) {
    return UNFIT.matcher(name).replaceAll("_");
  }
}
