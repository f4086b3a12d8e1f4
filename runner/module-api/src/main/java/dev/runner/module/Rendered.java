package dev.runner.module;

import dev.runner.values.Text;
import java.nio.file.Path;

/// A template of the control machine, already rendered with the variables of the host.
///
/// @param source the template
/// @param text what it gave; secret if anything secret went into it
public record Rendered(Path source, Text text) {}
