/// Modules that talk to web servers from a host.
@NullMarked
package dev.runner.modules.web;

import org.jspecify.annotations.NullMarked;
