package dev.runner.containers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a person would look at to know how a site stands.
///
/// @param files of the whole host, if they were asked for
/// @param apachePid if Apache runs
/// @param messageIsUp whether the site's templates show the message
/// @param site what is served, of what, line by line
record SiteState(
    Optional<Snapshot> files, Optional<String> apachePid, boolean messageIsUp, List<String> site) {

  static SiteState of(TestHost host, boolean files) {
    Tidepool site = host.tidepool();
    Optional<String> pid = site.apachePid();
    return new SiteState(
        files ? Optional.of(host.snapshot()) : Optional.empty(),
        pid,
        site.messageIsUp(),
        pid.isPresent() ? lines(host, site) : List.of());
  }

  private static List<String> lines(TestHost host, Tidepool site) {
    TestHost.Reply page = host.get("/");
    return Stream.of(
            Stream.of(
                "code " + site.revision(),
                "page " + page.status(),
                "message " + page.body().contains("closes at"),
                "packages "
                    + host.bash(
                        "cd /srv/tidepool-env/lib/python*/site-packages && echo shelltally*"),
                "style " + host.bash("cat /srv/tidepool-static/shore/tide.css")),
            site.status().lines().filter(line -> !line.startsWith("??")),
            page.status() == 200 ? site.appliedMigrations().stream() : Stream.<String>of())
        .flatMap(lines -> lines)
        .toList();
  }
}
