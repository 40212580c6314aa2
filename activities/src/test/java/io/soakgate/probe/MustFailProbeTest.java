package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.noted;
import static io.soakgate.probe.Lab.saw;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code must-fail}. */
@Tag("postgres")
class MustFailProbeTest {
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA chat",
            "CREATE TABLE chat.conversation (id int PRIMARY KEY)",
            "CREATE TABLE chat.message (id int PRIMARY KEY, conversation int NOT NULL"
                + " CONSTRAINT of_conversation REFERENCES chat.conversation"
                + " DEFERRABLE INITIALLY DEFERRED,"
                + " tokens int CONSTRAINT no_debt CHECK (tokens >= 0), key uuid)",
            "INSERT INTO chat.conversation VALUES (1)");
  }

  @Test
  void whatTheRightConstraintRefusesIsRefusedEvenWhenItWaitsForTheCommit() throws Exception {
    assertThat(
            lab.look(
                "must-fail",
                """
                statements:
                  stranger: {sql: "INSERT INTO chat.message VALUES (1, 9, 0)", state: "23503",
                             constraint: of_conversation}
                  negative: {sql: "INSERT INTO chat.message VALUES (1, 1, -1)", state: "23514"}
                  twice: {sql: "INSERT INTO chat.conversation VALUES (1)", state: "23505"}
                """))
        .isEqualTo(
            saw(
                word("stranger", "refused"),
                word("negative", "refused"),
                word("twice", "refused"),
                figure("not-refused", "0")));
  }

  @Tag("T-09")
  @Test
  void aSlipInTheStatementIsNoRefusal() throws Exception {
    assertThat(
            lab.look(
                "must-fail",
                """
                statements:
                  slip: {sql: "INSERT INTO chat.message VALUES (1, 1, 0, 'no-uuid')", state: "23503"}
                  other: {sql: "INSERT INTO chat.message VALUES (1, 1, -1)", state: "23514",
                          constraint: many}
                  fine: {sql: "INSERT INTO chat.message VALUES (1, 1, 1)", state: "23514"}
                """))
        .isEqualTo(
            noted(
                "slip must be refused with 23503: invalid input syntax for type uuid: \"no-uuid\""
                    + " (22P02)\n"
                    + "other must be refused with 23514 by many: new row for relation \"message\""
                    + " violates check constraint \"no_debt\" (23514)\n"
                    + "fine was accepted",
                word("slip", "otherwise"),
                word("other", "otherwise"),
                word("fine", "accepted"),
                figure("not-refused", "3")));
    assertThat(lab.look("rows", "tables: [chat.message]")).isEqualTo(saw(figure("message", "0")));
  }

  @Test
  void whatIsSetUpIsThereForEachStatementAndGoneAfterwards() throws Exception {
    lab.admit("sql/given.sql", "INSERT INTO chat.conversation VALUES (7);\nSELECT 1;");

    assertThat(
            lab.look(
                "must-fail",
                """
                given: sql/given.sql
                statements:
                  again: {sql: "INSERT INTO chat.conversation VALUES (7)", state: "23505"}
                """))
        .isEqualTo(saw(word("again", "refused"), figure("not-refused", "0")));
    assertThat(lab.look("query", "text: SELECT count(*) AS n FROM chat.conversation"))
        .isEqualTo(saw(figure("n", "1")));
  }

  @Test
  void aSetUpThatFailsProvesNothing() throws Exception {
    assertThat(
            lab.look(
                "must-fail",
                """
                given: INSERT INTO chat.conversation VALUES (1)
                statements:
                  again: {sql: "INSERT INTO chat.conversation VALUES (1)", state: "23505"}
                """))
        .isEqualTo(
            blind(
                "the set-up failed: duplicate key value violates unique constraint"
                    + " \"conversation_pkey\" (23505)"));
  }

  @Test
  void aStatementThatTakesTooLongWasNotRefused() throws Exception {
    assertThat(
            lab.look(
                "must-fail",
                """
                timeout: 50ms
                statements: {slow: {sql: "SELECT pg_sleep(5)", state: "23505"}}
                """))
        .isEqualTo(
            blind("the server refused: canceling statement due to statement timeout (57014)"));
  }

  @Tag("T-09")
  @Test
  void withoutTheReasonItMustFailForItIsNoTest() {
    assertThat(
            lab.refused(
                "must-fail",
                """
                claims: {tenant: 1}
                given: COMMIT
                statements:
                  a: {sql: "INSERT INTO chat.message VALUES (1)"}
                  b: {sql: "DROP TABLE chat.message", state: "foreign key"}
                  not-refused: {sql: "SELECT 1", state: "23505"}
                """))
        .containsExactly(
            "plan.yaml:7:5: COMMIT in a test script: it runs in a transaction that is rolled back, so"
                + " that nothing it does stays; leave it away",
            "plan.yaml:7:5: `claims` without `as`: a role carries claims; add `as: <role>`",
            "plan.yaml:7:5: no SQLSTATE: a statement with a slip in it fails as well, which proves"
                + " nothing; write `state: \"23503\"`",
            "plan.yaml:7:5: not one statement on rows: it is tried in a transaction of its own, which"
                + " nothing in it may end; write one INSERT, UPDATE, DELETE, SELECT or WITH",
            "plan.yaml:7:5: `foreign key` is no SQLSTATE: it is five digits or capitals; write one like"
                + " \"23503\" (foreign key), \"23505\" (unique) or \"23514\" (check)",
            "plan.yaml:7:5: a statement named not-refused: the count has that name; rename it");
  }
}
