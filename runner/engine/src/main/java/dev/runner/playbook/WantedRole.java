package dev.runner.playbook;

import java.util.Map;
import java.util.Optional;

/// The role that an `include_role` asks for.
///
/// @param name rendered
/// @param open whether the task says that the role's variables are lent to the play (`public`)
/// @param apply keywords for its tasks
/// @param loopVariables those of the item that it is included for
public record WantedRole(
    String name,
    RoleFiles files,
    Optional<Boolean> open,
    Map<String, ?> apply,
    Map<String, Object> loopVariables) {}
