package dev.runner.module;

/// An expression that the user wrote, and what it gave (`assert`).
///
/// @param text as written
/// @param holds its result
public record Condition(String text, boolean holds) {}
