package dev.runner.module;

import java.util.List;

/// Something that must be undone before all is well: a message that is up, a server that is
/// stopped. It is recorded, on the host and in the journal, before the act that makes it necessary,
/// and it stays owed until a later task settles its key, or the run ends and its steps are applied.
/// A task that leaves a host in a state in which paying would do harm holds the key
/// ([Finished#holding]): then it stays owed, and every later run says so.
///
/// @param key the same for the act and its opposite, such as `apache:/etc/apache2`
/// @param sentence what is the case while it is owed: "Apache is stopped"
/// @param remedy what a person would do about it: "apachectl start"
/// @param discharge the steps that pay it
public record Obligation(String key, String sentence, String remedy, List<Step> discharge) {
  public Obligation {
    discharge = List.copyOf(discharge);
  }
}
