package dev.runner.jinja;

/// How much one evaluation may take, so that a mistake ends in a clear error.
///
/// @param depth calls, includes and containers within each other
/// @param output characters of one text that a template makes
/// @param range items of one `range`
public record Bounds(int depth, long output, long range) {

  /// Enough for every honest template.
  public static final Bounds USUAL = new Bounds(200, 64L << 20, 10_000_000);
}
