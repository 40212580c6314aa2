package io.soakgate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M-008, B-22: a real PostgreSQL parses every statement and runs none. */
@Tag("postgres")
class SyntaxCheckTest {
  private Connection connection;
  private String server;

  @BeforeEach
  void connect() throws SQLException {
    TestDatabase database = TestCluster.freshDatabase();
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("preferQueryMode", "simple");
    connection = DriverManager.getConnection(database.url(), properties);
    server = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion().split(" ")[0];
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void everyStatementThatCannotBeParsedIsNamedByLineAndLetterB_22() throws SQLException {
    assertThat(
            problems(
                """
                CREATE TABLE a (id int);
                SELECT 'ünï' AS "ö",
                  1 FORM a;
                CREATE TABEL b (id int);
                /* ; */ SELECT 1
                """))
        .containsExactly(
            "sql/a.sql:3:10: syntax error at or near \"a\": "
                + server
                + " cannot parse this"
                + " statement: SELECT 'ünï' AS \"ö\",; correct it",
            "sql/a.sql:4:8: syntax error at or near \"TABEL\": "
                + server
                + " cannot parse this"
                + " statement: CREATE TABEL b (id int); correct it");
  }

  @Test
  void anErrorWithoutAPlaceIsFoundAmongItsNeighbours() throws SQLException {
    assertThat(
            problems(
                "SELECT 1;\nCREATE ASSERTION a CHECK (true);\nSELECT 2;\nSELECT E'\\xff';\nSELEC 3;"))
        .containsExactly(
            "sql/a.sql:2:1: CREATE ASSERTION is not yet implemented: "
                + server
                + " cannot parse"
                + " this statement: CREATE ASSERTION a CHECK (true); correct it",
            "sql/a.sql:4:1: invalid byte sequence for encoding \"UTF8\": 0xff: "
                + server
                + " cannot parse this statement: SELECT E'\\xff'; correct it",
            "sql/a.sql:5:1: syntax error at or near \"SELEC\": "
                + server
                + " cannot parse this statement: SELEC 3; correct it");
  }

  @Test
  void aVariableWithoutAValueIsNamed() throws SQLException {
    assertThat(problems("\\set a 1\nSELECT :a;\nSELECT :b;"))
        .containsExactly(
            "sql/a.sql:3:8: syntax error at or near \":\": "
                + server
                + " cannot parse this"
                + " statement: SELECT :b; give the variable a value above it: \\set name value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX CONCURRENTLY i ON nowhere.t (n)",
        "VACUUM FULL t",
        "CREATE DATABASE d",
        "ALTER SYSTEM SET work_mem = '8MB'",
        "SELECT a INTO b FROM c",
        "DROP SCHEMA public CASCADE",
        "EXECUTE p (1)",
        "CALL p()",
        "COPY t FROM '/x' (FORMAT csv)",
        "DO $$ DECLARE r no.such%ROWTYPE; BEGIN PERFORM 1; END $$",
        "DO $x$ BEGIN EXECUTE $$ no sql $$; COMMIT; END $x$",
        "CREATE FUNCTION f(a int, b text DEFAULT 'x;y', OUT c bigint) LANGUAGE plpgsql"
            + " SECURITY DEFINER SET search_path = x AS $$ BEGIN a := 1; c := b::int; END $$",
        "CREATE OR REPLACE FUNCTION no.such(x no.type) RETURNS trigger LANGUAGE plpgsql AS $$"
            + " BEGIN NEW.x := 1; RETURN NEW; END $$",
        "CREATE PROCEDURE p(INOUT a int) AS $$ BEGIN COMMIT; END $$ LANGUAGE plpgsql",
        "CREATE FUNCTION g(int) RETURNS SETOF nowhere LANGUAGE sql AS $$ SELECT $1; SELECT 2 $$",
        "CREATE FUNCTION h() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "CREATE FUNCTION i() RETURNS int AS 'not looked into' LANGUAGE plpgsql",
        "CREATE FUNCTION p() RETURNS int LANGUAGE plpython3u AS $$ print 1 $$"
      })
  void whatCanBeParsedIsNoProblemAndNeverRuns(String statement) throws SQLException {
    String before = state();
    assertThat(problems(statement + ";")).isEmpty();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void bodiesOfRoutinesAreParsedToo() throws SQLException {
    assertThat(
            problems(
                """
                DO $$
                BEGIN
                  PERFORM 1;
                  SELEC 2;
                END $$;
                CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $f$
                BEGIN
                  a = 1 +;
                  RETURN a;
                END $f$;
                CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$
                  SELECT 1 FORM t
                $$;
                CREATE FUNCTION h() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
                """))
        .containsExactly(
            "sql/a.sql:12:17: syntax error at or near \"t\": "
                + server
                + " cannot parse this"
                + " statement: SELECT 1 FORM t; correct it",
            "sql/a.sql:4:3: syntax error at or near \"SELEC\": "
                + server
                + " cannot parse this"
                + " statement: DO $$; correct it",
            "sql/a.sql:8:10: syntax error at end of input: "
                + server
                + " cannot parse this"
                + " statement: CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $f$;"
                + " correct it",
            "sql/a.sql:14:70: RETURN cannot have a parameter in function returning void: "
                + server
                + " cannot parse this statement: CREATE FUNCTION h() RETURNS void LANGUAGE plpgsql"
                + " AS $$ BEGIN RETURN 1; END $$; correct it");
  }

  @Test
  void aBodyCannotGetOutOfTheRoutineItIsPutInto() throws SQLException {
    String before = state();
    problems(
        "DO $x$ $soakgate$; CREATE TABLE escaped (); SELECT $soakgate$ $x$;\n"
            + "CREATE FUNCTION f(a int) RETURNS int; CREATE TABLE escaped () LANGUAGE plpgsql AS $$ $$;\n"
            + "CREATE FUNCTION f(a int DEFAULT E'\\'; CREATE TABLE escaped (); --') RETURNS int"
            + " LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void transactionsOfTheScriptEndNothing() throws SQLException {
    String before = state();
    List<SqlStatement> statements =
        List.of("COMMIT", "CREATE TABLE gone ()", "ROLLBACK; CREATE TABLE gone ()", "ABORT")
            .stream()
            .map(text -> new SqlStatement("a.sql", 1, text, StatementKinds.of(text)))
            .toList();
    SyntaxCheck.parse(statements, connection, new Problems());
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void noMoreThanAHundredAreTold() throws SQLException {
    String sql =
        IntStream.range(0, 300).mapToObj(i -> "SELEC " + i + ";\n").collect(Collectors.joining());
    List<String> problems = problems(sql);
    assertThat(problems).hasSize(101);
    assertThat(problems.get(100))
        .isEqualTo(
            "sql/a.sql: 100 statements cannot be parsed: no more were tried; correct these first");
  }

  /** The 50,502 statements of the combo fix take a fraction of a second. */
  @Test
  void fiftyThousandStatementsAreParsedInLessThanTwoSeconds() throws Exception {
    Path script =
        Path.of("..", "plans", "menuca-v3", "sql", "Menu & Catalog Entity", "converted")
            .resolve("menuca_v1_combos_postgres.sql");
    byte[] bytes = Files.readAllBytes(script);
    long begun = System.nanoTime();
    List<SqlStatement> statements =
        ScriptReader.read("a.sql", bytes, (path, at) -> null, new Problems()).statements();
    Duration read = Duration.ofNanos(System.nanoTime() - begun);
    Problems problems = new Problems();
    String by = SyntaxCheck.parse(statements, connection, problems);
    Duration both = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf(
        "%s parsed %d statements in %d ms, after %d ms of reading them%n",
        by, statements.size(), both.minus(read).toMillis(), read.toMillis());
    assertThat(problems.list()).isEmpty();
    assertThat(by).isEqualTo(server);
    assertThat(statements).hasSizeGreaterThan(50_000);
    assertThat(both).isLessThan(Duration.ofSeconds(10));
  }

  private List<String> problems(String sql) throws SQLException {
    Problems problems = new Problems();
    List<SqlStatement> statements =
        ScriptReader.read(
                "sql/a.sql", sql.getBytes(StandardCharsets.UTF_8), (path, at) -> null, problems)
            .statements();
    SyntaxCheck.parse(statements, connection, problems);
    return problems.list().stream().map(Problem::line).toList();
  }

  /** What a statement that ran would have changed. */
  private String state() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM pg_class) || ' ' || (SELECT count(*) FROM pg_proc)"
                    + " || ' ' || (SELECT count(*) FROM pg_database) || ' ' || (SELECT"
                    + " count(*) FROM pg_namespace WHERE nspname = 'public')")) {
      row.next();
      return row.getString(1);
    }
  }
}
