package dev.runner.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a module to its users. Its name is the class's in lower case with underscores:
/// `GitRebase` is `git_rebase`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Describe {
  /// One sentence.
  String summary();

  /// More, if one sentence is not enough. Markdown.
  String description() default "";

  /// The version that brought it.
  String since();

  /// A task in YAML that works.
  String example();

  /// Other names it goes by, with or without a collection.
  String[] aliases() default {};

  /// Its collection, where that isn't the catalog's.
  String collection() default "";

  /// What `register` gets besides the common keys.
  Returned[] returns() default {};

  /// What the result of a task says that lacks a parameter, where scripts look for other words than
  /// the usual ones, which name it.
  String missing() default "";

  /// Whether the registered value `diff` is there without diff mode too.
  boolean alwaysCompares() default false;

  /// Whether it looks at what others do meanwhile: a wait, a guard. Its questions are asked in its
  /// turn and never before, and nothing that was asked before it counts after it.
  boolean inTurn() default false;

  /// How many round trips `plan` needs at most when nothing has to be done.
  int roundTrips() default 1;

  /// One registered value.
  @interface Returned {
    String name();

    /// A sentence: what it is, and when it is there.
    String value();
  }
}
