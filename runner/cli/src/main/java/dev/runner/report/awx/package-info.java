/// Runs as events for ansible-runner, and with it for AWX, Automation Controller and
/// ansible-navigator.
@NullMarked
package dev.runner.report.awx;

import org.jspecify.annotations.NullMarked;
