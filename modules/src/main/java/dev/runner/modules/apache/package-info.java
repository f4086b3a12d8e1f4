/// The Apache web server.
@NullMarked
package dev.runner.modules.apache;

import org.jspecify.annotations.NullMarked;
