package dev.runner.modules.databases;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `postgresql_pg_hba` makes of a file of rules.
class PostgresqlPgHbaTest {
  private static final String FILE = "/etc/pg_hba.conf";
  private static final PostgresqlPgHba.Contype HOST = PostgresqlPgHba.Contype.HOST;
  private static final String BEFORE =
      """
      # the first that fits counts
      local   all   postgres   peer

      host all all 127.0.0.1 255.255.255.255 md5 # loop
      host all all ::1/128 scram-sha-256
      include other.conf
      """;

  private static PostgresqlPgHba rule(Object... words) {
    List<Object> all = new ArrayList<>(List.of("dest", FILE));
    all.addAll(List.of(words));
    return task(PostgresqlPgHba.class, all.toArray());
  }

  private static FakeHost host(String text) {
    return FakeHost.named("db1").directory("/etc").file(FILE, text);
  }

  /// The file afterwards; the same once more changes nothing.
  private static String after(String before, PostgresqlPgHba module) {
    FakeHost host = host(before);
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text(FILE);
  }

  private static String refused(PostgresqlPgHba module) {
    return assertInstanceOf(Plan.Refused.class, module.plan(host(BEFORE))).because();
  }

  @Test
  void addsARuleAndSortsTheFile() {
    assertEquals(
        """
        # the first that fits counts
        local   all   postgres   peer
        host all all 127.0.0.1 255.255.255.255 md5 # loop
        host all all ::1/128 scram-sha-256
        host\tapp\tann\t10.0.0.0/8\tscram-sha-256
        include other.conf
        """,
        after(
            BEFORE,
            rule(
                "contype",
                HOST,
                "databases",
                "app",
                "users",
                "ann",
                "address",
                "10.0.0.0/8",
                "method",
                PostgresqlPgHba.Method.SCRAM)));
    assertEquals(
        BEFORE + "host\tall\tall\tsamenet\tmd5\t#why\n",
        after(
            BEFORE,
            rule("contype", HOST, "address", "samenet", "comment", "why", "sort_rules", false)));
  }

  @Test
  void whatStandsThereInOtherWordsIsTheSame() {
    assertEquals(BEFORE, after(BEFORE, rule("contype", HOST, "address", "127.0.0.1/32")));
    assertEquals(
        BEFORE,
        after(BEFORE, rule("contype", HOST, "address", "127.0.0.1", "netmask", "255.255.255.255")));
    assertEquals(
        BEFORE,
        after(
            BEFORE,
            rule(
                "contype",
                HOST,
                "address",
                "0:0:0:0:0:0:0:1/128",
                "method",
                PostgresqlPgHba.Method.SCRAM)));
  }

  @Test
  void changesAndRemovesTheRuleAboutTheSameConnections() {
    assertEquals(
        BEFORE.replace(
            "host all all ::1/128 scram-sha-256", "host\tall\tall\t::1/128\tcert\tmap=m x=\"a b\""),
        after(
            BEFORE,
            rule(
                "contype",
                HOST,
                "address",
                "::1/128",
                "method",
                PostgresqlPgHba.Method.CERT,
                "options",
                "x=\"a b\" map=m",
                "sort_rules",
                false)));
    assertEquals(
        BEFORE.replace("host all all ::1/128 scram-sha-256\n", ""),
        after(
            BEFORE,
            rule(
                "contype",
                HOST,
                "address",
                "::1/128",
                "state",
                PostgresqlPgHba.State.ABSENT,
                "sort_rules",
                false)));
  }

  @Test
  void eachDatabaseAndUserGetsARuleInOrder() {
    assertEquals(
        """
        local\treplication\tb\tmd5
        local\treplication\tall\tmd5
        local\tall\tb\tmd5
        local\tall\tall\tmd5
        """,
        after(
            "",
            rule(
                "contype",
                PostgresqlPgHba.Contype.LOCAL,
                "databases",
                "all,replication",
                "users",
                "all,b")));
  }

  @Test
  void manyRulesAtOnce() {
    List<Map<String, Value>> rules =
        List.of(
            Map.of("contype", new Value("host"), "src", new Value("all")),
            Map.of("contype", new Value("hostssl"), "users", new Value("x")));
    assertEquals(
        "hostssl\tall\tx\tsamehost\tpam\nhost\tall\tall\tall\tpam\n",
        after(
            "local all all trust\n",
            rule(
                "rules",
                rules,
                "overwrite",
                true,
                "rules_behavior",
                PostgresqlPgHba.Beside.COMBINE,
                "method",
                PostgresqlPgHba.Method.PAM)));
    assertThrows(BadParameter.class, () -> rule("rules", rules, "users", "x"));
    assertThrows(BadParameter.class, () -> rule("rules", rules, "netmask", "255.0.0.0"));
  }

  @Test
  void tellsWhatIsThere() {
    Plan.Unchanged told = assertInstanceOf(Plan.Unchanged.class, rule().plan(host(BEFORE)));
    assertEquals(BEFORE, told.values().get("pg_hba_string"));
    assertEquals(
        "[{type=local, db=all, usr=postgres, method=peer},"
            + " {type=host, db=all, usr=all, method=md5, src=127.0.0.1/32},"
            + " {type=host, db=all, usr=all, method=scram-sha-256, src=::1/128}]",
        String.valueOf(told.values().get("pg_hba")));
  }

  @Test
  void aNewFileIsItsOwnersAlone() {
    FakeHost host = FakeHost.named("db1").directory("/etc");
    assertInstanceOf(Plan.Refused.class, rule("contype", HOST, "address", "all").plan(host));
    host.apply(rule("contype", HOST, "address", "all", "create", true).plan(host));
    assertEquals(0600, host.lstat(RemotePath.of(FILE)).mode());
  }

  @Test
  void refusesWhatPostgresWouldNotUnderstand() {
    assertTrue(refused(rule("contype", HOST, "address", "10.0.0.1")).contains("needs to contain"));
    assertTrue(refused(rule("contype", HOST, "address", "10.0.0.1/8")).contains("host bits"));
    assertTrue(
        refused(rule("contype", HOST, "address", "all", "netmask", "255.0.0.0"))
            .contains("netmask"));
    assertTrue(
        refused(rule("contype", HOST, "address", "10.0.0.0", "netmask", "255.0.255.0"))
            .contains("invalid"));
    assertTrue(refused(rule("contype", HOST, "address", "a b")).contains("neither"));
    assertTrue(refused(rule("contype", HOST, "users", "a b")).contains("Invalid string"));
    assertTrue(refused(rule("contype", HOST, "options", "x")).contains("key=value"));
    Plan.Refused broken =
        assertInstanceOf(
            Plan.Refused.class, rule("contype", HOST).plan(host("# fine\nhost all all\n")));
    assertEquals(
        "Error reading file:\nError in line 2: The rule has too few symbols", broken.because());
  }
}
