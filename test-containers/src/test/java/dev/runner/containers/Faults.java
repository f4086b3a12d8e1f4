package dev.runner.containers;

import static dev.runner.containers.Fault.before;
import static dev.runner.containers.Fault.during;
import static dev.runner.containers.Fault.of;

import dev.runner.containers.Fault.End;
import java.util.List;
import java.util.stream.Stream;

/// The troubles that a deploy is put through.
final class Faults {
  private static final String MESSAGE_IS_UP =
      "[ $(grep -c '^<p class=\"notice\">' /srv/tidepool/templates/notice.html) = 2 ]";
  private static final String SERVER_IS_DOWN = "! pgrep apache2";
  private static final String CODE_IS_NEW =
      "[ ! -e /srv/tidepool/.git/rebase-merge ] && [ ! -e /srv/tidepool/.git/rebase-apply ]"
          + " && tail -n 1 /srv/tidepool/.git/logs/HEAD | grep -q 'rebase.*finish'";
  private static final String SETTINGS_ARE_NEW =
      "grep -q tide_word /srv/tidepool/shore/task_helpers.py";
  private static final String STATIC_IS_NEW = "ls /srv/tidepool-static/shore/tides.txt";
  private static final String IN_A_MIGRATION =
      "grep -q '\"at\": \\[\\[\"shore\", \"0006_recount'"
          + " /srv/tidepool/.git/runner/migrate-default.json";
  static final String APACHE_IS_STARTED = "[ -s /run/apache2/apache2.pid ]";
  private static final String NO_SPACE = "No space left";

  private Faults() {}

  static Stream<Fault> all() {
    return Stream.of(found(), full(), struck(), migrations()).flatMap(List::stream);
  }

  /// Brings about a trouble as soon as a condition of a shell holds.
  static void strikeLater(TestHost host, String when, String bring) {
    String waiting =
        "until { %s; } >/dev/null 2>&1; do sleep 0.05; done; %s".formatted(when, bring);
    host.run("bash", "-c", "setsid bash -c \"$1\" >/dev/null 2>&1 </dev/null &", "wait", waiting)
        .orThrow();
  }

  /// What keeps a deploy from beginning.
  private static List<Fault> found() {
    return List.of(
        before(
            "a job runs",
            "tidepool-fault flag",
            "rm /srv/tidepool/work/counting.flag",
            "work/counting.flag"),
        before(
            "uncommitted changes",
            "tidepool-fault dirty",
            "cd /srv/tidepool && runuser -u deploy -- git checkout -q shore",
            "shore/static/shore/crab.js"),
        before(
            "an untracked file is in the way",
            "tidepool-fault untracked",
            "rm -r /srv/tidepool/docs",
            "docs/counting.txt"),
        before(
            "a commit of the server conflicts",
            "tidepool-fault conflict",
            "cd /srv/tidepool && runuser -u deploy -- git reset -q --hard HEAD~1",
            "tidepool/settings.py"),
        before(
            "the branch was rewritten, without a commit that the site has from it",
            "tidepool-release spring; cd /srv/tidepool && runuser -u deploy -- sh -c 'echo \"#"
                + " mud\" >>manage.py; git commit -qam mud; git push -q origin HEAD:master' &&"
                + " tidepool-release autumn",
            "cd /srv/tidepool && runuser -u deploy -- git reset -q --hard HEAD~1",
            "was rewritten",
            "mud"),
        before(
            "a directory of the checkout isn't its owner's, and closed",
            "chown root:root /srv/tidepool/shore/static/shore; chmod 755"
                + " /srv/tidepool/shore/static/shore",
            "chown deploy:team /srv/tidepool/shore/static/shore; chmod 2775"
                + " /srv/tidepool/shore/static/shore",
            "may not write in shore/static/shore"),
        before("two settings have no value", "true", "true", "MAP_TOKEN, UPLOAD_LIMIT")
            .with(
                "-e",
                "{\"site_settings\": [{\"settings\": \"tidepool/settings_local.py\", \"example\":"
                    + " \"tidepool/settings_local_example.py\"}]}"),
        before(
                "South has a record of a migration that isn't there",
                "tidepool-fault ghost",
                "mariadb tidepool -e \"DELETE FROM south_migrationhistory WHERE migration ="
                    + " '0009_ghost'\"",
                "0009_ghost")
            .on(Stack.CLASSIC),
        before(
            "the index has no such package",
            "rm /srv/packages/shelltally-1.1*",
            "cp /root/packages.spring/* /srv/packages",
            "shelltally"),
        before(
            "Apache's configuration is wrong",
            "echo Nonsense >/etc/apache2/conf-enabled/nonsense.conf",
            "rm /etc/apache2/conf-enabled/nonsense.conf",
            "Nonsense"),
        before(
            "the remote doesn't answer",
            "mv /srv/git /srv/git-away",
            "mv /srv/git-away /srv/git",
            "doesn't answer"),
        before("the database doesn't answer", kill("database"), START_DATABASE, "connect"));
  }

