package io.soakgate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts as people write them for psql: B-18, B-21. */
class ForPsqlTest {
  private static final String ONLY_PSQL =
      ": only psql knows this command; of psql's, Soakgate reads \\i \\ir \\set \\unset \\echo"
          + " \\copy; ";

  private final Map<String, String> files = new HashMap<>();
  private Problems problems = new Problems();

  @Test
  void includedFilesStandWhereTheyAreIncluded() {
    files.put("sql/parts/one.sql", "SELECT 1;\n\\ir two.sql\n");
    files.put("sql/parts/two.sql", "SELECT 2;\n");

    assertThat(texts("SELECT 0;\n\\i 'sql/parts/one.sql'\nSELECT 3;"))
        .containsExactly("SELECT 0", "SELECT 1", "SELECT 2", "SELECT 3");
    assertThat(read("\\ir parts/one.sql").statements())
        .extracting(SqlStatement::at)
        .containsExactly("sql/parts/one.sql:1:1", "sql/parts/two.sql:1:1");
  }

  @Test
  void filesThatIncludeEachOtherAreRefused() {
    files.put("sql/a.sql", "\\i sql/b.sql\n");
    files.put("sql/b.sql", "\\ir a.sql\n");
    assertThat(refused(files.get("sql/a.sql")))
        .containsExactly(
            "sql/b.sql:1:1: sql/a.sql includes itself: reading it would never end; take this line"
                + " out");
    for (int i = 0; i < 20; i++) {
      files.put("sql/" + i + ".sql", "\\ir " + (i + 1) + ".sql\n");
    }
    assertThat(refused("\\ir 0.sql"))
        .containsExactly(
            "sql/14.sql:1:1: files included 16 deep: reading it would never end; take this line"
                + " out");
  }

  @Test
  void variablesAreFilledInAsPsqlDoesAndNeverInsideQuotesOrComments() {
    assertThat(
            texts(
                """
                \\set schema menu
                \\set who 'O''Neill'
                \\set joined a b c
                \\set back 'a\\\\b'
                SELECT * FROM :schema.dishes_:joined WHERE x = :'who' AND ":schema" <> ':schema';
                SELECT $$ :schema $$, /* :schema */ :"who", a[1:n], b::text, :'back', :{?who}, :{?no}
                -- :schema
                ;
                \\unset schema
                SELECT :schema;
                """))
        .containsExactly(
            "SELECT * FROM menu.dishes_bc WHERE x = 'O''Neill' AND \":schema\" <> ':schema'"
                .replace("dishes_bc", "dishes_abc"),
            "SELECT $$ :schema $$, /* :schema */ \"O'Neill\", a[1:n], b::text,  E'a\\\\b', TRUE,"
                + " FALSE\n-- :schema",
            "SELECT :schema");
  }

  @Test
  void aPlaceInAFilledStatementIsThePlaceInTheFile() {
    SqlStatement statement =
        read("\\set t a_very_long_name\n  SELECT *\nFROM :t WHERE\n x = :t.x AND oops")
            .statements()
            .get(0);
    assertThat(statement.text())
        .isEqualTo("SELECT *\nFROM a_very_long_name WHERE\n x = a_very_long_name.x AND oops");
    assertThat(statement.at()).isEqualTo("sql/a.sql:2:3");
    assertThat(statement.at(statement.text().indexOf("WHERE") + 1)).isEqualTo("sql/a.sql:3:9");
    assertThat(statement.at(statement.text().indexOf("oops") + 1)).isEqualTo("sql/a.sql:4:15");
    assertThat(statement.at(12)).isEqualTo("sql/a.sql:3:3");
  }

  @Test
  void aVariableThatIsMoreThanAPartOfAStatementIsRefused() {
    assertThat(refused("\\set both 'SELECT 1; SELECT 2'\n:both;"))
        .containsExactly(
            "sql/a.sql:2:1: `:both` stands for more than a part of a statement: its value has a"
                + " semicolon, a backslash or a quote that is never closed; write it out here");
  }

