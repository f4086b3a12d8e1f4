package dev.runner.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Programs that a module runs on the host beyond the usual utilities of a POSIX system. The engine
/// asks for them with the first question and refuses by name.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {
  String[] value();
}
