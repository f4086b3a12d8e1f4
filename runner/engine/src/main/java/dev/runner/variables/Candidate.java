package dev.runner.variables;

import dev.runner.values.Origin;
import java.util.Optional;

/// A value that a variable could have.
///
/// @param value as written
public record Candidate(Precedence precedence, Object value, Optional<Origin> origin) {}
