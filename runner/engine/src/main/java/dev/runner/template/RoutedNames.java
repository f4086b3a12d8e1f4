package dev.runner.template;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Check;
import dev.runner.jinja.Environment;
import dev.runner.jinja.Filter;
import dev.runner.jinja.Others;
import dev.runner.jinja.Rendering;
import dev.runner.source.CollectionRoutes;
import dev.runner.source.CollectionRoutes.Kind;
import dev.runner.source.CollectionRoutes.Route;
import dev.runner.values.Deprecation;
import dev.runner.values.PythonException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Filters and tests by names that collections have given up.
///
/// @param known the filters and tests that there are
record RoutedNames(CollectionRoutes routes, Environment known) implements Others {

  @Override
  public @Nullable Filter filter(String name) {
    return route(routes, Kind.FILTER, name)
        .map(route -> filter(route, known.filter(route.target())))
        .orElse(null);
  }

  private static @Nullable Filter filter(Route route, @Nullable Filter target) {
    return target == null ? null : new RoutedFilter(target, route.deprecations());
  }

  @Override
  public @Nullable Check test(String name) {
    return route(routes, Kind.TEST, name)
        .map(route -> test(route, known.test(route.target())))
        .orElse(null);
  }

  private static @Nullable Check test(Route route, @Nullable Check target) {
    return target == null ? null : new RoutedTest(target, route.deprecations());
  }

  /// Where a name leads, if its collection says anything of it.
  ///
  /// @throws PythonException if it leads nowhere
  static Optional<Route> route(CollectionRoutes routes, Kind kind, String name) {
    Optional<Route> found = routes.route(kind, name);
    found.ifPresent(
        route -> {
          if (!route.obstacle().isEmpty()) {
            throw PythonException.of(
                PythonException.Kind.PLUGIN,
                "The %s '%s' failed to load: %s".formatted(kind.called(), name, route.obstacle()));
          }
        });
    return found;
  }

  private record RoutedFilter(Filter target, List<Deprecation> deprecations) implements Filter {
    @Override
    public Object apply(Object value, Arguments arguments, Rendering rendering) {
      Scope.of(rendering).uses().addAll(deprecations);
      return target.apply(value, arguments, rendering);
    }

    @Override
    public boolean acceptsUndefined() {
      return target.acceptsUndefined();
    }

    @Override
    public boolean acceptsLocked() {
      return target.acceptsLocked();
    }
  }

  private record RoutedTest(Check target, List<Deprecation> deprecations) implements Check {
    @Override
    public boolean test(Object value, Arguments arguments, Rendering rendering) {
      Scope.of(rendering).uses().addAll(deprecations);
      return target.test(value, arguments, rendering);
    }

    @Override
    public boolean acceptsUndefined() {
      return target.acceptsUndefined();
    }

    @Override
    public boolean acceptsLocked() {
      return target.acceptsLocked();
    }
  }
}
