package dev.runner.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A module that moves things between the task's host and the machine where its work begins: the
/// control machine, or the host that the task is delegated to. Its questions and steps are about
/// the task's host all the same; [RsyncCall] begins at the other.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BetweenHosts {}