  @Test
  void whatIsEchoedIsANoticeInItsPlace() {
    assertThat(texts("SELECT 1;\n\\echo 'it''s' :x done\n\\qecho\nSELECT 2;"))
        .containsExactly(
            "SELECT 1",
            "DO $soakgate$ BEGIN RAISE INFO '%', 'it''s :x done'; END $soakgate$",
            "DO $soakgate$ BEGIN RAISE INFO '%', ''; END $soakgate$",
            "SELECT 2");
  }

  @Test
  void dataIsReadFromAFileOrFromTheLinesBelow() {
    files.put("data/my dishes.csv", "1,a\n");
    List<SqlStatement> statements =
        read("""
                \\copy menu.dishes (id, name) from 'data/my dishes.csv' with (format csv)
                COPY t (a) FROM stdin;
                1;'\\\\N
                \\.
                \\copy u from stdin csv;
                x
                \\.
                SELECT 1;
                """)
            .statements();
    assertThat(statements)
        .extracting(s -> s.text() + " <- " + (s.data() == null ? "" : text(s.data())))
        .containsExactly(
            "COPY menu.dishes (id, name) from STDIN with (format csv) <- 1,a\n",
            "COPY t (a) FROM stdin <- 1;'\\\\N\n",
            "COPY u from STDIN csv <- x\n",
            "SELECT 1 <- ");
    assertThat(statements.get(3).at()).isEqualTo("sql/a.sql:8:1");
  }

  @Test
  void copiesThatWriteOrRunSomethingAreRefused() {
    assertThat(
            refused(
                """
                \\copy t to 'out.csv'
                \\copy t from program 'curl x'
                \\copy t
                COPY t TO STDOUT;
                COPY t FROM STDIN;"""))
        .containsExactly(
            "sql/a.sql:1:1: not read: \\copy t to 'out.csv': a script writes no file; take the line"
                + " out, or write a check that counts the rows",
            "sql/a.sql:2:1: not read: \\copy t from program 'curl x': a script runs no program; put"
                + " the data into a file of the plan's folder: \\copy … from 'file'",
            "sql/a.sql:3:1: not read: \\copy t: no FROM stands in it; write \\copy table from"
                + " 'file' with (format csv)",
            "sql/a.sql:4:1: COPY … TO STDOUT: nobody would read its rows; take the line out, or"
                + " write a check that counts them",
            "sql/a.sql:5:1: COPY … FROM STDIN without data: its lines begin on the line below it and"
                + " end with \\.; write them there, or \\copy … from 'file'");
  }

  @Test
  void nothingStandsBetweenACopyAndItsData() {
    assertThat(refused("COPY t FROM stdin; SELECT 1;\n1\n\\.\nSELECT 2;"))
        .containsExactly(
            "sql/a.sql:1:20: on the line of a COPY … FROM STDIN: SELECT 1: the lines below belong to"
                + " the COPY, and it would run after this; write it below the line with \\.");
  }

  @Test
  void whatChangesNothingHereIsIgnoredInWords() {
    assertThat(
            read("\\set ON_ERROR_STOP on\n\\timing on\n\\pset pager off\n\\x\n\\encoding utf8\n\\restrict k\nSELECT 1;")
                .ignored())
        .containsExactly(
            "sql/a.sql:1:1: \\set ON_ERROR_STOP on is ignored: Soakgate always stops at the first"
                + " error",
            "sql/a.sql:2:1: \\timing on is ignored: Soakgate times every statement",
            "sql/a.sql:3:1: \\pset pager off is ignored: it changes only what psql prints",
            "sql/a.sql:4:1: \\x is ignored: it changes only what psql prints",
            "sql/a.sql:5:1: \\encoding utf8 is ignored: every script is UTF-8",
            "sql/a.sql:6:1: \\restrict k is ignored: Soakgate runs no program for any script");
  }

