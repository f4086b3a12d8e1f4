/// Hashes of passwords, as systems and web servers keep them.
@NullMarked
package dev.runner.values.crypt;

import org.jspecify.annotations.NullMarked;
