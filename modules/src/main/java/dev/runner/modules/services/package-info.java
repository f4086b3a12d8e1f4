/// Modules about the services of a host, by whatever starts them there.
@NullMarked
package dev.runner.modules.services;

import org.jspecify.annotations.NullMarked;
