package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.ValueNamingFiles;
import dev.runner.modules.commands.Traces;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks a web server something, from the host.
@Describe(
    summary = "Ask a web server for something, from the host.",
    description =
        """
        The task is skipped in check mode; `check_mode: false` asks all the same. It counts as
        changed only if `dest` got other content. Headers that say who one is (`Authorization`,
        `Cookie`) aren't taken along to another server by a redirect.
        """,
    since = "0.1",
    example =
        """
        - name: make a ticket
          uri:
            url: https://tickets.example.org/api/issues
            method: POST
            body_format: json
            body:
              title: The site is up again
            url_username: bot
            url_password: "{{ ticket_password }}"
            force_basic_auth: true
            status_code: [200, 201]
        """,
    returns = {
      @Describe.Returned(name = "status", value = "The status code; -1 if no answer came."),
      @Describe.Returned(name = "url", value = "The URL that answered, after redirects."),
      @Describe.Returned(name = "redirected", value = "Whether a redirect was followed."),
      @Describe.Returned(name = "elapsed", value = "Seconds until the answer was there."),
      @Describe.Returned(name = "msg", value = "The status in words, or what went wrong."),
      @Describe.Returned(
          name = "content",
          value = "The body, if return_content is set or the status isn't a wanted one."),
      @Describe.Returned(name = "json", value = "The body as a value, if it is JSON."),
      @Describe.Returned(name = "cookies", value = "Cookies that were set, by name."),
      @Describe.Returned(name = "cookies_string", value = "The same for a header Cookie."),
      @Describe.Returned(name = "path", value = "The file that was written, if dest is given."),
      @Describe.Returned(
          name = "content_type",
          value = "This and each other header of the answer, in lower case with underscores.")
    })
