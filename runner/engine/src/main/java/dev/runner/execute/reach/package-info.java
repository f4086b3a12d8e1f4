/// How a run reaches its hosts: the ways to them, open sessions, what hosts are owed.
@NullMarked
package dev.runner.execute.reach;

import org.jspecify.annotations.NullMarked;
