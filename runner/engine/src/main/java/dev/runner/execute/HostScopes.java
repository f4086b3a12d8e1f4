package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.compile.Written;
import dev.runner.inventory.Host;
import dev.runner.jinja.Environment;
import dev.runner.playbook.Play;
import dev.runner.playbook.PlayRole;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import dev.runner.template.RawVariables;
import dev.runner.template.Scope;
import dev.runner.values.Text;
import dev.runner.variables.Frame;
import dev.runner.variables.PlayHosts;
import dev.runner.variables.Precedence;
import dev.runner.variables.VariableStore;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The variables of hosts in one batch of a play, as templates see them. What a task adds is put
/// together once for all hosts.
final class HostScopes {
  private final Environment environment;
  private final VariableStore store;
  private final Play play;
  private final PlayHosts hosts;
  private final Vars prompted;
  private final Function<String, Vars> files;
  private final Consumer<String> secrets;
  private final WayVariables ways;
  private final Map<String, Frame> frames = new ConcurrentHashMap<>();
  private volatile List<PlayRole> brought = List.of();

  /// @param given how hosts are reached where nothing else says so
  /// @param prompted answers to the play's questions
  /// @param files the variables of the play's `vars_files`, for a host
  /// @param secrets hears of each secret that enters a template
  HostScopes(
      Environment environment,
      VariableStore store,
      RunOptions.Reaching given,
      Play play,
      PlayHosts hosts,
      Vars prompted,
      Function<String, Vars> files,
      Consumer<String> secrets) {
    this.environment = environment;
    this.ways = new WayVariables(store, given);
    this.store = store;
    this.play = play;
    this.hosts = hosts;
    this.prompted = prompted;
    this.files = files;
    this.secrets = secrets;
  }

  /// The hosts of the play and of this batch.
  PlayHosts hosts() {
    return hosts;
  }

  /// The play has these roles, too, from now on.
  void brought(List<PlayRole> roles) {
    if (roles.size() != brought.size()) {
      brought = List.copyOf(roles);
      frames.clear();
    }
  }

  /// The variables of a task on a host.
  Scope of(String host, CompiledTask task) {
    Frame frame =
        frames.computeIfAbsent(
            task.id(),
            id ->
                Frame.of(play, task.source(), hosts, brought)
                    .with(Precedence.PLAY_PROMPTS, prompted)
                    .with(Precedence.INCLUDE_PARAMS, task.given()));
    return scope(host, frame.with(Precedence.PLAY_FILES, files.apply(host)));
  }

  /// Variables for what is the same for all hosts.
  ///
  /// @param host for the inventory's variables; empty for none
  Scope of(String host, Task task) {
    return scope(
        host, Frame.of(play, task, hosts, brought).with(Precedence.PLAY_PROMPTS, prompted));
  }

  /// The variables of the play without those of any task.
  Scope ofPlay(String host) {
    return scope(host, Frame.of(play, hosts, brought).with(Precedence.PLAY_PROMPTS, prompted));
  }

  private Scope scope(String host, Frame frame) {
    return new Scope(environment, new Raw(host, frame));
  }

  private final class Raw implements RawVariables {
    private final String host;
    private final Frame frame;

    Raw(String host, Frame frame) {
      this.host = host;
      this.frame = frame;
    }

    @Override
    public @Nullable Object raw(String name) {
      if (name.equals("hostvars")) {
        return new Others();
      }
      Object value = store.lookup(host, frame, name);
      if (value != null) {
        return value;
      }
      return name.equals("ansible_facts") ? Map.of() : null;
    }

    @Override
    public @Nullable Object assumed(String name, Supplier<Scope> written) {
      return ways.of(host, frame, name, written);
    }

    @Override
    public Iterable<String> names() {
      Set<String> names = new LinkedHashSet<>(store.names(host, frame));
      names.removeIf(name -> !name.equals("hostvars") && raw(name) == null);
      return names;
    }

    @Override
    public boolean isInjected(String name) {
      return store.isInjected(host, frame, name);
    }

    @Override
    public void seen(Text secret) {
      secrets.accept(secret.value());
    }

    @Override
    public Set<String> assumable() {
      return WayVariables.NAMES;
    }
  }

  /// `hostvars`: what another host's templates say is rendered with that host's variables.
  private final class Others extends AbstractMap<String, Object> {
    @Override
    public @Nullable Object get(@Nullable Object name) {
      if (!(name instanceof String || name instanceof dev.runner.values.Text)) {
        return null;
      }
      String host = Written.plain(name);
      return store.inventory().host(host).isPresent() ? rendered(host) : null;
    }

    private Object rendered(String host) {
      Frame frame = new Frame(Optional.of(play), Optional.empty(), hosts, brought, List.of());
      return scope(host, frame).lazily(store.viewOfOther(host, frame));
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          return store.inventory().hosts().stream()
              .map(Host::name)
              .map(name -> Map.entry(name, rendered(name)))
              .iterator();
        }

        @Override
        public int size() {
          return store.inventory().hosts().size();
        }
      };
    }
  }
}
