package dev.runner.modules.git;

import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import java.util.Optional;

/// How ssh is called for a remote: `GIT_SSH_COMMAND` is read by a shell (git(1)).
///
/// @param anyKey every key of the server is taken
/// @param newKeys keys of servers that aren't known yet are taken
/// @param options the user's own, as ssh's command line has them
record Remote(
    boolean anyKey, boolean newKeys, Optional<RemotePath> keyFile, Optional<String> options) {

  /// The command line, on top of the user's own.
  String ssh(String own) {
    StringBuilder line = new StringBuilder(own);
    options.ifPresent(text -> line.append(' ').append(text));
    keyFile.ifPresent(
        path ->
            line.append(" -i ")
                .append(Quoting.quote(path.text()))
                .append(" -o IdentitiesOnly=yes"));
    if (anyKey) {
      line.append(" -o StrictHostKeyChecking=no");
    } else if (newKeys) {
      line.append(" -o StrictHostKeyChecking=accept-new");
    }
    return line.toString();
  }

  /// A URL without the password in it, to be shown.
  static String shown(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }
}
