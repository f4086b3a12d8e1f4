/// JSON, YAML, CSV and INI in filters and lookups.
@NullMarked
package dev.runner.template.document;

import org.jspecify.annotations.NullMarked;
