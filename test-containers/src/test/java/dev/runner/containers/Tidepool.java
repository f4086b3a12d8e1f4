package dev.runner.containers;

import java.util.List;
import java.util.Optional;

/// The site on a test host: what a test asks of it and does to it beside the runner.
///
/// @param host where it stands
public record Tidepool(TestHost host) {
  public static final String ROOT = "/srv/tidepool";
  public static final String STATIC_ROOT = "/srv/tidepool-static";
  public static final String PYTHON = "/srv/tidepool-env/bin/python";
  private static final String AS_DEPLOY =
      "runuser -u deploy -- env HOME=/home/deploy PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 ";

  /// Publishes a season (`spring`, `autumn`, `autumn-bad`, `autumn-bad-clean`, `autumn-slow`) as
  /// master; its revision.
  public String release(String season) {
    return host.bash("tidepool-release " + season);
  }

  /// Brings about a trouble: `flag`, `dirty`, `untracked`, `commit`, `conflict`, `ghost`, `column`,
  /// `touch`.
  public void fault(String name) {
    host.bash("tidepool-fault " + name);
  }

  /// Publishes one more commit on top of master: a line of the read-me that asks for no migration;
  /// its revision.
  public String releaseOneMoreLine() {
    return releaseMore("echo 'Bring boots.' >>README.txt");
  }

  /// Publishes one more commit on top of master, which a script makes in a work tree; its revision.
  public String releaseMore(String script) {
    return host.bash(
        """
        set -e
        cd $(mktemp -d) && chown deploy .
        runuser -u deploy -- git clone -q --no-hardlinks /srv/git/tidepool.git work
        cd work
        runuser -u deploy -- sh -ec '%2$s'
        %1$s git add -A
        %1$s git commit -qm 'One more commit'
        %1$s git push -q origin HEAD:master
        %1$s git rev-parse HEAD
        """
            .formatted(AS_DEPLOY, script.replace("'", "'\\''")));
  }

  /// The revision of the checkout.
  public String revision() {
    return git("rev-parse HEAD");
  }

  /// What `git status --porcelain` says of the checkout.
  public String status() {
    return git("--no-optional-locks status --porcelain");
  }

  /// The output of a git command in the checkout, as its owner.
  public String git(String arguments) {
    return host.bash("cd %s && %s git %s".formatted(ROOT, AS_DEPLOY, arguments));
  }

  /// The output of `manage.py`, as the owner of the tree.
  public String manage(String arguments) {
    return host.bash("cd %s && %s %s manage.py %s".formatted(ROOT, AS_DEPLOY, PYTHON, arguments));
  }

  /// Applied migrations of the site's own apps, such as `shore 0003_visit_weather`; ghosts too.
  public List<String> appliedMigrations() {
    String question =
        host.stack() == Stack.CLASSIC
            ? "SELECT app_name, migration FROM south_migrationhistory"
            : "SELECT app, name FROM django_migrations WHERE app IN ('shore', 'people')";
    return sql(question + " ORDER BY 1, 2").lines().map(line -> line.replace('\t', ' ')).toList();
  }

  /// The rows that a query finds, a line each, columns parted by tabs.
  public String sql(String query) {
    if (uses("postgresql")) {
      return host.run("runuser", "-u", "postgres", "--", "psql", "-qAtF\t", "tidepool", "-c", query)
          .orThrow()
          .text();
    }
    return uses("sqlite3")
        ? host.run("sqlite3", "-readonly", "-separator", "\t", SQLITE, query).orThrow().text()
        : host.run("mariadb", "-N", "-B", "tidepool", "-e", query).orThrow().text();
  }

  /// The whole database as SQL text.
  public String database() {
    if (uses("postgresql")) {
      return host.bash("runuser -u postgres -- pg_dump tidepool");
    }
    return uses("sqlite3")
        ? host.run("sqlite3", "-readonly", SQLITE, ".dump").orThrow().text()
        : host.bash("mariadb-dump --skip-dump-date tidepool");
  }

  /// The notice that the site's templates include.
  public String notice() {
    return host.bash("cat %s/templates/notice.html".formatted(ROOT));
  }

  /// Whether the notice shows a message; its comment has a line that only looks like one.
  public boolean messageIsUp() {
    return isMessage(notice());
  }

  static boolean isMessage(String notice) {
    return notice
        .replaceAll("(?s)\\{% comment %}.*?\\{% endcomment %}", "")
        .lines()
        .anyMatch(line -> line.startsWith("<p class=\"notice\">"));
  }

  /// Apache's pid, if a process of that number lives.
  public Optional<String> apachePid() {
    String pid =
        host.bash(
            "pid=$(cat /run/apache2/apache2.pid 2>/dev/null) && [ -d /proc/$pid ] && echo $pid || true");
    return Optional.of(pid).filter(text -> !text.isEmpty());
  }

  /// The season that the site's page names; empty while it does not answer with 200.
  public Optional<String> season() {
    TestHost.Reply reply = host.get("/");
    return reply.status() == 200
        ? reply
            .body()
            .lines()
            .filter(line -> line.startsWith("<p>season: "))
            .map(line -> line.replaceAll("<[^>]*>|season: ", ""))
            .findFirst()
        : Optional.empty();
  }

  /// The error log of the site.
  public String errorLog() {
    return host.bash("cat /var/log/apache2/tidepool-error.log");
  }

  private static final String SQLITE = "/srv/tidepool-database/tidepool.sqlite3";

  private boolean uses(String backend) {
    return host.run("grep", "-q", backend, ROOT + "/tidepool/settings_local.py").exit() == 0;
  }
}
