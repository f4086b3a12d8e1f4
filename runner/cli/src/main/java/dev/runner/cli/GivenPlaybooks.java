package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.playbook.CollectionPlaybooks;
import dev.runner.playbook.LoadOptions;
import dev.runner.playbook.ModuleNames;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.template.RawVariables;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.values.Deprecation;
import dev.runner.values.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The playbooks that the user names: where they are, and how they are loaded, as the options and
/// the configuration say.
final class GivenPlaybooks {
  private final Path here;
  private final Configuration configuration;
  private final Templates templates;
  private final Vars extra;
  private Predicate<Object> played = hosts -> true;

  /// @param extra the variables of `-e`
  GivenPlaybooks(Path here, Configuration configuration, Templates templates, Vars extra) {
    this.here = here;
    this.configuration = configuration;
    this.templates = templates;
    this.extra = extra;
  }

  /// A playbook: a path from where the user stands, or a name in `playbooks/`.
  Path find(String written) {
    Path path = here.resolve(written);
    if (Files.exists(path)) {
      return path;
    }
    return NamedFile.in(here.resolve("playbooks"), written)
        .or(() -> ofCollection(written))
        .orElse(path);
  }

  private Optional<Path> ofCollection(String name) {
    return CollectionPlaybooks.candidates(name, configuration.collections()).stream()
        .filter(Files::exists)
        .findFirst();
  }

  /// What stands for the playbook's directory where there is no playbook.
  Optional<Path> directory(PlaceOption asked) {
    return asked.directory.isBlank()
        ? configuration.path(Option.PLAYBOOK_DIR)
        : Optional.of(here.resolve(asked.directory).normalize());
  }

  /// Where roles are looked for, besides beside the playbooks.
  List<Path> rolesPath() {
    List<Path> roles = new ArrayList<>(List.of(here.resolve("roles")));
    roles.addAll(configuration.paths(Option.ROLES_PATH));
    return roles;
  }

  /// Loads playbooks, and what they include.
  PlaybookLoader loader(Sources own, Modules modules) {
    return loader(own, modules, "");
  }

  /// Loads playbooks that may name a module which isn't there: it fails in its turn.
  PlaybookLoader loader(Sources own, Modules modules, String module) {
    return new PlaybookLoader(own, names(modules, module), options());
  }

  private LoadOptions options() {
    return new LoadOptions(
        rolesPath(),
        configuration.collections(),
        this::early,
        configuration.setting(Option.PRIVATE_ROLE_VARS).isDefault()
            ? Optional.empty()
            : Optional.of(configuration.flag(Option.PRIVATE_ROLE_VARS)),
        templates.isBefore219(),
        hosts -> played.test(hosts));
  }

  /// Says which plays have hosts, before playbooks are read.
  ///
  /// @param expected whether a play for these hosts, as written, may have any
  void expect(Predicate<Object> expected) {
    played = expected;
  }

  /// Whether a play for these hosts, as written, may have any.
  Predicate<Object> expected() {
    return played;
  }

  private static ModuleNames names(Modules modules, String granted) {
    return new ModuleNames() {
      @Override
      public boolean exists(String name) {
        return name.equals(granted) || modules.exists(name);
      }

      @Override
      public Optional<String> removed(String name) {
        return modules.removed(name);
      }

      @Override
      public List<Deprecation> deprecations(String name) {
        return modules.deprecations(name);
      }

      @Override
      public void playbook(Path folder) {
        modules.addPlaybook(folder);
      }

      @Override
      public List<Path> playbooks() {
        return modules.playbooks();
      }

      @Override
      public void role(Path folder) {
        modules.addRole(folder);
      }

      @Override
      public Collection<String> names() {
        return modules.names();
      }
    };
  }

  /// The text of a template before there are hosts; nothing if it depends on them.
  private Optional<String> early(Text template, Map<String, Object> known) {
    Map<String, Object> all = new LinkedHashMap<>(known);
    all.putAll(extra.values());
    try {
      Object value = templates.scope(RawVariables.of(all)).value(template);
      return Text.isText(value) ? Optional.of(value.toString()) : Optional.empty();
    } catch (TemplateException e) {
      if (e.isUndefined()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
