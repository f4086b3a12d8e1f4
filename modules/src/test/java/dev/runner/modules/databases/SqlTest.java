package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void writesNamesAndValues() {
    assertEquals("`a``b`", Sql.name("a`b"));
    assertEquals("'it''s \\\\'", Sql.text("it's \\"));
    assertEquals("\"a\"\"b\"", Sql.standardName("a\"b"));
    assertEquals("'it''s'", Sql.standardText("it's"));
    assertEquals("E'it''s \\\\'", Sql.standardText("it's \\"));
    assertEquals("('it''s \\',1)", Sql.value(List.of("it's \\", 1L), false));
    assertEquals("(1,'x',NULL,true)", Sql.value(List.of(1L, "x", None.NONE, true)));
    assertEquals("'{1, x}'", Sql.standardValue(List.of(1L, "x")));
    assertEquals(
        "E'{NULL, \"NULL\", \"it''s \\\\\\\\\\\\\"\", {1.5, true}}'",
        Sql.standardValue(List.of(None.NONE, "NULL", "it's \\\"", List.of(1.5, true))));
  }

  @Test
  void readsRowsThatTheClientEscaped() {
    assertEquals(
        List.of(List.of("a\tb", "c\nd"), List.of("\\n", "")), Sql.rows("a\\tb\tc\\nd\n\\\\n\t\n"));
  }

  @Test
  void fillsValuesIn() {
    assertEquals(
        List.of("x = 1 AND y LIKE '%' AND z = '$1'"),
        Placeholders.filled(
            List.of("x = %s AND y LIKE '%%' AND z = %s"),
            List.of(new Value(1L), new Value("$1")),
            Map.of(),
            Sql::value));
    assertEquals(
        List.of("100% = 100%"),
        Placeholders.filled(List.of("100% = 100%"), List.of(), Map.of(), Sql::value));
    assertEquals(
        List.of("x = 'a'"),
        Placeholders.filled(
            List.of("x = %(n)s"), List.of(), Map.of("n", new Value("a")), Sql::value));
    assertThrows(
        BadParameter.class,
        () -> Placeholders.filled(List.of("%s %s"), List.of(new Value(1L)), Map.of(), Sql::value));
  }

  @Test
  void comparesPrivileges() {
    Grants now =
        Grants.shown(
            List.of(
                "GRANT USAGE ON *.* TO `u`@`h` IDENTIFIED BY PASSWORD '*AB'",
                "GRANT ALL PRIVILEGES ON `my\\_db`.* TO `u`@`h`",
                "GRANT SELECT (b, a), INSERT ON `d`.`t` TO `u`@`h` WITH GRANT OPTION"));
    Grants wanted = Grants.parse("my_db.*:select,ALL/d.t:INSERT,SELECT(a,b),GRANT");
    assertTrue(now.beyond(wanted).isEmpty());
    assertTrue(now.missing(wanted).isEmpty());
    Grants less = Grants.parse("my_db.*:SELECT/d.t:INSERT");
    assertEquals(
        List.of(
            "REVOKE ALL PRIVILEGES ON `my_db`.* FROM u",
            "REVOKE GRANT OPTION ON `d`.`t` FROM u",
            "REVOKE SELECT (a, b) ON `d`.`t` FROM u"),
        now.beyond(less).revoking("u"));
    assertEquals(
        List.of("GRANT SELECT ON `my_db`.* TO u"),
        now.without(now.beyond(less)).missing(less).granting("u"));
  }

  @Test
  void hashesAsMysqlDoes() {
    assertEquals("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", MysqlIdentity.hashed("password"));
  }

  @Test
  void knowsItsPasswordByEitherHash() {
    Secret password = Secret.of("pencil");
    String scram =
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
            + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
    assertTrue(RolePassword.is(password, scram, "user"));
    assertFalse(RolePassword.is(Secret.of("pen"), scram, "user"));
    assertTrue(RolePassword.is(password, "md5ed89b5022f7767bef4ba6874e3000c1a", "u"));
    assertFalse(RolePassword.is(password, None.NONE, "user"));
    assertTrue(RolePassword.is(Secret.of(""), None.NONE, "user"));
  }

  @Test
  void readsResultsOfMysql() {
    MysqlRows rows =
        MysqlRows.read(
            """
            <?xml version="1.0"?>
            <resultset statement="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <row>
            	<field name="a">1</field>
            	<field name="b">x&lt;y
            z</field>
            	<field name="c" xsi:nil="true" />
            	<field name="d">007</field>
              </row>
            </resultset>
            <resultset statement="r"><row><field name="runner_row_count">-1</field></row></resultset>
            <resultset statement="r"><row><field name="runner_row_count">2</field><field name="runner_warnings">1</field></row></resultset>
            """);
    assertEquals(List.of(1L, 2L), rows.counts());
    assertEquals(List.of(0L, 1L), rows.warnings());
    assertEquals(
        Map.of("a", 1L, "b", "x<y\nz", "c", None.NONE, "d", "007"),
        rows.results().getFirst().getFirst());
    assertEquals(List.of(), rows.results().getLast());
  }
}
