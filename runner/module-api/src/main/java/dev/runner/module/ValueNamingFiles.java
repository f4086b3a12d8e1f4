package dev.runner.module;

import java.util.function.Function;

/// A parameter that takes any value of the language, in which names of files of the control machine
/// may stand (`body` of `uri`).
///
/// @param value see `dev.runner.values`
/// @param files finds a file on the search path; throws [BadParameter] if there is none
public record ValueNamingFiles(Object value, Function<String, ControlFile> files) {}
