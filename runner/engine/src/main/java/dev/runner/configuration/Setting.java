package dev.runner.configuration;

/// The value of an option, and where it comes from.
///
/// @param value as written
/// @param from `default`, `env: NAME`, or file:line:column
/// @param isDefault whether nobody set it
public record Setting(Option option, String value, String from, boolean isDefault) {}
