/// SSH by the system's own client, for what only it can do (`ansible_connection: openssh`): one
/// master connection per host, a client process per program.
@NullMarked
package dev.runner.transport.openssh;

import org.jspecify.annotations.NullMarked;
