package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Quoting;
import dev.runner.module.RsyncCall;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs rsync between two machines. In place of ssh it starts a bridge that says what is to be run
/// on the host and hands its two streams to us; they go over the connection that is there, so that
/// passwords, jump hosts and other users need nothing more.
final class Syncing {
  private static final long KEPT = 64L << 10;

  /// Runs the words with the bridge's streams at 3 and 4, and all that they say at 2.
  private static final String CLIENT = "exec 3<&0 4>&1 </dev/null >&2; exec \"$@\"";

  /// rsync's option --rsh, which takes quotes, but no backslashes before them: each word behind a
  /// `w`, ended by a NUL; then an `e` and the streams.
  private static final String BRIDGE =
      "sh -c 'shift; for w; do printf \"w%s\\000\" \"$w\"; done >&4; printf \"e\\000\" >&4;"
          + " exec 5<&0; cat <&5 >&4 & exec 4>&- 5<&-; cat <&3; kill $! 2>/dev/null; exit 0' bridge";

  private final HostSession session;
  private final Identity who;
  private final Optional<Partner> partner;

  Syncing(HostSession session, Identity who, Optional<Partner> partner) {
    this.session = session;
    this.who = who;
    this.partner = partner;
  }

  /// What rsync said: all of it as both streams, and its exit status.
  Output run(RsyncCall call, Duration deadline) throws ConnectException, InterruptedException {
    Instant began = Instant.now();
    Optional<RsyncCall> alone = onOneMachine(call);
    if (alone.isPresent()) {
      return session.live(
          partner.orElseThrow().who(),
          script(alone.get().command().words().stream().map(word -> word.value()).toList()),
          InputStream.nullInputStream(),
          (buffer, offset, length) -> {},
          (buffer, offset, length) -> {},
          Long.MAX_VALUE,
          deadline);
    }
    try (RsyncClient client = client(call, deadline)) {
      String server = serve(client, deadline);
      RsyncClient.Ended ended = client.ended();
      byte[] said = (server + ended.said()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return new Output(
          ended.exit(),
          Content.of(said),
          Content.of(said),
          began,
          Duration.between(began, Instant.now()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      return Output.of(127, "", why);
    }
  }

  /// The call if there is no other end: both are on the task's host.
  private Optional<RsyncCall> onOneMachine(RsyncCall call) {
    return partner.flatMap(
        each ->
            switch (each.place()) {
              case OTHER -> Optional.empty();
              case SAME -> Optional.of(call);
              case CONTROL -> Optional.of(call.onControl());
            });
  }

  private RsyncClient client(RsyncCall call, Duration deadline) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", CLIENT, "sync"));
    words.addAll((partner.isPresent() ? call : call.onControl()).words(BRIDGE));
    return partner.isPresent()
        ? RsyncClient.at(partner.get(), script(words), deadline)
        : RsyncClient.here(words);
  }

  private static Script script(List<String> words) {
    return Script.of(
        "cd ~ 2>/dev/null || cd /\nexec %s"
            .formatted(words.stream().map(Quoting::quote).collect(Collectors.joining(" "))));
  }

  /// Runs on the host what the client asks for, if it does.
  ///
  /// @return what that complained of
  private String serve(RsyncClient client, Duration deadline)
      throws ConnectException, InterruptedException, IOException {
    Optional<String> command = asked(client.says());
    if (command.isEmpty()) {
      return "";
    }
    // The words are quoted by rsync for a remote shell, as ssh would have given them to one.
    Script script = Script.of("cd ~ 2>/dev/null || cd /\nexec " + command.get());
    try {
      Output output =
          session.live(
              who,
              script,
              client.says(),
              client::hear,
              (buffer, offset, length) -> {},
              KEPT,
              deadline);
      return output.stderr().lenientText();
    } finally {
      client.fallSilent();
    }
  }

  private static Optional<String> asked(InputStream from) throws IOException {
    List<String> words = new ArrayList<>();
    while (true) {
      ByteArrayOutputStream word = new ByteArrayOutputStream();
      int next = from.read();
      while (next > 0) {
        word.write(next);
        next = from.read();
      }
      String text = word.toString(java.nio.charset.StandardCharsets.UTF_8);
      if (next < 0) {
        return Optional.empty();
      } else if (text.equals("e")) {
        return Optional.of(String.join(" ", words));
      }
      words.add(text.substring(1));
    }
  }
}
