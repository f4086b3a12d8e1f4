package dev.runner.playbook;

import dev.runner.playbook.Keyword.Inheritance;
import dev.runner.source.Vars;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keywords of a play, role, block or task as they were written, and of all that it stands in.
/// Immutable.
public final class Settings {
  private final @Nullable Settings parent;
  private final Level level;
  private final Map<String, Object> own;
  private final Map<String, Origin> places;
  private final Vars vars;

  /// @param parent those of what it stands in; null for a play
  /// @param own keywords as written, without `vars`
  /// @param places where each stands
  /// @param vars the keyword `vars`
  public Settings(
      @Nullable Settings parent,
      Level level,
      Map<String, Object> own,
      Map<String, Origin> places,
      Vars vars) {
    this.parent = parent;
    this.level = level;
    this.own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
    this.places = Map.copyOf(places);
    this.vars = vars;
  }

  /// Settings without keywords.
  public static Settings empty(@Nullable Settings parent, Level level) {
    return new Settings(parent, level, Map.of(), Map.of(), Vars.EMPTY);
  }

  public Level level() {
    return level;
  }

  /// Those of what it stands in.
  public Optional<Settings> parent() {
    return Optional.ofNullable(parent);
  }

  /// The same with a keyword that nobody wrote here.
  Settings with(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(own);
    more.put(keyword, value);
    return new Settings(parent, level, more, places, vars);
  }

  /// The keywords that stand right here.
  public Map<String, Object> own() {
    return own;
  }

  /// The variables that stand right here.
  public Vars vars() {
    return vars;
  }

  /// Where a keyword stands that [#get] finds.
  public Optional<Origin> origin(String keyword) {
    Settings holder = holder(keyword);
    return holder == null ? Optional.empty() : Optional.ofNullable(holder.places.get(keyword));
  }

  /// The value of a keyword that holds here: the innermost one, if it is inherited at all; null if
  /// there is none.
  public @Nullable Object get(String keyword) {
    Settings holder = holder(keyword);
    return holder == null ? null : holder.own.get(keyword);
  }

  private @Nullable Settings holder(String keyword) {
    if (own.containsKey(keyword)) {
      return this;
    }
    boolean inherited =
        Keyword.named(keyword).map(k -> k.inheritance() != Inheritance.NONE).orElse(false);
    return inherited && parent != null ? parent.holder(keyword) : null;
  }

  /// What stands around where a keyword is found; nothing if it isn't inherited, or isn't there.
  public Optional<Settings> outside(String keyword) {
    Settings holder = holder(keyword);
    boolean inherited =
        Keyword.named(keyword).map(k -> k.inheritance() != Inheritance.NONE).orElse(false);
    return holder == null || !inherited ? Optional.empty() : holder.parent();
  }

  /// All values of a keyword that holds together with those outside, the outermost first.
  public List<Object> together(String keyword) {
    List<Object> values = new ArrayList<>();
    for (Settings each : chain()) {
      Object value = each.own.get(keyword);
      if (value instanceof List<?> list) {
        values.addAll(list);
      } else if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /// The collections in which short names are looked for.
  public List<String> collections() {
    return get("collections") instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  /// Conditions, all of which must hold; the outermost first.
  public List<Object> when() {
    List<Object> all = together("when");
    all.removeIf(each -> each == None.NONE); // 'when:' with nothing is no condition
    return all;
  }

  /// Tags of its own and of all it stands in; what is no template is split at commas.
  public Set<Object> tags() {
    Set<Object> tags = new LinkedHashSet<>();
    for (Object tag : together("tags")) {
      if (tag instanceof Text text && !text.value().contains("{{")) {
        for (String word : text.value().split(",")) {
          tags.add(Text.of(word.strip(), text.marks()));
        }
      } else {
        tags.add(Text.isText(tag) ? tag : tag.toString());
      }
    }
    return tags;
  }

  /// Variables of blocks and task, the outermost first.
  public List<Vars> blockVars() {
    return vars(Set.of(Level.BLOCK, Level.TASK, Level.HANDLER));
  }

  /// All variables of this and of what it stands in, the play's included: what is known before
  /// there are hosts.
  public Map<String, Object> known() {
    Map<String, Object> known = new LinkedHashMap<>();
    chain().forEach(each -> known.putAll(each.vars.values()));
    return known;
  }

  /// Those that all others stand in: the play's.
  Settings outermost() {
    return chain().getFirst();
  }

  /// Variables of includes, the outermost first.
  public List<Vars> includeVars() {
    return vars(Set.of(Level.INCLUDE));
  }

  private List<Vars> vars(Set<Level> levels) {
    return chain().stream()
        .filter(each -> levels.contains(each.level))
        .map(Settings::vars)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /// Keywords that hold here: what is inherited, and what stands right here. Those that hold
  /// together with others ([Inheritance#TOGETHER]) aren't among them.
  public Map<String, Object> effective() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Settings each : chain()) {
      each.own.forEach(
          (name, value) -> {
            Inheritance inheritance =
                Keyword.named(name).map(Keyword::inheritance).orElse(Inheritance.NONE);
            if (inheritance == Inheritance.NEAREST
                || (each == this && inheritance == Inheritance.NONE)) {
              all.put(name, value);
            }
          });
    }
    return all;
  }

  private Deque<Settings> chain() {
    Deque<Settings> chain = new ArrayDeque<>();
    for (Settings each = this; each != null; each = each.parent) {
      chain.addFirst(each);
    }
    return chain;
  }
}
