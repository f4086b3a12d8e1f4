/// Writes YAML as PyYAML does.
@NullMarked
package dev.runner.template.yaml;

import org.jspecify.annotations.NullMarked;
