package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster;
import io.soakgate.verdict.Measurement;
import java.math.BigDecimal;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class SlowStatementsProbeTest {
  private static final String ASKED = "{like: slow_dish, longer-than: 300ms, top: 1}";
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab = Lab.withDatabase("CREATE TABLE slow_dish (id int)", "INSERT INTO slow_dish VALUES (1)");
  }

  @Tag("T-08")
  @Test
  void queriesAreSlowByTheirMeanAndMigrationsAreNoQueries() throws Exception {
    lab.run("CREATE EXTENSION pg_stat_statements");
    for (int i = 0; i < 3; i++) {
      lab.run("SELECT id FROM slow_dish WHERE id = " + i);
    }
    lab.run("DO $$ BEGIN PERFORM pg_sleep(0.5) FROM slow_dish; END $$");

    Measurement quick = lab.look("slow-statements", ASKED);
    assertThat(quick.values()).contains(figure("slow", "0"), figure("statements", "2"));
    lab.run("-- looks up\nSELECT pg_sleep(0.5) FROM slow_dish WHERE id < 17");

    Measurement slow = lab.look("slow-statements", ASKED);
    assertThat(slow.values()).contains(figure("slow", "1"), figure("statements", "3"));
    assertThat(lab.look("slow-statements", ASKED.replace("top: 1", "ignore: [pg_sleep]")).values())
        .contains(figure("slow", "0"), figure("statements", "2"));
    assertThat(slow.value("slowest-mean").orElseThrow().number())
        .isGreaterThan(new BigDecimal("500"));
    assertThat(slow.grid().columns()).containsExactly("mean ms", "calls", "total ms", "query");
    assertThat(slow.grid().rows()).hasSize(1);
    assertThat(slow.grid().rows().get(0)).contains("1");
    Measurement all = lab.look("slow-statements", ASKED.replace("top: 1", "by: total, top: 5"));
    assertThat(all.values()).contains(figure("calls", "5"));
    assertThat(all.value("total").orElseThrow().number()).isGreaterThan(new BigDecimal("500"));
    assertThat(all.grid().rows().get(0)).as("the one that took most").contains("1");
    assertThat(slow.note())
        .matches(
            "\\d+\\.\\d+ ms on average, 1 calls: (-- looks up )?SELECT pg_sleep\\(\\$1\\) FROM"
                + " slow_dish WHERE id < \\$2");
  }

  @Test
  void whereItIsInstalledForTheServerItIsAskedThere() throws Exception {
    try (Connection service = TestCluster.cluster().connect("postgres")) {
      assertThat(lab.look("slow-statements", ASKED))
          .isEqualTo(
              Lab.blind(
                  "pg_stat_statements is installed neither in "
                      + lab.target.database()
                      + " nor in postgres; put it into shared_preload_libraries and run CREATE"
                      + " EXTENSION pg_stat_statements"));
      service.createStatement().execute("CREATE EXTENSION pg_stat_statements");
      try {
        assertThat(lab.look("slow-statements", ASKED).values()).contains(figure("slow", "0"));
      } finally {
        service.createStatement().execute("DROP EXTENSION pg_stat_statements");
      }
    }
  }
}
