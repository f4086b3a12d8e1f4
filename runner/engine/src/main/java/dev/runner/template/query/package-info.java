/// JMESPath: a language of queries on lists and dicts.
@NullMarked
package dev.runner.template.query;

import org.jspecify.annotations.NullMarked;
