package dev.runner.modules.packages.apt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes `apt` tasks with the defaults of its parameters.
final class Apts {
  private final List<String> packages;
  private Apt.State state = Apt.State.PRESENT;
  private boolean update;
  private boolean purge;
  private boolean onlyUpgrade;
  private Optional<Apt.Upgrade> upgrade = Optional.empty();
  private Optional<String> deb = Optional.empty();

  private Apts(List<String> packages) {
    this.packages = new ArrayList<>(packages);
  }

  static Apts of(String... packages) {
    return new Apts(List.of(packages));
  }

  Apts state(Apt.State wanted) {
    state = wanted;
    return this;
  }

  Apts update() {
    update = true;
    return this;
  }

  Apts purge() {
    purge = true;
    return this;
  }

  Apts onlyUpgrade() {
    onlyUpgrade = true;
    return this;
  }

  Apts upgrade(Apt.Upgrade kind) {
    upgrade = Optional.of(kind);
    return this;
  }

  Apts deb(String file) {
    deb = Optional.of(file);
    return this;
  }

  Apt build() {
    return new Apt(
        packages,
        state,
        update ? Optional.of(true) : Optional.empty(),
        Duration.ZERO,
        5,
        Duration.ofSeconds(12),
        purge,
        deb,
        Optional.empty(),
        Optional.empty(),
        false,
        upgrade,
        "force-confdef,force-confold",
        false,
        false,
        false,
        false,
        Optional.empty(),
        onlyUpgrade,
        false,
        false,
        false,
        false,
        60,
        true);
  }
}
