package dev.runner.modules.certificates;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.values.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two files of a pair of keys for ssh, and how `ssh-keygen` makes and reads them.
///
/// @param path of the private key
record SshKeyFiles(RemotePath path, Optional<Secret> passphrase) {

  /// `ssh-keygen` is told a passphrase by a program, since everybody can read command lines. It
  /// reads no key that others may read: it gets a copy.
  private static final String KEYGEN =
      """
      umask 077
      d=$1 f=$2
      shift 2
      mkdir -p "$d" || exit
      if [ -n "${RUNNER_PASSPHRASE-}" ]; then
        printf '#!/bin/sh\\nprintf "%%s\\\\n" "$RUNNER_PASSPHRASE"\\n' >"$d/ask" && chmod 700 "$d/ask"
        export SSH_ASKPASS="$d/ask" SSH_ASKPASS_REQUIRE=force DISPLAY=:0
      fi
      """;

  private static final String READ =
      KEYGEN
          + """
          [ -f "$f" ] && cat "$f" >"$d/read" || exit
          if [ -n "${RUNNER_PASSPHRASE-}" ]; then ssh-keygen -y -f "$d/read"
          else ssh-keygen -y -P '' -f "$d/read"
          fi </dev/null
          status=$?
          rm -f "$d/read"
          exit $status
          """;

  private static final String MAKE =
      KEYGEN
          + """
          rm -f "$d/key" "$d/key.pub"
          if [ -n "${RUNNER_PASSPHRASE-}" ]; then ssh-keygen -q "$@" -f "$d/key"
          else ssh-keygen -q "$@" -N '' -f "$d/key"
          fi </dev/null
          """;

  /// What is there.
  ///
  /// @param there what is at the private key's place
  /// @param key the public key that belongs to the private one, where that can be read
  /// @param file what the public key's file holds
  record Found(FileStat there, Optional<SshPublicKey> key, Optional<SshPublicKey> file) {
    boolean matches() {
      return key.isPresent() && file.map(SshPublicKey::bare).equals(key.map(SshPublicKey::bare));
    }

    String comment() {
      return file.map(SshPublicKey::comment).orElse("");
    }

    /// As a difference tells it.
    Map<String, Object> shown() {
      return SshKeyFiles.shown(key, file.map(SshPublicKey::bare).orElse(""), comment());
    }
  }

  /// The pair that is being made.
  static SshKeyFiles fresh(Probe host) {
    return new SshKeyFiles(directory(host).resolve("key"), Optional.empty());
  }

  private static RemotePath directory(Probe host) {
    return host.scratch().resolve("keys");
  }

  RemotePath publicPath() {
    return RemotePath.of(path.text() + ".pub");
  }

  private Command script(Probe host, String script) {
    Command command = Command.of("sh", "-c", script, "keypair", directory(host), path);
    return passphrase
        .map(secret -> command.with("RUNNER_PASSPHRASE", secret.text(phrase -> phrase)))
        .orElse(command);
  }

  /// The command that makes a pair, with these words of `ssh-keygen`.
  Command making(Probe host, List<Object> words) {
    return script(host, MAKE).and(words.toArray());
  }

  /// Puts the questions.
  Pending<Found> look(Probe host) {
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    Pending<Output> read = host.lookLater(script(host, READ));
    Pending<Optional<Content>> file = host.later(new Question.Read(publicPath(), Probe.READ_LIMIT));
    return () ->
        new Found(
            there.get(),
            Optional.of(read.get()).filter(Output::ok).flatMap(said -> SshPublicKey.of(said.out())),
            file.get().flatMap(content -> SshPublicKey.of(content.lenientText())));
  }

  /// A pair as a difference tells it: nothing if there is none.
  static Map<String, Object> shown(Optional<SshPublicKey> key, String inFile, String comment) {
    Map<String, Object> shown = new LinkedHashMap<>();
    key.ifPresent(
        each -> {
          shown.put("comment", comment);
          shown.put("fingerprint", each.fingerprint());
          shown.put("public_key", inFile);
          shown.put("size", (long) each.size());
          shown.put("type", each.type());
        });
    return shown;
  }
}
