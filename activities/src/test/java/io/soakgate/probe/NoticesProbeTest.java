package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.probe.look.Looks;
import io.soakgate.target.LedgerSchema;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class NoticesProbeTest {
  private static Lab lab;

  @BeforeAll
  static void prepareLedger() throws Exception {
    lab = Lab.withDatabase();
    LedgerSchema.migrate(lab.target);
    run("shop-1", "combo", "APPLY", 1, "V1 combos loaded: 1", "Orphan rate: 99%");
    run("shop-1", "combo", "UNDO", 1, "V1 combos loaded: 2");
    run("shop-1", "combo", "APPLY", 2, "V1 combos loaded: 10", "V1 combos  loaded: 1,250,017 rows");
    run("shop-1", "other", "APPLY", 1, "V1 combos loaded: 3");
    run("shop-2", "combo", "APPLY", 7, "V1 combos loaded: 4");
    run("shop-1", "combo", "APPLY", 2, "Orphan rate: 0.75 % of all", "Balance: -12.50");
  }

  @Test
  void theLastFiguresOfTheLastRoundAreRead() throws Exception {
    assertThat(
            look(
                "combo",
                "{loaded: 'V1 combos loaded: {n}', orphans: 'Orphan rate: {n}',"
                    + " balance: 'Balance: {n}'}"))
        .isEqualTo(
            Lab.saw(
                figure("loaded", "1250017"),
                Value.number("orphans", new BigDecimal("0.75"), Unit.PERCENT),
                figure("balance", "-12.50")));
  }

  @Test
  void aPercentSignInThePatternMakesItAShareToo() throws Exception {
    assertThat(look("combo", "{orphans: 'Orphan rate: {n} %'}"))
        .isEqualTo(Lab.saw(Value.number("orphans", new BigDecimal("0.75"), Unit.PERCENT)));
  }

  @Test
  void aPatternThatMatchesNothingIsBlindNamingItAndWhatWasPrinted() throws Exception {
    assertThat(look("combo", "{loaded: 'V1 combos loaded: {n}', mapped: 'Mapped: {n}'}"))
        .isEqualTo(
            Lab.blind(
                "no NOTICE of combo matches mapped \"Mapped: {n}\"; printed were: V1 combos loaded:"
                    + " 10 | V1 combos  loaded: 1,250,017 rows | Orphan rate: 0.75 % of all |"
                    + " Balance: -12.50"));
    assertThat(look("silent", "{loaded: 'V1 combos loaded: {n}'}"))
        .isEqualTo(
            Lab.blind(
                "no NOTICE of silent matches loaded \"V1 combos loaded: {n}\"; nothing was"
                    + " printed"));
  }

  @Test
  void withoutAChangeItIsBlind() throws Exception {
    assertThat(look(null, "{loaded: 'V1 combos loaded: {n}'}"))
        .isEqualTo(Lab.blind("no change is asked about; notices stand in a change's verify"));
  }

  @Test
  void aTextWithoutAFigureIsCounted() throws Exception {
    assertThat(look("combo", "{said: 'V1 combos loaded', never: 'completed successfully!'}"))
        .isEqualTo(Lab.saw(figure("said", "2"), figure("never", "0")));
  }

  @Test
  void aPatternThatIsNoTextIsRefused() {
    assertThat(lab.refused("notices", "{all: '{n}', two: 'a {n} {n}'}"))
        .containsExactly(
            "plan.yaml:7:5: pattern \"{n}\": a pattern is words, with {n} among them once where a"
                + " figure stands; write it like \"rows loaded: {n}\"",
            "plan.yaml:7:5: pattern \"a {n} {n}\": a pattern is words, with {n} among them once"
                + " where a figure stands; write it like \"rows loaded: {n}\"");
    assertThat(lab.refused("notices", "{}"))
        .containsExactly(
            "plan.yaml:7:5: no pattern: there is nothing to read; write name: \"text with {n}\"");
  }

  private static Measurement look(String change, String yaml) throws InterruptedException {
    return new Looks(lab.probes(), Lab.CLOCK).look(Lab.request(change, "notices", yaml));
  }

  private static void run(
      String deployment, String subject, String purpose, int round, String... printed) {
    String action = List.of(printed).hashCode() + "";
    lab.run(
        "INSERT INTO soakgate.run (deployment, subject, purpose, round, action, digest, statements)"
            + " VALUES ('%s', '%s', '%s', %d, '%s', 'd', 1)"
                .formatted(deployment, subject, purpose, round, action));
    for (int line = 0; line < printed.length; line++) {
      lab.run(
          "INSERT INTO soakgate.notice SELECT max(id), %d, 'NOTICE', '%s' FROM soakgate.run"
              .formatted(line + 1, printed[line]));
    }
  }
}
