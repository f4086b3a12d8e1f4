package dev.runner.module;

/// An expression that the user wrote, and what it gave (`debug: var`).
///
/// @param text as written
/// @param value see `dev.runner.values`; an `Undefined` if a name in it isn't defined
public record Expression(String text, Object value) {}
