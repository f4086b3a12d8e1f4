package dev.runner.module;

/// A parameter that takes any value of the language.
///
/// @param value see `dev.runner.values`
public record Value(Object value) {}
