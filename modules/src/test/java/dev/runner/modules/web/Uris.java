package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.module.RemotePath;
import dev.runner.module.ValueNamingFiles;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes `uri` tasks with the defaults of its parameters.
final class Uris {
  private final String url;
  private String method = "GET";
  private Optional<Object> body = Optional.empty();
  private BodyFormat format = BodyFormat.RAW;
  private final Map<String, ControlFile> files = new HashMap<>();
  private final Map<String, Text> headers = new HashMap<>();
  private List<Integer> status = List.of(200);
  private boolean content;
  private Follow follow = Follow.SAFE;
  private Optional<String> user = Optional.empty();
  private Optional<Secret> password = Optional.empty();
  private boolean basic;
  private boolean force;
  private Optional<RemotePath> dest = Optional.empty();
  private Optional<RemotePath> creates = Optional.empty();

  private Uris(String url) {
    this.url = url;
  }

  static Uris of(String url) {
    return new Uris(url);
  }

  Uris method(String name) {
    method = name;
    return this;
  }

  Uris body(Object value, BodyFormat how) {
    body = Optional.of(value);
    format = how;
    return this;
  }

  Uris file(ControlFile file) {
    files.put(file.name(), file);
    return this;
  }

  Uris header(String name, String value) {
    headers.put(name, Text.of(value, Marks.NONE));
    return this;
  }

  Uris status(Integer... codes) {
    status = List.of(codes);
    return this;
  }

  Uris returnContent() {
    content = true;
    return this;
  }

  Uris follow(Follow which) {
    follow = which;
    return this;
  }

  Uris login(String name, String secret) {
    user = Optional.of(name);
    password = Optional.of(Secret.of(secret));
    return this;
  }

  Uris forceBasicAuth() {
    basic = true;
    return this;
  }

  Uris force() {
    force = true;
    return this;
  }

  Uris dest(String path) {
    dest = Optional.of(RemotePath.of(path));
    return this;
  }

  Uris creates(String path) {
    creates = Optional.of(RemotePath.of(path));
    return this;
  }

  private ControlFile find(String name) {
    return Optional.ofNullable(files.get(name))
        .orElseThrow(() -> new BadParameter("body", "there is no " + name));
  }

  Uri build() {
    return new Uri(
        url,
        method,
        body.map(value -> new ValueNamingFiles(value, this::find)),
        format,
        Optional.empty(),
        false,
        status,
        content,
        Duration.ofSeconds(30),
        follow,
        Optional.empty(),
        Optional.empty(),
        user,
        password,
        force,
        dest,
        creates,
        Optional.empty(),
        access(headers, basic),
        Permissions.NONE,
        Labels.NONE);
  }

  /// How one speaks to servers by default.
  static Access access(Map<String, Text> headers, boolean basic) {
    return new Access(
        headers,
        List.of(),
        "ansible-httpget",
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        basic,
        true,
        false,
        true);
  }
}
