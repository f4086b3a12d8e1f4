package dev.runner.playbook;

import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What finding roles, collections and imported files depends on.
///
/// @param rolesPath where roles are looked for after `roles/` beside the playbook
/// @param collectionsPath directories that hold `ansible_collections`
/// @param early renders the names of imported files
/// @param privateRoles whether roles keep their variables to themselves, if a setting says so
///   (`private_role_vars`)
/// @param old whether what ansible-core dropped with 2.16 and 2.19 is understood: `include`, a
///   play's `vars` as a list
/// @param played whether a play for these hosts, as written, may have any: what is wrong with the
///   tasks of another is a warning
public record LoadOptions(
    List<Path> rolesPath,
    List<Path> collectionsPath,
    Early early,
    Optional<Boolean> privateRoles,
    boolean old,
    Predicate<Object> played) {
  public LoadOptions(List<Path> rolesPath, List<Path> collectionsPath, Early early) {
    this(rolesPath, collectionsPath, early, Optional.empty(), false, hosts -> true);
  }

  public LoadOptions {
    rolesPath = List.copyOf(rolesPath);
    collectionsPath = List.copyOf(collectionsPath);
  }

  /// A role of a play, or one that is imported.
  ///
  /// @param open whether its task says that it lends its variables to the play (`public`)
  PlayRole imported(Role role, Optional<Boolean> open) {
    boolean vars = open.or(() -> privateRoles.map(each -> !each)).orElse(true);
    return old ? before(role, true) : new PlayRole(role, vars, vars);
  }

  /// A role that is included during the run.
  ///
  /// @param open whether its task says that it lends its variables to the play (`public`)
  PlayRole included(Role role, Optional<Boolean> open) {
    boolean vars = open.or(() -> privateRoles.map(each -> !each)).orElse(false);
    return old ? before(role, open.orElse(false)) : new PlayRole(role, vars, vars);
  }

  private PlayRole before(Role role, boolean lends) {
    return new PlayRole(role, lends, lends && !privateRoles.orElse(false));
  }

  /// Renders templates before there are hosts.
  @FunctionalInterface
  public interface Early {
    /// The text, or nothing if it depends on something that isn't known yet.
    ///
    /// @param known variables of the play and the blocks around
    Optional<String> render(Text template, Map<String, Object> known);
  }

  /// The documented places: `ANSIBLE_ROLES_PATH` and `ANSIBLE_COLLECTIONS_PATH`, or their defaults.
  public static LoadOptions standard(
      Map<String, String> environment, Path home, Path here, Early early) {
    List<Path> roles = new ArrayList<>(List.of(here.resolve("roles")));
    roles.addAll(
        path(
            environment,
            "ANSIBLE_ROLES_PATH",
            List.of(
                home.resolve(".ansible/roles"),
                Path.of("/usr/share/ansible/roles"),
                Path.of("/etc/ansible/roles")),
            here));
    List<Path> collections =
        path(
            environment,
            "ANSIBLE_COLLECTIONS_PATH",
            List.of(
                home.resolve(".ansible/collections"), Path.of("/usr/share/ansible/collections")),
            here);
    return new LoadOptions(roles, collections, early);
  }

  private static List<Path> path(
      Map<String, String> environment, String name, List<Path> byDefault, Path here) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return byDefault;
    }
    List<Path> path = new ArrayList<>();
    for (String each : value.split(":")) {
      if (!each.isBlank()) {
        path.add(here.resolve(each.strip()));
      }
    }
    return path;
  }
}
