package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Param;
import dev.runner.module.Pending;
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
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
    inTurn = true,
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
      @Describe.Returned(name = "body", value = "The same, where the status is 400 or above."),
      @Describe.Returned(name = "json", value = "The body as a value, if it is JSON."),
      @Describe.Returned(name = "cookies", value = "Cookies that were set, by name."),
      @Describe.Returned(name = "cookies_string", value = "The same for a header Cookie."),
      @Describe.Returned(name = "path", value = "The file that was written, if dest is given."),
      @Describe.Returned(
          name = "content_type",
          value = "This and each other header of the answer, in lower case with underscores.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"body", "src"})
public record Uri(
    @Param("HTTP or HTTPS URL.") String url,
    @Param(value = "Method of the request.", byDefault = "GET") String method,
    @Param("What is sent: text, or a value that is written in body_format.")
        Optional<ValueNamingFiles> body,
    @Param(value = "How the body is written.", byDefault = "raw") BodyFormat bodyFormat,
    @Param("File to send instead of a body, of the control machine unless remote_src is set.")
        Optional<SourcePath> src,
    @Param(value = "Whether src is on the host.", byDefault = "false") boolean remoteSrc,
    @Param(value = "Status codes that are no failure.", byDefault = "200") List<Integer> statusCode,
    @Param(value = "Whether the body is returned as content.", byDefault = "false")
        boolean returnContent,
    @Param(value = "The longest time to wait for each answer.", byDefault = "30") Duration timeout,
    @Param(value = "Which redirects are followed.", byDefault = "safe") Follow followRedirects,
    @Param("File on the host with certificates of those who may vouch for the server.")
        Optional<RemotePath> caPath,
    @Param("Unix socket on the host that the server listens at.") Optional<RemotePath> unixSocket,
    @Param(value = "User name for basic or digest authentication.", aliases = "user")
        Optional<String> urlUsername,
    @Param(value = "Password that belongs to it.", aliases = "password")
        Optional<Secret> urlPassword,
    @Param(
            value =
                "Whether caches on the way are told to ask the server, and a file that is there"
                    + " already doesn't count.",
            byDefault = "false")
        boolean force,
    @Param(
            "File or directory on the host that the body is written to. Of a file that is there,"
                + " only what is newer is asked for: status 304 says that nothing is.")
        Optional<RemotePath> dest,
    @Param("Nothing is asked if something matches this path.") Optional<RemotePath> creates,
    @Param("Nothing is asked unless something matches this path.") Optional<RemotePath> removes,
    @Spread Access access,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {
  private static final long LIMIT = 64L << 20;

  public Uri {
    statusCode = List.copyOf(statusCode);
    method = method.toUpperCase(Locale.ROOT);
    if (!method.matches("[A-Z][A-Z0-9!#$%&'*+.^_`|~-]*")) {
      throw new BadParameter(
          "method", "Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    }
    if (Urls.parse(url).filter(Uri::isWeb).isEmpty()) {
      throw new BadParameter(
          "url", "'%s' is no URL of the web: it begins with http:// or https://".formatted(url));
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
  public String unforeseen() {
    return "This action (uri) does not support check mode.";
  }

  @Override
  public Plan plan(Probe host) {
    Optional<Pending<FileStat>> there = dest.map(path -> host.later(new Question.Stat(path, true)));
    Traces traces = new Traces(creates, removes, Optional.empty());
    Optional<String> reason = traces.reason(host);
    if (reason.isPresent()) {
      return Plan.unchanged(reason.get())
          .with("msg", reason.get())
          .with("stdout", traces.skipped(reason.get()))
          .with("stdout_lines", List.of(traces.skipped(reason.get())));
    }
    URI parsed = Urls.parse(url).orElseThrow();
    Optional<Login> own = Access.login(urlUsername, urlPassword, parsed);
    Visit.Route route =
        new Visit.Route(
            new Redirects(followRedirects, access.unredirectedHeaders()),
            (now, asked) -> access.login(now, own, parsed, asked),
            this::end,
            false);
    Optional<Instant> kept =
        there.map(Pending::get).filter(FileStat::isFile).map(FileStat::modified);
    return (Plan) Visit.start(route, request(host, parsed, own, kept)).go(host);
  }

  /// @param kept since when there is a file to be written
  private HttpRequest request(Probe host, URI parsed, Optional<Login> own, Optional<Instant> kept) {
    Optional<Body> sent = sent(host);
    Map<String, String> type = new LinkedHashMap<>();
    sent.ifPresent(it -> type.put("Content-Type", it.type().orElse(Body.UNNAMED)));
    Map<String, String> mine = new LinkedHashMap<>(type);
    if (force) {
      mine.put("Cache-Control", "no-cache");
    } else {
      kept.ifPresent(since -> mine.put("If-Modified-Since", HttpDate.of(since)));
    }
    // The boundary of a multipart body is known to nobody else.
    Map<String, String> after = bodyFormat == BodyFormat.FORM_MULTIPART ? type : Map.of();
    return new HttpRequest(
        method,
        Urls.bare(parsed),
        access.headers(mine, after, own),
        sent.map(Body::content),
        0,
        access.validateCerts(),
        timeout,
        LIMIT,
        dest.map(path -> host.scratch().resolve("body")),
        access.route(caPath, unixSocket));
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

  private Answer end(Visit visit, HttpReply reply, Probe now) {
    if (dest.isEmpty()) {
      Content bytes =
          access.decompress() ? Unpacking.of(reply.body(), reply.headers()) : reply.body();
      return Verdict.of(visit, reply, statusCode, Optional.of(bytes), returnContent).answer();
    }
    RemotePath saved = visit.request().save().orElseThrow();
    return new Saved(dest.get(), saved, permissions, labels).end(visit, reply, this, now);
  }
}
