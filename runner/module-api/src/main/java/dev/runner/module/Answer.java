package dev.runner.module;

/// What may follow steps that were applied: that is all ([Finished]), or another plan.
public sealed interface Answer permits Plan, Finished {}
