package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class RlsOverheadProbeTest {
  private static final String OWN =
      "{as: overhead_app, claims: {id: 7}, query: SELECT * FROM dish WHERE restaurant_id = 7,"
          + " runs: 20}";
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "DO $$ BEGIN CREATE ROLE overhead_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN"
                + " NULL; END $$",
            "CREATE TABLE dish (id int, restaurant_id int)",
            "INSERT INTO dish SELECT i, i % 10 FROM generate_series(1, 2000) i",
            "GRANT SELECT ON dish TO overhead_app");
  }

  @Test
  void aCheapPolicyCostsLittleAndASleepingOneMuch() throws Exception {
    lab.run(
        "ALTER TABLE dish ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY tenant ON dish USING (restaurant_id = 7)");

    Measurement cheap = lab.look("rls-overhead", OWN);
    assertThat(cheap.values())
        .extracting(Value::name)
        .containsExactly(
            "overhead",
            "added",
            "p50",
            "p90",
            "p95",
            "p99",
            "slowest",
            "p50-without",
            "p90-without",
            "p95-without",
            "p99-without",
            "rows");
    assertThat(cheap.value("rows")).contains(figure("rows", "200"));
    assertThat(cheap.value("overhead").orElseThrow().unit()).isEqualTo(Unit.PERCENT);

    lab.run("ALTER POLICY tenant ON dish USING ((SELECT pg_sleep(0.02)) IS NOT NULL)");
    BigDecimal dear = lab.look("rls-overhead", OWN).value("overhead").orElseThrow().number();
    assertThat(dear).isGreaterThan(new BigDecimal("100"));
    assertThat(dear).isGreaterThan(cheap.value("overhead").orElseThrow().number());
    assertThat(
            lab.look("rls-overhead", OWN.replace("runs: 20", "runs: 10, floor: 10s"))
                .value("overhead"))
        .contains(Value.number("overhead", new BigDecimal("0.0"), Unit.PERCENT));
  }

  @Test
  void whatCannotBeComparedIsNotCompared() throws Exception {
    assertThat(lab.look("rls-overhead", OWN))
        .isEqualTo(Lab.blind("no table has row level security, so it costs nothing yet"));
    lab.run(
        "ALTER TABLE dish ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY tenant ON dish USING (restaurant_id = 8)");
    assertThat(lab.look("rls-overhead", OWN))
        .isEqualTo(
            Lab.blind(
                "the login saw 200 rows and overhead_app 0: only the time for the same rows can be"
                    + " compared"));
    lab.run("ALTER TABLE dish OWNER TO overhead_app");
    assertThat(lab.look("rls-overhead", OWN))
        .isEqualTo(
            Lab.blind(
                "row level security does not bind overhead_app, which owns dish, which does not"
                    + " force it"));
  }
}
