package dev.runner.module;

import java.nio.file.Path;

/// A parameter that names a place on the control machine to write to, whether or not anything is
/// there.
///
/// @param text as the user wrote it
/// @param path absolute; a relative one starts at the playbook's directory
public record ControlPlace(String text, Path path) {}