  /** B-18. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\connect other | name the database as the environment's target",
        "\\! rm -rf / | take the line out: a script runs no program and writes no file",
        "\\o out.txt | take the line out: a script runs no program and writes no file",
        "\\if :x | write IF in a DO block",
        "\\watch 5 | write a rule of a watch in the plan",
        "\\gexec | write a DO block that loops over the query and EXECUTEs each row",
        "\\dt menu.* | write a check in the plan: it looks, and judges what it sees",
        "\\prompt x | write the value with \\set, or ask with an attest check in the plan",
        "\\cd sql | write paths from the plan's folder",
        "\\q | take out the line, and what stands below it",
        "\\frobnicate | take the line out, or write it as SQL"
      })
  void whatOnlyPsqlCanDoIsRefusedWithWhatToWriteB_18(String command, String instead) {
    assertThat(refused("SELECT 1;\n  " + command + "\nSELECT 2;"))
        .containsExactly("sql/a.sql:2:3: not SQL: " + command + ONLY_PSQL + instead);
  }

  /** B-18. */
  @Test
  void aCommandInsideAStatementIsRefusedB_18() {
    assertThat(refused("SELECT 'DROP TABLE ' || t FROM x \\gexec\n;\nSELECT 1\n\\echo done\n;"))
        .containsExactly(
            "sql/a.sql:1:34: not SQL: \\gexec"
                + ONLY_PSQL
                + "write a DO block that loops over the query and EXECUTEs each row",
            "sql/a.sql:4:1: in the middle of a statement: \\echo done: the statement before it has no"
                + " semicolon; end that statement with ; first");
  }

  @Test
  void settingsThatLetErrorsPassAreRefused() {
    assertThat(
            refused(
                "\\set ON_ERROR_STOP off\n\\unset ON_ERROR_STOP\n\\set AUTOCOMMIT off\nSELECT 1;"))
        .containsExactly(
            stop("1", "\\set ON_ERROR_STOP off"),
            stop("2", "\\unset ON_ERROR_STOP"),
            "sql/a.sql:3:1: a setting that is Soakgate's to keep: \\set AUTOCOMMIT off: Soakgate"
                + " commits the script together with its ledger; take the line out");
  }

  @Test
  void argumentsThatPsqlWouldReadOtherwiseAreRefused() {
    assertThat(
            refused(
                "\\i Menu & Co.sql\n\\set now `date`\n\\echo 'open\n\\set a 1 \\set b 2\n\\encoding LATIN1\nSELECT 1;"))
        .containsExactly(
            "sql/a.sql:1:1: not read: \\i Menu & Co.sql: \\i takes one name, here are 3; write one;"
                + " quote what has spaces: \\i 'a b'",
            "sql/a.sql:2:1: not read: \\set now `date`: psql would run a command here; write its"
                + " answer instead",
            "sql/a.sql:3:1: not read: \\echo 'open: a quote is never closed; close it",
            "sql/a.sql:4:1: not read: \\set a 1 \\set b 2: a second command on the line; write it on"
                + " a line below",
            "sql/a.sql:5:1: not SQL: \\encoding LATIN1: every script is UTF-8; convert it: iconv -t"
                + " UTF-8, and take the line out");
  }

  private static String stop(String line, String command) {
    return "sql/a.sql:"
        + line
        + ":1: a setting that is Soakgate's to keep: "
        + command
        + ": a script that goes on after an error ends in a state nobody has seen; take the line"
        + " out; what may fail belongs into a DO block with EXCEPTION";
  }

  private List<String> texts(String sql) {
    return read(sql).statements().stream().map(SqlStatement::text).toList();
  }

  private ScriptReader.Read read(String sql) {
    ScriptReader.Read read = reading(sql);
    assertThat(problems.list()).isEmpty();
    return read;
  }

  private List<String> refused(String sql) {
    problems = new Problems();
    reading(sql);
    return problems.list().stream().map(Problem::line).toList();
  }

  private ScriptReader.Read reading(String sql) {
    ScriptFiles folder = (path, at) -> files.containsKey(path) ? bytes(files.get(path)) : null;
    return ScriptReader.read("sql/a.sql", bytes(sql), folder, problems);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
