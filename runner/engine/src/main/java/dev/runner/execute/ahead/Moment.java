package dev.runner.execute.ahead;

/// When questions were sent.
///
/// @param at milliseconds of the control machine's clock
/// @param upheavals how many there were in the run
/// @param acts how many steps there were on the machine
public record Moment(long at, long upheavals, long acts) {}
