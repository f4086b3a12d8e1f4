package dev.runner.playbook;

import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task or handler. Everything is as it was written; templates are rendered for each host.
///
/// @param name as written
/// @param module as written, with its collection if that was given
/// @param parameters of the module; text after the module's name that is no `key=value` is
///   [#FREE_FORM], and the templates that give parameters are listed as [#ALL_PARAMETERS]: later
///   ones win
/// @param places where each parameter stands
/// @param loop what it is repeated for
/// @param role the role that it belongs to
/// @param searchPath directories in which its files are looked for, the nearest first: of its role
///   (and those that include it), of its file, of the playbook
/// @param handler whether it runs only when notified
/// @param called where its module is named
public record Task(
    Optional<Object> name,
    String module,
    Map<String, Object> parameters,
    Map<String, Origin> places,
    Settings settings,
    Optional<Loop> loop,
    Optional<Role> role,
    List<Path> searchPath,
    boolean handler,
    Origin origin,
    Origin called)
    implements Part {
  /// The parameter that holds the free-form text.
  public static final String FREE_FORM = "_raw_params";

  /// The parameter that holds a template whose value is the mapping of parameters.
  public static final String ALL_PARAMETERS = "_variable_params";

  public Task {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    places = Map.copyOf(places);
    searchPath = List.copyOf(searchPath);
  }

  /// A keyword that holds for this task, inherited or its own; null if there is none.
  public @Nullable Object keyword(String keyword) {
    return settings.get(keyword);
  }

  /// The module's name without `ansible.builtin.` and `ansible.legacy.`.
  public String bareModule() {
    return Names.bare(module);
  }

  /// The text after the module's name.
  public Optional<Object> freeForm() {
    return Optional.ofNullable(parameters.get(FREE_FORM));
  }

  /// Whether it steers the play and is no module: `include_tasks`, `meta` and their like.
  public boolean isLanguage() {
    return Names.LANGUAGE.contains(bareModule());
  }

  /// Whether it is there to fail or to end the play, so that what follows may not be reached.
  public boolean mayEndPlay() {
    return switch (bareModule()) {
      case "fail", "assert" -> true;
      case "meta" -> {
        String action = freeForm().map(Object::toString).orElse("").strip();
        yield action.startsWith("end_") || action.contains("{{");
      }
      default -> settings.own().containsKey("failed_when");
    };
  }

  /// Names that notify this handler: its own, with its role's name, and the topics it listens to.
  public List<Object> topics() {
    Object listen = settings.own().get("listen");
    return switch (listen) {
      case null -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(listen);
    };
  }
}
