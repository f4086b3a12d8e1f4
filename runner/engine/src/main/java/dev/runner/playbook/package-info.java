/// Playbooks, plays, blocks, tasks, handlers and roles as the user wrote them: parsed, checked,
/// immutable, not rendered. Parsing reports all mistakes at once.
@NullMarked
package dev.runner.playbook;

import org.jspecify.annotations.NullMarked;
