package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.modules.Tasks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The commands are those that the real module tells, but for the directories of programs.
class MysqlFileCommandTest {
  private static MysqlFileCommand command(Object... given) {
    MysqlDb task = Tasks.task(MysqlDb.class, given);
    return new MysqlFileCommand(task, task.login());
  }

  @Test
  void aDumpIsToldWithItsWords() {
    assertEquals(
        "mysqldump --user=root --password=******** --host=127.0.0.1 --port=3307 --databases d1 d2"
            + " --quick > /tmp/x.sql",
        command(
                "name", List.of("d1", "d2"),
                "state", "dump",
                "target", "/tmp/x.sql",
                "login_user", "root",
                "login_password", "s3cret",
                "login_host", "127.0.0.1",
                "login_port", 3307)
            .dump(Optional.empty()));
    assertEquals(
        "set -o pipefail && mysqldump --defaults-file=/etc/x.cnf --force --socket=/run/s.sock d1"
            + " --skip-lock-tables --default-character-set=utf8 --single-transaction=true"
            + " --ignore-table=d1.a --hex-blob --master-data=2 --skip-triggers | gzip > /tmp/x.gz",
        command(
                "name",
                List.of("d1"),
                "state",
                "dump",
                "target",
                "/tmp/x.gz",
                "config_file",
                "/etc/x.cnf",
                "login_unix_socket",
                "/run/s.sock",
                "force",
                true,
                "encoding",
                "utf8",
                "single_transaction",
                true,
                "quick",
                false,
                "ignore_tables",
                List.of("d1.a"),
                "hex_blob",
                true,
                "skip_lock_tables",
                true,
                "master_data",
                "2",
                "dump_extra_args",
                "--skip-triggers")
            .dump(Optional.of("gzip")));
  }

  @Test
  void loadingIsToldWithItsWords() {
    assertEquals(
        "bzip2 -dc /tmp/x.bz2 | mysql -f --host=localhost --port=3306 --one-database d1",
        command("name", List.of("d1"), "state", "import", "target", "/tmp/x.bz2", "force", true)
            .load(Optional.of("bzip2")));
    assertEquals(
        "mysql --host=localhost --port=3306 < /tmp/x.sql",
        command("name", List.of("all"), "state", "import", "target", "/tmp/x.sql")
            .load(Optional.empty()));
  }
}
