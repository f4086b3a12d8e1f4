package dev.runner.playbook;

import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A role as it is used in one place.
///
/// @param name as it stands before its tasks' names: `web`; with the collection it was found in, if
///   it is in one, however it was asked for: `acme.site.web`
/// @param collection the collection that it was found in: `acme.site`; empty if in none
/// @param directory its root
/// @param defaults its own and those that it sees
/// @param inherited variables of the roles that brought it: later ones win
/// @param vars those of the roles it depends on, then its own: later ones win
/// @param beside variables that `vars` gives beside its name: they win over all of these
/// @param params variables given where it is used, and where those are used that brought it
/// @param parents the names of the roles whose tasks brought it, the outermost first
/// @param parentDirectories their directories, in the same order
/// @param dependency whether another role brought it by its `meta`
/// @param use what tells this use from others: two of them are the same if they are equal
/// @param repeats whether a host that has carried out the same use does it again
/// @param argumentSpecs `meta/argument_specs.yml`, by entry point
public record Role(
    String name,
    String collection,
    Path directory,
    RoleDefaults defaults,
    List<Vars> inherited,
    List<Vars> vars,
    Vars beside,
    Vars params,
    List<String> parents,
    List<Path> parentDirectories,
    boolean dependency,
    Use use,
    boolean repeats,
    Optional<Yaml> argumentSpecs) {
  /// What tells one use of a role from another.
  ///
  /// @param when the conditions that stand beside its name
  /// @param tags those that stand beside its name
  /// @param included whether a task brings it
  public record Use(
      Path directory,
      RoleFiles files,
      Map<String, Object> params,
      Object when,
      Object tags,
      boolean included) {}

  public Role {
    inherited = List.copyOf(inherited);
    vars = List.copyOf(vars);
    parents = List.copyOf(parents);
    parentDirectories = List.copyOf(parentDirectories);
  }

  /// The variables that its tasks see: later ones win.
  public List<Vars> seen() {
    List<Vars> all = new ArrayList<>(inherited);
    all.addAll(vars);
    all.add(beside);
    return all;
  }

  /// The variables that roles see which it brings: its own win over those beside its name there.
  List<Vars> handedDown() {
    List<Vars> all = new ArrayList<>(inherited);
    all.add(beside);
    all.addAll(vars);
    return all;
  }

  /// Its name without its collection.
  public String shortName() {
    return collection.isEmpty() ? name : name.substring(collection.length() + 1);
  }

  /// Its names: with its collection, and without it.
  public Set<String> names() {
    return new LinkedHashSet<>(List.of(name, shortName()));
  }
}
