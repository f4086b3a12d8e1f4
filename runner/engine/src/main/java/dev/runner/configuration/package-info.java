/// What a user sets once for all runs: `ansible.cfg`, `ANSIBLE_*` and `RUNNER_*` variables of the
/// environment, and the defaults.
@NullMarked
package dev.runner.configuration;

import org.jspecify.annotations.NullMarked;
