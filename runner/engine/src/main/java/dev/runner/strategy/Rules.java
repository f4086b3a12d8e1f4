package dev.runner.strategy;

import java.util.Optional;

/// What a coordinator has to know of a play.
///
/// @param lockstep whether hosts wait for each other at each task
/// @param anyErrorsFatal the failure of one host is the failure of all
/// @param maxFailPercentage more failed hosts than this end the play for all
/// @param forceHandlers hosts that failed run the handlers that they were told to
/// @param rolesAgain whether hosts carry out roles again, whatever these say
/// @param lastUseSays whether the last use of a role says for all that are the same whether it is
///   carried out again
public record Rules(
    boolean lockstep,
    boolean anyErrorsFatal,
    Optional<Double> maxFailPercentage,
    boolean forceHandlers,
    boolean rolesAgain,
    boolean lastUseSays) {}
