package dev.runner.module;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A typed question to a host. It changes nothing there. Questions that wait travel in one script.
///
/// @param <T> what the answer is
public sealed interface Question<T> {

  /// What is at a path?
  ///
  /// @param follow whether the target of a symbolic link is meant
  record Stat(RemotePath path, boolean follow) implements Question<FileStat> {}

  /// What is in a file? Empty if there is none.
  ///
  /// @param limit in bytes; a longer file is an error
  record Read(RemotePath path, long limit) implements Question<Optional<Content>> {}

  /// The checksum of a file in lower-case hex digits. Empty if there is no file.
  ///
  /// @param algorithm `md5`, `sha1`, `sha224`, `sha256`, `sha384` or `sha512`
  record Checksum(RemotePath path, String algorithm) implements Question<Optional<String>> {

    /// The answer of a host whose file has this content.
    public String of(Content content) {
      String name = algorithm.toUpperCase(Locale.ROOT);
      try {
        MessageDigest digest =
            MessageDigest.getInstance(name.equals("MD5") ? name : name.replace("SHA", "SHA-"));
        return HexFormat.of().formatHex(digest.digest(content.bytes()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalArgumentException("there is no checksum called " + algorithm, e);
      }
    }
  }

  /// All that is below a directory, without following links. Empty if there is none.
  ///
  /// @param depth 1 for what stands in it, 0 for no bound
  record Listing(RemotePath directory, int depth) implements Question<List<FileStat>> {}

  /// What does this command say? It must not change anything.
  ///
  /// @param quick harmless and done within moments: may be asked ahead of its turn
  record Look(Command command, boolean quick) implements Question<Output> {}

  /// Where is this program on the PATH of the task's user?
  record Which(String program) implements Question<Optional<RemotePath>> {}

  /// Who is this user? A name or a number.
  record User(String nameOrNumber) implements Question<Optional<Account>> {}

  /// The number of this group. A name or a number.
  record Group(String nameOrNumber) implements Question<Optional<Long>> {}

  /// Who runs the task?
  record Self() implements Question<Account> {}

  /// What time is it there?
  record Clock() implements Question<Instant> {}

  /// Does this process run (and is no zombie)?
  record Alive(long pid) implements Question<Boolean> {}

  /// Does anything listen at this TCP port, as seen from the host?
  record PortOpen(String address, int port) implements Question<Boolean> {}

  /// How many bytes are free for the task's user on the file system of this path?
  record Free(RemotePath path) implements Question<Long> {}

  /// What does this URL answer, asked by the host? For requests that change nothing.
  record Http(HttpRequest request) implements Question<HttpReply> {}

  /// What does rsync say? It must be a dry run.
  record Rsync(RsyncCall call) implements Question<Output> {}
}
