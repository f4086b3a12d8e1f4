package dev.runner.playbook;

import java.util.Optional;

/// What a task is repeated for.
///
/// @param lookup the lookup of `with_LOOKUP`; empty for `loop`
/// @param items as written
public record Loop(Optional<String> lookup, Object items) {}
