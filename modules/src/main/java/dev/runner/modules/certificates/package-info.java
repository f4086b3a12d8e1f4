/// Modules for keys, requests and certificates. Keys stay on the host, where `openssl` makes them
/// and signs with them; what is public is read and written here.
@NullMarked
package dev.runner.modules.certificates;

import org.jspecify.annotations.NullMarked;
