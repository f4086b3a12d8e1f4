package dev.runner.variables;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A variable that the run itself sets, and that nobody else can.
///
/// @param text one sentence for the reference
public record SpecialVariable(String name, String text) {
  /// The directory of a role where files are that the task at hand names: `templates`, `vars` or
  /// `files`. No user can ask for it: it is no name.
  public static final String FILE_KIND = "kind of the task's files";

  private static final String TABLE =
      """
      inventory_hostname         |The host's name in the inventory.
      inventory_hostname_short   |The same up to the first dot.
      inventory_dir              |The directory of the inventory that named the host.
      inventory_file             |The file of that inventory.
      group_names                |The groups of the host.
      groups                     |All groups, each with the names of its hosts.
      hostvars                   |The variables of all hosts, by name.
      vars                       |The variables of this host as a mapping.
      playbook_dir               |The directory of the playbook.
      role_name                  |The role that the task belongs to, without its collection.
      ansible_role_name          |The role that the task belongs to, with its collection.
      role_path                  |The directory of that role.
      ansible_collection_name    |The collection of that role.
      ansible_parent_role_names  |The roles that brought that role, the nearest first.
      ansible_parent_role_paths  |Their directories.
      role_names                 |The roles of the play, without those that they depend on.
      ansible_role_names         |The roles of the play, with those that they depend on.
      ansible_play_role_names    |The roles of the play, without those that they depend on.
      ansible_dependent_role_names|The roles that roles of the play depend on.
      ansible_search_path        |Where files of the task are looked for.
      ansible_play_name          |The name of the play.
      ansible_play_hosts         |The hosts of the play that still take part.
      ansible_play_hosts_all     |All hosts of the play.
      ansible_play_batch         |The hosts of this batch (serial).
      play_hosts                 |The hosts of this batch; an old name.
      ansible_check_mode         |Whether changes are shown instead of made.
      ansible_diff_mode          |Whether differences are shown.
      ansible_forks              |How many hosts work at once.
      ansible_verbosity          |How many -v were given.
      ansible_run_tags           |The tags that are run.
      ansible_skip_tags          |The tags that are left out.
      ansible_limit              |The limit of the command line.
      ansible_inventory_sources  |The inventories of the run.
      ansible_config_file        |The configuration file.
      ansible_playbook_python    |Where Python is on the control machine.
      runner_owed                |What earlier runs have left owed on the host, by key; there from the first contact on.
      runner_lost                |Tasks in which this run couldn't reach the host, or lost it, in order, each with `task` and `msg`; not there without one.
      runner_interrupted         |The name of the task that an interruption broke off on the host, or an empty text; there in closing plays after one.
      runner_mistake             |What was wrong where a mistake in a playbook ended the run; there in closing plays after one.
      ansible_version            |The release of ansible-core whose language is spoken.
      """;

  /// All of them.
  public static List<SpecialVariable> all() {
    return TABLE
        .lines()
        .map(line -> line.split("\\|", 2))
        .map(cells -> new SpecialVariable(cells[0].strip(), cells[1].strip()))
        .toList();
  }

  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all().forEach(each -> names.add(each.name()));
    return Set.copyOf(names);
  }
}
