package dev.runner.execute.host;

import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;

/// Another host, at which what goes between two hosts begins.
///
/// @param who is at work there
/// @param same whether it is the task's host itself
record Partner(HostSession session, Identity who, boolean same) {}
