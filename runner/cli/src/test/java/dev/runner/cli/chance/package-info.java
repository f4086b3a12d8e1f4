/// Playbooks made by chance: played by this program and by ansible-core, or checked and then run.
@NullMarked
package dev.runner.cli.chance;

import org.jspecify.annotations.NullMarked;
