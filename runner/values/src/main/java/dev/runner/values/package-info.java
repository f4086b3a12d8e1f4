/// The values of the language, which are Python's, and the marks that they carry.
///
/// A value is one of: [None], [Boolean], [Long] or [java.math.BigInteger] (the latter only beyond
/// the range of a long), [Double], [String] or [Text], [java.util.List], [Tuple], [java.util.Map]
/// with the keys in insertion order (keys that are text are plain `String`), [Undefined],
/// [Unknown]. Never Java's null.
@NullMarked
package dev.runner.values;

import org.jspecify.annotations.NullMarked;
