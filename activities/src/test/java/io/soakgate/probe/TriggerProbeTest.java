package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.noted;
import static io.soakgate.probe.Lab.saw;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code trigger}. */
@Tag("postgres")
class TriggerProbeTest {
  private static final String TOUCHED =
      """
      given: INSERT INTO chat.conversation VALUES (1, 'a', '2000-01-01')
      statement: UPDATE chat.conversation SET title = 'b' WHERE id = 1
      row: SELECT updated_at, title, id FROM chat.conversation WHERE id = 1
      """;

  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA chat",
            "CREATE TABLE chat.conversation (id int, title text,"
                + " updated_at timestamptz DEFAULT now())",
            "CREATE FUNCTION chat.touch() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.updated_at := now(); RETURN NEW; END'",
            "CREATE TRIGGER touch BEFORE UPDATE ON chat.conversation FOR EACH ROW"
                + " EXECUTE FUNCTION chat.touch()");
  }

  @Test
  void whatTheTriggerChangedIsTold() throws Exception {
    assertThat(lab.look("trigger", TOUCHED))
        .isEqualTo(
            saw(
                word("updated_at", "changed"),
                word("title", "changed"),
                word("id", "same"),
                figure("rows", "1")));
    assertThat(lab.look("rows", "tables: [chat.conversation]"))
        .isEqualTo(saw(figure("conversation", "0")));
  }

  @Test
  void aDisabledTriggerChangesNothing() throws Exception {
    lab.run("ALTER TABLE chat.conversation DISABLE TRIGGER touch");

    assertThat(lab.look("trigger", TOUCHED))
        .isEqualTo(
            saw(
                word("updated_at", "same"),
                word("title", "changed"),
                word("id", "same"),
                figure("rows", "1")));
  }

  @Test
  void nowStandsStillInATransactionSoATimeOfNowProvesNothing() throws Exception {
    assertThat(
            lab.look(
                "trigger",
                """
                given: INSERT INTO chat.conversation VALUES (1, 'a')
                statement: UPDATE chat.conversation SET title = 'b' WHERE id = 1
                row: SELECT updated_at FROM chat.conversation WHERE id = 1
                """))
        .isEqualTo(
            blind(
                "updated_at is the time of this transaction before and after the statement, because"
                    + " now() stands still in it; give the row an older one in `given`"));
  }

  @Test
  void aTriggerThatBreaksTheStatementIsSeen() throws Exception {
    lab.run(
        "CREATE OR REPLACE FUNCTION chat.touch() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.gone := 1; RETURN NEW; END'");

    assertThat(lab.look("trigger", TOUCHED))
        .isEqualTo(
            noted(
                "the statement was refused: record \"new\" has no field \"gone\" (42703)",
                word("updated_at", "failed"),
                word("title", "failed"),
                word("id", "failed"),
                figure("rows", "0")));
  }

  @Test
  void theRowMustBeThere() throws Exception {
    assertThat(
            lab.look(
                "trigger",
                """
                statement: UPDATE chat.conversation SET title = 'b'
                row: SELECT updated_at FROM chat.conversation
                """))
        .isEqualTo(blind("`row` returned no row before the statement; it must return exactly one"));
  }
}
