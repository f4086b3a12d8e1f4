package dev.runner.transport.ssh.hostkey;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A line of a file of known hosts.
///
/// @param hosts patterns, or one hashed name
/// @param line counted from 1
record KnownHost(Mark mark, String hosts, HostKey key, Path file, int line) {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  /// What a line's first word makes of it.
  enum Mark {
    /// A host's own key.
    NONE,
    /// A key that signs hosts' keys.
    AUTHORITY,
    /// A key never to be accepted.
    REVOKED
  }

  /// Reads a line; absent for comments, empty lines and what isn't one.
  static Optional<KnownHost> read(String text, Path file, int line) {
    List<String> words = List.of(BLANKS.split(text.strip()));
    Mark mark = Mark.NONE;
    if (words.getFirst().startsWith("@")) {
      switch (words.getFirst().toLowerCase(Locale.ROOT)) {
        case "@cert-authority" -> mark = Mark.AUTHORITY;
        case "@revoked" -> mark = Mark.REVOKED;
        default -> {
          return Optional.empty();
        }
      }
      words = words.subList(1, words.size());
    }
    if (words.size() < 3 || words.getFirst().startsWith("#")) {
      return Optional.empty();
    }
    HostKey key = new HostKey(words.get(1), words.get(2));
    return Optional.of(new KnownHost(mark, words.getFirst(), key, file, line));
  }

  /// Whether it is about a host.
  ///
  /// @param name as [KnownHosts#name] makes it
  boolean about(String name) {
    return hosts.startsWith("|") ? HashedName.fits(hosts, name) : HostPatterns.fit(hosts, name);
  }

  /// The names that it is about, in lower case; none if it holds patterns or a hash, which have to
  /// be tried.
  List<String> names() {
    boolean plain = hosts.chars().noneMatch(c -> c == '|' || c == '*' || c == '?' || c == '!');
    return plain ? List.of(hosts.toLowerCase(Locale.ROOT).split(",")) : List.of();
  }

  /// `file:line`.
  String where() {
    return file + ":" + line;
  }
}
