package dev.runner.transport.ssh.config;

import java.nio.file.Path;

/// Who asks for a host's configuration.
///
/// @param host the name as it was given
/// @param user the user of the control machine who runs us
/// @param home that user's home directory
record Asking(String host, String user, Path home) {}
