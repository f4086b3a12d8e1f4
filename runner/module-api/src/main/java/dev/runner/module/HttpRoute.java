package dev.runner.module;

import java.util.List;
import java.util.Optional;

/// How a host reaches a server, where that isn't as usual. All files are on the host, in PEM.
///
/// @param authorities certificates of those who may vouch for the server, instead of the system's
/// @param certificate with which the host shows who it is; may hold the key too
/// @param key that belongs to the certificate
/// @param ciphers in OpenSSL's names; its own choice if there are none
/// @param socket Unix socket that the server listens at, instead of the URL's host and port
/// @param proxies whether those of the environment (`https_proxy`) are used
public record HttpRoute(
    Optional<RemotePath> authorities,
    Optional<RemotePath> certificate,
    Optional<RemotePath> key,
    List<String> ciphers,
    Optional<RemotePath> socket,
    boolean proxies) {

  /// As usual.
  public static final HttpRoute USUAL =
      new HttpRoute(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), true);

  public HttpRoute {
    ciphers = List.copyOf(ciphers);
  }
}