public record Uri(
    @Param("HTTP or HTTPS URL.") String url,
    @Param(value = "Method of the request.", byDefault = "GET") String method,
    @Param("What is sent: text, or a value that is written in body_format.")
        Optional<ValueNamingFiles> body,
    @Param(value = "How the body is written.", byDefault = "raw") BodyFormat bodyFormat,
    @Param("File to send instead of a body, of the control machine unless remote_src is set.")
        Optional<SourcePath> src,
    @Param(value = "Whether src is on the host.", byDefault = "false") boolean remoteSrc,
    @Param("Headers of the request.") Map<String, Text> headers,
    @Param(value = "Status codes that are no failure.", byDefault = "200") List<Integer> statusCode,
    @Param(value = "Whether the body is returned as content.", byDefault = "false")
        boolean returnContent,
    @Param(value = "The longest time to wait for each answer.", byDefault = "30") Duration timeout,
    @Param(value = "Which redirects are followed.", byDefault = "safe") Follow followRedirects,
    @Param("Names of headers that aren't sent again after a redirect.")
        List<String> unredirectedHeaders,
    @Param(value = "Whether the server's certificate is checked.", byDefault = "true")
        boolean validateCerts,
    @Param("File on the host with certificates of those who may vouch for the server.")
        Optional<RemotePath> caPath,
    @Param("File on the host with the certificate that says who asks.")
        Optional<RemotePath> clientCert,
    @Param("File on the host with the certificate's key, if it isn't in client_cert.")
        Optional<RemotePath> clientKey,
    @Param("Ciphers to use, in OpenSSL's names.") List<String> ciphers,
    @Param("Unix socket on the host that the server listens at.") Optional<RemotePath> unixSocket,
    @Param(value = "Whether proxies of the host's environment are used.", byDefault = "true")
        boolean useProxy,
    @Param(value = "User name for basic or digest authentication.", aliases = "user")
        Optional<String> urlUsername,
    @Param(value = "Password that belongs to it.", aliases = "password")
        Optional<Secret> urlPassword,
    @Param(
            value = "Whether basic authentication is sent before the server asks for it.",
            byDefault = "false")
        boolean forceBasicAuth,
    @Param(
            value = "Whether the host's ~/.netrc is looked into when the server wants a login.",
            byDefault = "true")
        boolean useNetrc,
    @Param(value = "Not supported: Kerberos.", byDefault = "false") boolean useGssapi,
    @Param(value = "What the request calls itself.", byDefault = "ansible-httpget")
        String httpAgent,
    @Param(value = "Whether caches on the way are told to ask the server.", byDefault = "false")
        boolean force,
    @Param(value = "Whether a body compressed by gzip is unpacked.", byDefault = "true")
        boolean decompress,
    @Param("File or directory on the host that the body is written to.") Optional<RemotePath> dest,
    @Param("Nothing is asked if something matches this path.") Optional<RemotePath> creates,
    @Param("Nothing is asked unless something matches this path.") Optional<RemotePath> removes,
    @Spread Permissions permissions)
    implements TaskModule {
  private static final long LIMIT = 64L << 20;

  public Uri {
    headers = new LinkedHashMap<>(headers);
    statusCode = List.copyOf(statusCode);
    unredirectedHeaders = List.copyOf(unredirectedHeaders);
    ciphers = List.copyOf(ciphers);
    method = method.toUpperCase(Locale.ROOT);
    if (!method.matches("[A-Z][A-Z0-9!#$%&'*+.^_`|~-]*")) {
      throw new BadParameter("method", "'%s' is no HTTP method".formatted(method));
    }
    if (Urls.parse(url).filter(Uri::isWeb).isEmpty()) {
      throw new BadParameter(
          "url", "'%s' is no URL of the web: it begins with http:// or https://".formatted(url));
    }
    if (body.isPresent() && src.isPresent()) {
      throw BadParameter.exclusive("body", "src");
    }
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

  private static boolean isWeb(URI uri) {
    return List.of("http", "https")
            .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        && !Urls.host(uri).isEmpty();
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public Plan plan(Probe host) {
    Optional<String> reason = new Traces(creates, removes, Optional.empty()).reason(host);
    if (reason.isPresent()) {
      return Plan.unchanged(reason.get()).with("msg", reason.get());
    }
    Visit.Route route =
        new Visit.Route(
            new Redirects(followRedirects, unredirectedHeaders), this::login, this::end);
    return (Plan) Visit.start(route, request(host)).go(host);
  }

  private HttpRequest request(Probe host) {
    URI parsed = Urls.parse(url).orElseThrow();
    Optional<Body> sent = sent(host);
    Map<String, Text> all = new LinkedHashMap<>();
    header(all, "User-Agent", httpAgent);
    if (force) {
      header(all, "Cache-Control", "no-cache");
    }
    sent.flatMap(Body::type).ifPresent(type -> header(all, "Content-Type", type));
    headers.forEach((name, value) -> put(all, name, value));
    if (bodyFormat == BodyFormat.FORM_MULTIPART) {
      // Its boundary is known to nobody else.
      sent.flatMap(Body::type).ifPresent(type -> header(all, "Content-Type", type));
    }
    if (forceBasicAuth) {
      own().or(() -> Login.in(parsed)).ifPresent(it -> put(all, "Authorization", it.basic()));
    }
    return new HttpRequest(
        method,
        Urls.bare(parsed),
        all,
        sent.map(Body::content),
        0,
        validateCerts,
        timeout,
        LIMIT,
        dest.map(path -> host.scratch().resolve("body")),
        new HttpRoute(caPath, clientCert, clientKey, ciphers, unixSocket, useProxy));
  }

  private static void header(Map<String, Text> all, String name, String value) {
    put(all, name, Text.of(value, Marks.NONE));
  }

  private static void put(Map<String, Text> all, String name, Text value) {
    all.keySet().removeIf(name::equalsIgnoreCase);
    all.put(name, value);
  }

  private Optional<Body> sent(Probe host) {
    if (src.isPresent()) {
      return Optional.of(new Body(file(host, src.get()), Optional.empty()));
    }
    return body.filter(given -> given.value() != None.NONE)
        .map(given -> Body.of(given, bodyFormat));
  }

  private Content file(Probe host, SourcePath path) {
    if (remoteSrc) {
      return host.read(path.onHost())
          .orElseThrow(
              () ->
                  new ProbeException(
                      "there is no file %s on the host to send".formatted(path.text())));
    }
    try {
      return path.onControl().content();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Login> own() {
    return urlUsername.map(name -> new Login(name, urlPassword.orElseGet(() -> Secret.of(""))));
  }

  /// Who to say that one is, when a server wants to know.
  private Optional<Login> login(Probe host, String asked) {
    URI mine = Urls.parse(url).orElseThrow();
    String server = Urls.parse(asked).map(Urls::host).orElse("");
    Optional<Login> known =
        own().or(() -> Login.in(mine)).filter(it -> server.equals(Urls.host(mine)));
    if (known.isPresent() || !useNetrc) {
      return known;
    }
    return host.ask(new Question.Read(RemotePath.of("~/.netrc"), 1L << 20))
        .flatMap(content -> Netrc.find(content.lenientText(), server));
  }

  private Answer end(Visit visit, HttpReply reply, Probe now) {
    if (dest.isEmpty()) {
      Content bytes = decompress ? Unpacking.of(reply.body(), reply.headers()) : reply.body();
      return Verdict.of(visit, reply, statusCode, Optional.of(bytes), returnContent).answer();
    }
    RemotePath saved = visit.request().save().orElseThrow();
    return new Saved(dest.get(), saved, permissions).end(visit, reply, this, now);
  }
}
