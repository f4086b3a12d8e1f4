package dev.runner.execute;

import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.strategy.Node;
import java.util.List;
import java.util.Map;

/// Tasks that an include brings.
///
/// @param id its own, which no other fragment of the play has
/// @param name the file's path, or the role's name; empty for the turns of a loop
record Fragment(
    String id,
    String name,
    Node.Group tree,
    Map<String, CompiledTask> tasks,
    List<CompiledPlay.HandlerTask> handlers) {}
