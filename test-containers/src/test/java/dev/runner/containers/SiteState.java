package dev.runner.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person would look at to know how a site stands.
///
/// @param apachePid if Apache runs
/// @param messageIsUp whether the site's templates show the message
/// @param site what is served, of what, line by line; nothing while Apache doesn't run
record SiteState(Optional<String> apachePid, boolean messageIsUp, List<String> site) {

  private static final String SILENT = "database doesn't answer";

  /// One look, since a test takes many.
  private static final String LOOK =
      """
      cd /srv/tidepool
      pid=$(cat /run/apache2/apache2.pid 2>/dev/null) && [ -d /proc/$pid ] && echo "pid $pid"
      sed 's/^/notice /' templates/notice.html
      git() { runuser -u deploy -- env HOME=/home/deploy LC_ALL=C.UTF-8 git --no-optional-locks "$@"; }
      echo "site code $(git rev-parse HEAD)"
      git status --porcelain | grep -v '^??' | sed 's/^/site /'
      (cd /srv/tidepool-env/lib/python*/site-packages && echo site packages shelltally*)
      sed 's/^/site style /' /srv/tidepool-static/shore/tide.css
      south='SELECT app_name, migration FROM south_migrationhistory ORDER BY 1, 2'
      django="SELECT app, name FROM django_migrations WHERE app IN ('shore', 'people') ORDER BY 1, 2"
      applied() {
        if [ -x /usr/bin/python2.7 ]; then mariadb -N -B tidepool -e "$south"
        else runuser -u postgres -- psql -qAtF' ' tidepool -c "$django"; fi
      }
      if rows=$(applied 2>/dev/null); then sed 's/^/site migration /' <<<"$rows"; else echo "site %s"; fi
      """
          .formatted(SILENT);

  /// Whether the database told which migrations are applied.
  boolean hasDatabase() {
    return !site.contains(SILENT);
  }

  /// What is served, whether or not the page shows the message.
  List<String> withoutMessage() {
    return site.stream().filter(line -> !line.startsWith("message ")).toList();
  }

  static SiteState of(TestHost host) {
    List<String> seen = host.bash(LOOK).lines().toList();
    Optional<String> pid = told("pid ", seen).stream().findFirst();
    List<String> site = new ArrayList<>();
    if (pid.isPresent()) {
      TestHost.Reply page = host.get("/");
      site.addAll(told("site ", seen));
      site.add("page " + page.status());
      site.add("message " + page.body().contains("closes at"));
    }
    String notice = String.join("\n", told("notice ", seen));
    return new SiteState(pid, Tidepool.isMessage(notice), List.copyOf(site));
  }

  private static List<String> told(String kind, List<String> seen) {
    return seen.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .toList();
  }
}
