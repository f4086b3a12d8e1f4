package dev.runner.modules.packages.apt;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Json;
import java.util.Map;
import java.util.Optional;

/// An archive of somebody's on Launchpad (`ppa:OWNER/NAME`).
///
/// @param codename the release that is taken
record Ppa(String owner, String name, String codename) {
  private static final String ARCHIVES = "https://ppa.launchpadcontent.net";
  private static final String ABOUT = "https://api.launchpad.net/1.0/~%s/+archive/%s";
  private static final String KEYS =
      "https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x";

  static Ppa parse(String text, String codename) {
    String[] parts = text.substring("ppa:".length()).split("/", 2);
    return new Ppa(parts[0], parts.length > 1 ? parts[1] : "ppa", codename);
  }

  String source() {
    return "deb %s/%s/%s/ubuntu %s main".formatted(ARCHIVES, owner, name, codename);
  }

  /// What its key's fetch came to: a step that puts it in place, nothing if it is there, or why it
  /// can't be had.
  record Key(Optional<Step> step, String trouble) {}

  Key key(Probe host, boolean verify) {
    RemotePath file = RemotePath.of("/etc/apt/trusted.gpg.d/ppa-%s-%s.asc".formatted(owner, name));
    if (host.stat(file).exists()) {
      return new Key(Optional.empty(), "");
    }
    HttpReply about = ask(host, ABOUT.formatted(owner, name), verify);
    if (about.status() != 200
        || !(Json.parse(about.body().lenientText()) instanceof Map<?, ?> map)
        || !(map.get("signing_key_fingerprint") instanceof String fingerprint)) {
      String because = about.answered() ? "status " + about.status() : about.trouble();
      return new Key(Optional.empty(), "failed to fetch PPA information, error was: " + because);
    }
    HttpReply key = ask(host, KEYS + fingerprint, verify);
    if (key.status() != 200) {
      return new Key(Optional.empty(), "Unable to get required signing key " + fingerprint);
    }
    Content content = key.body();
    return new Key(
        Optional.of(
            Step.write(
                "write " + file,
                file,
                Optional.empty(),
                content,
                Attributes.ofMode(FileMode.of(0644)))),
        "");
  }

  private static HttpReply ask(Probe host, String url, boolean verify) {
    return host.ask(new Question.Http(HttpRequest.get(url).verifying(verify)));
  }
}
