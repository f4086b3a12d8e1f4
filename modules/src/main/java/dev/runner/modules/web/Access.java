package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.HttpRoute;
import dev.runner.module.Param;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a host speaks to a web server: parameters that several modules share.
public record Access(
    @Param("Headers of the request.") Map<String, Text> headers,
    @Param("Names of headers that aren't sent again after a redirect.")
        List<String> unredirectedHeaders,
    @Param(value = "What the request calls itself.", byDefault = "ansible-httpget")
        String httpAgent,
    @Param(value = "Whether the server's certificate is checked.", byDefault = "true")
        boolean validateCerts,
    @Param("File on the host with the certificate that says who asks.")
        Optional<RemotePath> clientCert,
    @Param("File on the host with the certificate's key, if it isn't in client_cert.")
        Optional<RemotePath> clientKey,
    @Param("Ciphers to use, in OpenSSL's names.") List<String> ciphers,
    @Param(value = "Whether proxies of the host's environment are used.", byDefault = "true")
        boolean useProxy,
    @Param(
            value = "Whether basic authentication is sent before the server asks for it.",
            byDefault = "false")
        boolean forceBasicAuth,
    @Param(
            value =
                "Whether the host's ~/.netrc (or $NETRC) is looked into when the server wants a login.",
            byDefault = "true")
        boolean useNetrc,
    @Param(value = "Not supported: Kerberos.", byDefault = "false") boolean useGssapi,
    @Param(value = "Whether a body compressed by gzip is unpacked.", byDefault = "true")
        boolean decompress) {

  private static final Command NETRC =
      Command.of("sh", "-c", "f=${NETRC:-$HOME/.netrc}; [ ! -r \"$f\" ] || cat \"$f\"");

  public Access {
    headers = new LinkedHashMap<>(headers);
    unredirectedHeaders = List.copyOf(unredirectedHeaders);
    ciphers = List.copyOf(ciphers);
    if (useGssapi) {
      throw new BadParameter("use_gssapi", "Kerberos isn't supported here: use a password");
    }
    for (Map.Entry<String, Text> header : headers.entrySet()) {
      if ((header.getKey() + header.getValue().value()).matches("(?s).*[\\r\\n].*")) {
        throw new BadParameter(
            "headers", "the header %s can't hold line ends".formatted(header.getKey().strip()));
      }
    }
  }

  /// The headers of a request: those of the module, which the user's replace, and a login.
  ///
  /// @param own of the module
  /// @param after replace even the user's
  Map<String, Text> headers(
      Map<String, String> own, Map<String, String> after, Optional<Login> login) {
    Map<String, Text> all = new LinkedHashMap<>();
    put(all, "User-Agent", Text.of(httpAgent, Marks.NONE));
    own.forEach((name, value) -> put(all, name, Text.of(value, Marks.NONE)));
    headers.forEach((name, value) -> put(all, name, value));
    after.forEach((name, value) -> put(all, name, Text.of(value, Marks.NONE)));
    if (forceBasicAuth) {
      login.ifPresent(it -> put(all, "Authorization", it.basic()));
    }
    return all;
  }

  private static void put(Map<String, Text> all, String name, Text value) {
    all.keySet().removeIf(name::equalsIgnoreCase);
    all.put(name, value);
  }

  /// The way to the server.
  HttpRoute route(Optional<RemotePath> authorities, Optional<RemotePath> socket) {
    return new HttpRoute(authorities, clientCert, clientKey, ciphers, socket, useProxy);
  }

  /// The login that a task names, or that stands in its URL.
  static Optional<Login> login(Optional<String> user, Optional<Secret> password, URI url) {
    return user.map(name -> new Login(name, password.orElseGet(() -> Secret.of(""))))
        .or(() -> Login.in(url));
  }

  /// Who to say that one is, when a server wants to know: the task's login for its own server, or
  /// what the host's user keeps in `~/.netrc`.
  Optional<Login> login(Probe host, Optional<Login> own, URI url, String asked) {
    String server = Urls.parse(asked).map(Urls::host).orElse("");
    Optional<Login> known = own.filter(it -> server.equals(Urls.host(url)));
    if (known.isPresent() || !useNetrc) {
      // One that was sent before it was asked for isn't sent again.
      return known.filter(it -> !forceBasicAuth);
    }
    return Netrc.find(host.look(NETRC).stdout().lenientText(), server);
  }
}