  /// A disk that is full when a step comes to write on it.
  private static List<Fault> full() {
    return List.of(
        during(
            "the disk is full before the message",
            "true",
            fill("tidepool"),
            empty("tidepool"),
            End.BACK,
            "tell the users",
            "templates/notice.html",
            NO_SPACE),
        during(
            "the disk is full when the server is down",
            MESSAGE_IS_UP,
            fill("tidepool"),
            empty("tidepool"),
            End.MESSAGE_ALONE_STAYS,
            "what this deploy replaces",
            NO_SPACE),
        during(
            "the disk is full at the rebase",
            MESSAGE_IS_UP,
            fill("objects"),
            empty("objects"),
            End.BACK,
            "bring the code up to date",
            NO_SPACE),
        during(
            "the disk is full at the packages",
            MESSAGE_IS_UP,
            fill("tidepool-env"),
            empty("tidepool-env"),
            End.BACK,
            "new packages",
            NO_SPACE),
        during(
            "the disk is full at the settings",
            CODE_IS_NEW,
            fill("tidepool"),
            empty("tidepool"),
            End.MESSAGE_STAYS,
            "new settings",
            NO_SPACE),
        during(
            "the disk is full at the static files",
            MESSAGE_IS_UP,
            fill("tidepool-static"),
            empty("tidepool-static"),
            End.BACK,
            "static files into",
            NO_SPACE),
        during(
            "the disk is full at the migrations",
            SETTINGS_ARE_NEW,
            fill("tidepool"),
            empty("tidepool"),
            End.MESSAGE_STAYS,
            "migrations",
            NO_SPACE));
  }

  /// What strikes from outside while it is under way.
  private static List<Fault> struck() {
    return List.of(
        during(
            "a job begins after the deploy looked",
            MESSAGE_IS_UP,
            "tidepool-fault flag",
            "rm /srv/tidepool/work/counting.flag",
            End.BACK,
            "counting.flag"),
        during(
            "the index falls silent",
            SERVER_IS_DOWN,
            SILENT_INDEX,
            "pkill -f '[s]ilent-index'; cp -p /root/tidepool-env.spring/pip.conf"
                + " /srv/tidepool-env/",
            End.BACK,
            "can't be reached"),
        during(
                "migrate is killed (SIGKILL, as for want of memory)",
                IN_A_MIGRATION,
                kill("migrate"),
                "true",
                End.BACK,
                "shore 0006_recount",
                "signal 9")
            .deploying("autumn-slow"),
        during(
                "the database dies in a migration",
                IN_A_MIGRATION,
                kill("database"),
                START_DATABASE,
                End.HELD,
                "0006_recount")
            .deploying("autumn-slow"),
        during(
                "Apache doesn't end",
                MESSAGE_IS_UP,
                "kill -STOP $(cat /run/apache2/apache2.pid)",
                "pkill -KILL apache2",
                End.BACK,
                "is gone")
            .with("-e", "site_stop_timeout=4s"),
        during(
            "another program takes Apache's port",
            CODE_IS_NEW,
            TAKEN_PORT,
            "pkill -f '[t]aken-port'",
            End.HELD,
            "another program listens there"),
        during(
                "Apache crashes as soon as it starts",
                STATIC_IS_NEW,
                "until [ -s /run/apache2/apache2.pid ]; do :; done; pkill -KILL apache2",
                "true",
                End.BACK,
                "Apache doesn't run after the start")
            .with("-e", "site_stop_timeout=8s"));
  }

  private static List<Fault> migrations() {
    return List.of(
        of(
            "a migration fails before it changed anything",
            "autumn-bad-clean",
            End.BACK,
            "0006_visit_weather_again"),
        of(
                "a migration stops midway (MariaDB)",
                "autumn-bad",
                End.HELD_FOR_A_PERSON,
                "0006_visit_date",
                "midway")
            .on(Stack.CLASSIC),
        of("a migration stops midway (PostgreSQL)", "autumn-bad", End.BACK, "0006_visit_date")
            .on(Stack.MODERN));
  }

  private static final String START_DATABASE =
      "if [ -d /etc/postgresql ]; then postgres-start; else database-start; fi";

  private static final String SILENT_INDEX =
      """
      python=$(command -v python3 || command -v python2.7)
      printf '[global]\\nindex-url = http://127.0.0.1:8099/simple\\ntimeout = 1\\nretries = 1\\n' >/srv/tidepool-env/pip.conf
      exec "$python" -c 'import socket, time; s = socket.socket(); s.bind(("127.0.0.1", 8099)); s.listen(50); time.sleep(300)' silent-index
      """;

  private static final String TAKEN_PORT =
      """
      python=$(command -v python3 || command -v python2.7)
      exec "$python" -c 'import socket, time; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("", 80)); s.listen(50); time.sleep(600)' taken-port
      """;

  private static String kill(String what) {
    return what.equals("database")
        ? "pkill -KILL 'mariadbd|postgres'; while pgrep 'mariadbd|postgres'; do sleep 0.02; done"
        : "pkill -KILL -f '[p]ython - %s '".formatted(what);
  }

  private static String fill(String disk) {
    return "cat /dev/zero >%s%s/filler".formatted(Spring.DISK, disk);
  }

  private static String empty(String disk) {
    return "rm %s%s/filler".formatted(Spring.DISK, disk);
  }
}
