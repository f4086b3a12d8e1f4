package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Has the host download a file.
@Describe(
    summary = "Download a file to the host, by the host.",
    description =
        """
        A file that is there is replaced only if the server has another: the server is asked whether
        it is newer, and what it sends is compared. With a `checksum`, a file that has it isn't asked
        for at all, and what doesn't have it isn't put in place. Check mode downloads into a
        directory of its own, so that it can say what would change; not with `tmp_dest`.
        """,
    since = "0.1",
    roundTrips = 2,
    example =
        """
        - name: get the release
          get_url:
            url: https://example.org/app-1.2.tar.gz
            dest: /opt/app-1.2.tar.gz
            checksum: sha256:https://example.org/SHA256SUMS
            mode: "0644"
        """,
    returns = {
      @Describe.Returned(name = "url", value = "The URL that was asked for."),
      @Describe.Returned(name = "dest", value = "The file."),
      @Describe.Returned(name = "status_code", value = "The status; -1 if no answer came."),
      @Describe.Returned(name = "msg", value = "The status in words, or what went wrong."),
      @Describe.Returned(name = "response", value = "What the server said instead of a file."),
      @Describe.Returned(name = "elapsed", value = "Seconds until the answer was there."),
      @Describe.Returned(name = "checksum_src", value = "SHA-1 of what was downloaded."),
      @Describe.Returned(name = "checksum_dest", value = "SHA-1 of the file that was there."),
      @Describe.Returned(name = "md5sum", value = "MD5 of what was downloaded."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one is kept."),
      @Describe.Returned(name = "uid", value = "This, gid, owner, group, mode, size and state.")
    })
public record GetUrl(
    @Param("Where the file is: an HTTP or HTTPS URL, or file:// for one of the host.") String url,
    @Param("File on the host, or directory that the file goes into.") RemotePath dest,
    @Param(
            value = "ALGORITHM:DIGEST that the file has, or ALGORITHM:URL of a list of digests.",
            byDefault = "")
        String checksum,
    @Param(
            value = "Whether the file is downloaded even if it is there already.",
            byDefault = "false")
        boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "The longest time to wait for the server to go on.", byDefault = "10")
        Duration timeout,
    @Param("Directory on the host to download into, before the file is put in place.")
        Optional<RemotePath> tmpDest,
    @Param(value = "User name for basic or digest authentication.", aliases = "username")
        Optional<String> urlUsername,
    @Param(value = "Password that belongs to it.", aliases = "password")
        Optional<Secret> urlPassword,
    @Spread Access access,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  public GetUrl {
    if (Urls.parse(url).filter(GetUrl::isKnown).isEmpty()) {
      throw new BadParameter(
          "url",
          "'%s' is no URL that can be downloaded: it begins with http://, https:// or file://"
              .formatted(url));
    }
    if (!checksum.isEmpty()) {
      WantedSum.parse(checksum);
    }
  }

  private static boolean isKnown(URI uri) {
    return List.of("http", "https", "file")
        .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
  }

  @Override
  public Plan plan(Probe host) {
    return new Download(this).plan(host);
  }
}
