package dev.runner.modules.packages;

import dev.runner.module.Plan;

/// What a check run can say of packages whose lists would be updated first.
public final class AfterUpdate {
  private AfterUpdate() {}

  /// What nobody can install today may be there after the update.
  public static Plan expected(Plan plan) {
    return plan instanceof Plan.Refused refused
        ? Plan.unknown(refused.because() + "; the lists of packages weren't updated")
        : plan;
  }
}
