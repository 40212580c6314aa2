package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts written for psql, run: includes, variables, data, savepoints, a BEGIN of their own. */
@Tag("postgres")
class ForPsqlRunTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void prepare() throws Exception {
    playground = new Playground(home);
    playground.run("CREATE TABLE t (id int PRIMARY KEY, name text)");
  }

  @Test
  void aScriptForPsqlRunsInOneTransactionWithItsLedger() throws Exception {
    playground.admit("sql/parts/more.sql", "INSERT INTO t VALUES (:first + 1, :'name');\n");
    playground.admit("data/t.csv", "id,name\n10,\"a,b\"\n11,\n");
    playground.admit(
        "sql/a.sql",
        """
        \\set ON_ERROR_STOP on
        \\set first 1
        \\set name 'it''s'
        BEGIN;
        \\echo begins
        INSERT INTO t VALUES (:first, 'one');
        \\ir parts/more.sql
        \\copy t from 'data/t.csv' with (format csv, header true)
        COPY t (id, name) FROM stdin;
        20\tx;y
        21\t\\N
        \\.
        \\echo done
        COMMIT;
        """);

    Effect effect = playground.apply("load", A);

    assertThat(effect.words()).isEqualTo("Ran 6 statements of sql/a.sql in one transaction");
    assertThat(effect.notices()).containsExactly("begins", "done");
    assertThat(playground.rows("SELECT id, name FROM t ORDER BY id"))
        .containsExactly("1 one", "2 it's", "10 a,b", "11 null", "20 x;y", "21 null");
    assertThat(playground.apply("load", A).words())
        .isEqualTo("The ledger shows 6 statements of sql/a.sql as done");
  }

  @Test
  void dataThatDoesNotFitTakesEverythingBackAndIsNamedByTheLineOfItsCopy() throws Exception {
    playground.admit("data/t.csv", "1,a\n1,b\n");
    playground.admit(
        "sql/a.sql", "INSERT INTO t VALUES (5, 'x');\n\\copy t from 'data/t.csv' csv\n");
    assertThatThrownBy(() -> playground.apply("load", A))
        .hasMessageContaining(
            "sql/a.sql:2: ERROR 23505: duplicate key value violates unique constraint \"t_pkey\";"
                + " the statement begins: COPY t from STDIN csv. It is statement 2 of 2. Everything"
                + " was rolled back");
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("0");
  }

  @Test
  void dataThatWasEditedSinceItWasAdmittedIsRefused() throws Exception {
    playground.admit("data/t.csv", "1,a\n");
    playground.admit("sql/a.sql", "\\copy t from 'data/t.csv' csv\n");
    playground.write("data/t.csv", "2,b\n");
    assertThatThrownBy(() -> playground.apply("load", A))
        .hasMessageContaining("data/t.csv: admitted as ");
  }

  @Test
  void savepointsOfAScriptReachOverAllOfIt() throws Exception {
    StringBuilder sql = new StringBuilder("SAVEPOINT a;\n");
    for (int i = 0; i < 1_500; i++) {
      sql.append("INSERT INTO t VALUES (").append(i).append(", 'x');\n");
    }
    playground.admit("sql/a.sql", sql + "ROLLBACK TO SAVEPOINT a;\nINSERT INTO t VALUES (1, 'y');");
    playground.apply("load", A);
    assertThat(playground.rows("SELECT name FROM t")).containsExactly("y");
  }

  /** B-21: each statement that cannot be in a transaction runs by itself, mixed with what can. */
  @Test
  void severalIndexesBuiltConcurrentlyAndOtherStatementsRunOneByOneB_21() throws Exception {
    playground.admit("data/t.csv", "1,a\n");
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY a ON t (id); CREATE INDEX CONCURRENTLY b ON t (name);\n"
            + "ALTER TABLE t ADD COLUMN n int;\n"
            + "\\copy t (id, name) from 'data/t.csv' csv\n"
            + "\\echo so\n");
    Effect effect = playground.apply("load", A);
    assertThat(effect.words()).isEqualTo("Ran 5 statements of sql/a.sql, one by one");
    assertThat(effect.notices()).containsExactly("so");
    assertThat(playground.rows("SELECT id, name, n FROM t")).containsExactly("1 a null");
  }

  /** B-20, B-21. */
  @Tag("T-11")
  @Test
  void aTransactionThatWouldNotHoldIsRefusedB_20() throws Exception {
    playground.admit("sql/a.sql", "BEGIN;\nSELECT 1;\nSELECT 2;\nCOMMIT;\n");
    playground.admit("sql/b.sql", "CREATE INDEX CONCURRENTLY a ON t (id);\nSAVEPOINT x;\n");
    assertThatThrownBy(
            () -> playground.apply("load", "{\"files\": [\"sql/a.sql\", \"sql/b.sql\"]}"))
        .hasMessageContaining(
            "sql/a.sql:1:1: a BEGIN whose transaction would not hold: another statement of the"
                + " change cannot run inside a transaction, so each runs alone; make this script a"
                + " change of its own, or take BEGIN and COMMIT out\nsql/b.sql:2:1: a savepoint"
                + " outside of a transaction: SAVEPOINT x: the script runs statement by statement,"
                + " each by itself; take the line out, or say transaction: one where everything can"
                + " run in one");
    assertThatThrownBy(
            () -> playground.apply("load", "{\"file\": \"sql/a.sql\", \"transaction\": \"none\"}"))
        .hasMessageContaining(
            "sql/a.sql:1:1: a BEGIN whose transaction would not hold: the plan says transaction:"
                + " none; take BEGIN and COMMIT out, or transaction: none");
  }
}
