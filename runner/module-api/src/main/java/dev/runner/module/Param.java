package dev.runner.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a parameter: a component of a module's record, or of a record of suboptions. Its name
/// is the component's in lower case with underscores. It is required unless it has a default or is
/// an `Optional`, `List` or `Map`. On a constant of an enum it gives a choice a name that Java
/// couldn't (`form-urlencoded`).
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.PARAMETER,
  ElementType.FIELD,
  ElementType.METHOD
})
public @interface Param {
  /// One sentence.
  String value();

  /// The default as it would be written in YAML; see [#NONE].
  String byDefault() default NONE;

  /// The parameter's name, where the component's can't be it (Java's reserved words).
  String name() default "";

  /// Other names it goes by.
  String[] aliases() default {};

  /// Takes the text that stands right behind the module's name (`command: uptime`).
  boolean freeForm() default false;

  /// Whether text is a path on the host, though it needn't be one, or must stay as it was written:
  /// `~` and variables of the environment are replaced in it as in each `RemotePath`.
  boolean path() default false;

  /// What the result of a task says that gives null, where that isn't the same as leaving it out
  /// and scripts look for these words.
  String whenNull() default "";

  /// What the result of a task says that gives no text, where only text is taken: numbers,
  /// booleans, lists and mappings aren't written out then.
  String whenNoText() default "";

  /// Whether the module gets an empty `Optional` where the task doesn't give it, though it is
  /// required or has a default: a module that has to know whether it was given sees to that itself.
  /// A null that is given is a value then.
  boolean tellsGiven() default false;

  /// There is no default.
  String NONE = "\0";
}
