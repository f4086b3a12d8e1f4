package dev.runner.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What has to hold for several parameters of a module together. The engine looks at it before the
/// record is made, in the order that Ansible has: what excludes each other first, the others once
/// each value by itself fits. Names are those of the parameters, not their aliases.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Constraint.All.class)
public @interface Constraint {
  Kind value();

  /// The parameters that it is about.
  String[] names();

  /// The parameter that makes it hold, for those that depend on one.
  String when() default "";

  /// The value that [#when] has then, as Python writes it; any value if this is empty.
  String is() default "";

  /// What has to hold.
  enum Kind {
    /// At most one is given.
    EXCLUSIVE,
    /// All are given or none is.
    TOGETHER,
    /// One at least is given.
    ONE_OF,
    /// All are given if [Constraint#when] is what [Constraint#is] says, or is given.
    NEEDED,
    /// The same, where one of them is enough.
    ONE_NEEDED
  }

  /// Several of them.
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Constraint[] value();
  }
}
