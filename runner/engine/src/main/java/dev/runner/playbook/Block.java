package dev.runner.playbook;

import dev.runner.values.Origin;
import java.util.List;
import java.util.Optional;

/// Tasks with common keywords, with what to do when one of them fails, and what to do in any case.
///
/// @param name as written
/// @param loop what the whole block is repeated for
/// @param role that it stands in
/// @param implicit put around the tasks of a role or of an imported file, not written as a block
public record Block(
    Optional<Object> name,
    Settings settings,
    Optional<Loop> loop,
    List<Part> body,
    List<Part> rescue,
    List<Part> always,
    Optional<Role> role,
    boolean implicit,
    Origin origin)
    implements Part {
  public Block {
    body = List.copyOf(body);
    rescue = List.copyOf(rescue);
    always = List.copyOf(always);
  }
}
