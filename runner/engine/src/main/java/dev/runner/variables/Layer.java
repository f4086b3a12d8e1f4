package dev.runner.variables;

import dev.runner.source.Vars;

/// Variables of one origin.
public record Layer(Precedence precedence, Vars vars) {}
