package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.RecordActivity.Head;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is changed in the store by somebody who may do everything there is named. */
@Tag("postgres")
class AuditVerifyTest {
  private static final String THIRD = "entry 3 of deployment shop-1 (staging, change rls, change)";

  @TempDir Path home;
  private TestStore store;
  private Head head;

  @BeforeEach
  void fill() throws Exception {
    store = TestStore.fresh(home);
    head = store.shop();
    store.append("other-1", 1, "x");
  }

  @Test
  void whatNobodyChangedVerifies() throws Exception {
    Verified one = store.verify("shop-1");
    Verified all = store.verify(null);

    assertThat(one).isEqualTo(new Verified(5, head.hash(), List.of()));
    assertThat(all.good()).isTrue();
    assertThat(all.entries()).isEqualTo(6);
    assertThat(new Audit(store.store).verify("shop-1", head.hash().substring(0, 12)).good())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "at          | at + interval '1 microsecond'",
        "environment | 'production'",
        "environment | NULL",
        "subject     | concat(subject, ' ')",
        "kind        | 'gate'",
        "outcome     | 'failed'",
        "words       | 'Begins'",
        "recorded    | recorded + interval '1 microsecond'",
        "previous    | translate(previous, '0123456789abcdef', '123456789abcdef0')",
        "hash        | translate(hash, '0123456789abcdef', '123456789abcdef0')"
      })
  void aByteOfAnEntryIsNamed(String column, String value) throws Exception {
    store.tamper("UPDATE audit.entry SET " + column + " = " + value + " WHERE number = 3");

    assertThat(store.verify("shop-1").problems())
        .anyMatch(
            problem ->
                problem.startsWith("entry 3 of deployment shop-1 (")
                    && problem.contains("): the hash does not match what it says: it is "))
        .allMatch(problem -> problem.matches("entry [34] of .*"));
    assertThat(store.verify("other-1").good()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sequence   | 20",
        "deployment | 'shop-2'",
        "run        | 'run-2'",
        "stream     | 'watch'",
        "number     | 4",
        "head       | hash",
        "recorded   | recorded + interval '1 microsecond'",
        "previous   | head",
        "hash       | head"
      })
  void aByteOfTheJournalIsNamed(String column, String value) throws Exception {
    store.tamper("UPDATE audit.head SET " + column + " = " + value + " WHERE sequence = 3");

    assertThat(store.verify(null).problems())
        .anyMatch(
            problem ->
                problem.matches(
                    "row (3|20) of the journal of heads: the hash does not match what it says: .*"));
  }

  @Test
  void anEntryUnderAnotherNameIsMissedWhereItWas() throws Exception {
    store.tamper("UPDATE audit.entry SET deployment = 'shop-2' WHERE number = 3");

    assertThat(store.verify("shop-1").problems())
        .containsExactly("entry 3 of deployment shop-1 (run run-1) is missing");
    assertThat(store.verify("shop-2").problems())
        .hasSize(3)
        .anyMatch(problem -> problem.contains("the hash does not match what it says"));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() throws Exception {
    store.tamper("DELETE FROM audit.entry WHERE deployment = 'shop-1' AND number IN (2, 3, 5)");

    assertThat(store.verify(null).problems())
        .containsExactly(
            "entries 2 to 3 of deployment shop-1 (run run-1) are missing",
            "entry 5 of deployment shop-1 (run run-1) is missing: the journal of heads knows them,"
                + " so the chain was cut");
  }

  @Test
  void aChainThatIsTakenAwayAsAWholeIsMissed() throws Exception {
    store.tamper("DELETE FROM audit.entry WHERE deployment = 'other-1'");

    assertThat(store.verify(null).problems())
        .containsExactly(
            "entry 1 of deployment other-1 (run run-1) is missing: the journal of heads knows"
                + " them, so the chain was cut");
  }

  @Test
  void twoEntriesThatChangedPlacesAreBothNamed() throws Exception {
    store.tamper("UPDATE audit.entry SET number = -number + 100 WHERE number IN (3, 4)");
    store.tamper("UPDATE audit.entry SET number = number - 93 WHERE number IN (96, 97)");

    assertThat(store.verify("shop-1").problems())
        .anyMatch(problem -> problem.startsWith(THIRD + ": the hash does not match"))
        .anyMatch(problem -> problem.startsWith("entry 4 of deployment shop-1"));
  }

  @Test
  void aTailThatIsCutTogetherWithTheJournalIsMissedByWhoKeptTheHead() throws Exception {
    store.tamper("DELETE FROM audit.entry WHERE deployment = 'shop-1' AND number > 3");
    store.tamper("DELETE FROM audit.head WHERE sequence > 2");

    assertThat(new Audit(store.store).verify("shop-1", head.hash()).problems())
        .containsExactly(
            "nothing here has the hash "
                + head.hash()
                + ": the audit was cut off before it, or written anew");
    assertThat(store.verify(null).problems())
        .containsExactly(
            "entry 1 of deployment other-1 (run run-1) is not known to the journal of heads, which"
                + " was cut");
  }

  @Test
  void aStoreWithAnotherIdIsAnotherStore() throws Exception {
    store.tamper("UPDATE audit.store SET id = 'other'");

    assertThat(store.verify("shop-1").problems())
        .containsExactly(
            "entry 1 of deployment shop-1 (staging, change rls, change) does not follow on the"
                + " root of this chain: it comes from another store or run");
  }
}
