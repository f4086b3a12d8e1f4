package dev.runner.variables;

import dev.runner.inventory.Host;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Play;
import dev.runner.playbook.PlayRole;
import dev.runner.playbook.Role;
import dev.runner.playbook.Task;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Variables that the run itself sets, and that nobody else can (Ansible's documentation calls them
/// magic and special variables).
final class MagicVariables {
  static final Set<String> NAMES = SpecialVariable.names();

  /// Those that say what the play is like, and not the host.
  static final Set<String> OF_PLAY =
      Set.of(
          "ansible_play_name",
          "ansible_play_hosts",
          "ansible_play_hosts_all",
          "ansible_play_batch",
          "play_hosts",
          "role_names",
          "ansible_role_names",
          "ansible_play_role_names",
          "ansible_dependent_role_names");

  private final VariableStore store;
  private final RunFlags flags;

  MagicVariables(VariableStore store, RunFlags flags) {
    this.store = store;
    this.flags = flags;
  }

  /// The value, or null if this is no such variable, or it has no value here.
  @Nullable Object get(String host, Frame frame, String name) {
    if (name.equals(SpecialVariable.FILE_KIND)) {
      return frame.task().map(Task::module).map(MagicVariables::fileKind).orElse(null);
    }
    if (!NAMES.contains(name)) {
      return null;
    }
    Object value = ofHost(host, name);
    if (value == null) {
      value = ofPlay(frame, name);
    }
    if (value == null) {
      value = ofRole(frame, name);
    }
    if (value == null) {
      value = name.equals("vars") ? store.view(host, frame) : ofRun(name);
    }
    return flags.level().startsWith("2.14.") && value != null ? trusted(value) : value;
  }

  /// Where templates may stand in conditions, names and paths of the user's own may come in so.
  private static Object trusted(Object value) {
    return switch (value) {
      case String text -> Text.of(text, Marks.TRUSTED);
      case List<?> list -> list.stream().map(MagicVariables::trusted).toList();
      default -> value;
    };
  }

  private static String fileKind(String module) {
    return module.contains("template") ? "templates" : module.contains("var") ? "vars" : "files";
  }

  private @Nullable Object ofHost(String name, String variable) {
    Inventory inventory = store.inventory();
    Optional<Host> host = inventory.host(name);
    return switch (variable) {
      case "inventory_hostname" -> name.isEmpty() ? null : name; // a play's own words are no host's
      case "inventory_hostname_short" ->
          name.isEmpty() ? null : host.map(Host::shortName).orElse(name);
      case "inventory_file" -> host.flatMap(Host::source).map(Path::toString).orElse(null);
      case "inventory_dir" ->
          host.flatMap(Host::source)
              .flatMap(file -> Optional.ofNullable(file.getParent()))
              .map(Path::toString)
              .orElse(null);
      case "group_names" -> host.map(inventory::groupNames).orElse(List.of());
      case "groups" -> inventory.groupMap();
      case "hostvars" -> new HostVariables(store);
      default -> null;
    };
  }

  private static @Nullable Object ofPlay(Frame frame, String variable) {
    return switch (variable) {
      case "playbook_dir" -> frame.play().map(play -> play.directory().toString()).orElse(null);
      case "ansible_play_name" ->
          frame.play().map(play -> play.name().orElseGet(() -> pattern(play))).orElse(null);
      case "ansible_play_hosts_all" -> frame.hosts().all();
      case "ansible_play_hosts" -> frame.hosts().live();
      case "ansible_play_batch", "play_hosts" -> frame.hosts().batch();
      case "role_names", "ansible_play_role_names" -> named(frame);
      case "ansible_dependent_role_names" -> dependencies(frame);
      case "ansible_role_names" ->
          Stream.concat(named(frame).stream(), dependencies(frame).stream()).distinct().toList();
      default -> null;
    };
  }

  /// What a play without a name is called.
  private static Object pattern(Play play) {
    return play.hosts() instanceof List<?> list
        ? list.stream().map(Python::string).collect(Collectors.joining(","))
        : play.hosts();
  }

  /// Each as often as the play has used it so far.
  private static List<String> named(Frame frame) {
    return roles(frame).filter(role -> !role.dependency()).map(Role::name).toList();
  }

  private static List<String> dependencies(Frame frame) {
    return roles(frame).filter(Role::dependency).map(Role::name).distinct().toList();
  }

  private static Stream<Role> roles(Frame frame) {
    List<PlayRole> own = frame.play().map(Play::roles).orElse(List.of());
    return Stream.concat(own.stream(), frame.brought().stream()).map(PlayRole::role);
  }

  private static @Nullable Object ofRole(Frame frame, String variable) {
    return switch (variable) {
      case "role_name" -> role(frame, Role::shortName);
      case "ansible_role_name" -> role(frame, Role::name);
      case "role_path" -> role(frame, role -> role.directory().toString());
      case "ansible_collection_name" ->
          role(frame, role -> role.collection().isEmpty() ? null : role.collection());
      case "ansible_parent_role_names" ->
          role(frame, role -> role.parents().isEmpty() ? null : innermostFirst(role.parents()));
      case "ansible_parent_role_paths" ->
          role(
              frame,
              role -> role.parents().isEmpty() ? null : texts(role.parentDirectories().reversed()));
      case "ansible_search_path" ->
          frame.task().map(Task::searchPath).map(MagicVariables::texts).orElse(null);
      default -> null;
    };
  }

  private static @Nullable Object role(Frame frame, Function<Role, @Nullable Object> of) {
    Optional<Role> role = frame.task().flatMap(Task::role);
    return role.isEmpty() ? null : of.apply(role.get());
  }

  private static List<String> innermostFirst(List<String> names) {
    return new ArrayList<>(names).reversed();
  }

  private static Object texts(List<Path> paths) {
    return paths.stream().map(Path::toString).distinct().toList();
  }

  private @Nullable Object ofRun(String variable) {
    return switch (variable) {
      case "ansible_check_mode" -> flags.check();
      case "ansible_diff_mode" -> flags.diff();
      case "ansible_forks" -> (long) flags.forks();
      case "ansible_verbosity" -> (long) flags.verbosity();
      case "ansible_run_tags" -> flags.tags();
      case "ansible_skip_tags" -> flags.skipTags();
      case "ansible_limit" -> flags.limit().orElse(null);
      case "ansible_inventory_sources" -> flags.inventorySources();
      case "ansible_config_file" -> flags.configuration().map(Path::toString).orElse(null);
      case "ansible_playbook_python" -> flags.python().toString();
      case "ansible_version" -> version();
      default -> null;
    };
  }

  private Map<String, Object> version() {
    String[] numbers = flags.level().split("\\.");
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("full", flags.level());
    version.put("string", flags.level());
    version.put("major", Long.valueOf(numbers[0]));
    version.put("minor", Long.valueOf(numbers[1]));
    version.put("revision", Long.valueOf(numbers[2]));
    return version;
  }
}
