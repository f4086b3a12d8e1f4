package dev.runner.catalog;

import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Groups of modules that `module_defaults` can name: those that collections on disk declare in
/// `meta/runtime.yml`, and those of the modules that are built in.
public final class ActionGroups {

  /// Short names, and the groups that they stand for.
  private static final Map<String, List<String>> SHORT =
      Map.of(
          "acme", List.of("community.crypto.acme"),
          "aws", List.of("amazon.aws.aws", "community.aws.aws"),
          "azure", List.of("azure.azcollection.azure"),
          "cpm", List.of("wti.remote.cpm"),
          "docker", List.of("community.docker.docker", "community.general.docker"),
          "gcp", List.of("google.cloud.gcp"),
          "k8s", List.of("kubernetes.core.k8s", "community.okd.k8s"),
          "os", List.of("openstack.cloud.os"),
          "ovirt", List.of("ovirt.ovirt.ovirt"),
          "vmware", List.of("community.vmware.vmware"));

  /// Groups of a whole collection whose modules are built in.
  private static final Map<String, String> WHOLE =
      Map.of(
          "community.mysql.all", "community.mysql",
          "ansible.mysql.all", "community.mysql",
          "ansible.mariadb.all", "community.mysql",
          "community.postgresql.all", "community.postgresql");

  private final Modules modules;
  private final Sources sources;
  private final Map<Path, Map<String, Yaml>> declared = new ConcurrentHashMap<>();

  /// @param sources read the declarations
  public ActionGroups(Modules modules, Sources sources) {
    this.modules = modules;
    this.sources = sources;
  }

  /// The modules of a group, by their full names; nothing if there is no such group.
  public Optional<Set<String>> members(String group) {
    return members(group, new LinkedHashSet<>());
  }

  private Optional<Set<String>> members(String group, Set<String> seen) {
    if (!seen.add(group)) {
      return Optional.of(Set.of()); // groups may extend each other
    }
    List<String> others = SHORT.get(group);
    if (others != null) {
      Set<String> all = new LinkedHashSet<>();
      others.forEach(each -> members(each, seen).ifPresent(all::addAll));
      return Optional.of(all);
    }
    String[] parts = group.split("\\.", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    String collection = parts[0] + "." + parts[1];
    Optional<Yaml> written = written(parts, group);
    if (written.isPresent()) {
      return Optional.of(named(written.get(), collection, seen));
    }
    return Optional.ofNullable(WHOLE.get(group)).map(this::whole);
  }

  private Set<String> whole(String collection) {
    Set<String> all = new LinkedHashSet<>();
    for (ModuleType module : modules.all()) {
      if (module.collection().equals(collection)) {
        all.add(collection + "." + module.name());
      }
    }
    return all;
  }

  private Optional<Yaml> written(String[] parts, String group) {
    for (Path root : modules.programs().collections()) {
      Path folder = root.resolve("ansible_collections").resolve(parts[0]).resolve(parts[1]);
      Map<String, Yaml> groups = declared.computeIfAbsent(folder, this::declarations);
      Yaml found = groups.getOrDefault(group, groups.get(parts[2]));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private Map<String, Yaml> declarations(Path collection) {
    Map<String, Yaml> groups = new LinkedHashMap<>();
    Path file = collection.resolve("meta").resolve("runtime.yml");
    if (Files.isRegularFile(file)
        && sources.yaml(file, null).orElse(null) instanceof Yaml.Mapping all
        && all.get("action_groups").orElse(null) instanceof Yaml.Mapping mapping) {
      mapping.entries().forEach(entry -> groups.put(entry.name(), entry.value()));
    }
    return groups;
  }

  private Set<String> named(Yaml written, String collection, Set<String> seen) {
    Set<String> all = new LinkedHashSet<>();
    for (Yaml item : items(written)) {
      if (item instanceof Yaml.Scalar scalar) {
        all.add(scalar.text().contains(".") ? scalar.text() : collection + "." + scalar.text());
      } else if (item instanceof Yaml.Mapping mapping
          && mapping.get("metadata").orElse(null) instanceof Yaml.Mapping extended) {
        for (Yaml other : extended.get("extend_group").map(ActionGroups::items).orElse(List.of())) {
          if (other instanceof Yaml.Scalar scalar) {
            String name = scalar.text();
            members(name.contains(".") ? name : collection + "." + name, seen)
                .ifPresent(all::addAll);
          }
        }
      }
    }
    return all;
  }

  private static List<Yaml> items(Yaml written) {
    return switch (written) {
      case Yaml.Sequence list -> new ArrayList<>(list.items());
      case Yaml.Scalar one -> List.of(one);
      case Yaml.Mapping mapping -> List.of();
    };
  }
}
