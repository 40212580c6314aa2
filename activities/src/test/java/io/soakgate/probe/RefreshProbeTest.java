package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Measurement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code refresh}. */
@Tag("postgres")
class RefreshProbeTest {
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA app",
            "CREATE TABLE app.item (id int)",
            "CREATE MATERIALIZED VIEW app.items AS SELECT * FROM app.item",
            "CREATE UNIQUE INDEX ON app.items (id)",
            "CREATE MATERIALIZED VIEW app.plain AS SELECT * FROM app.item",
            "CREATE UNIQUE INDEX ON app.plain (id) WHERE id > 0",
            "CREATE MATERIALIZED VIEW app.empty AS SELECT * FROM app.item WITH NO DATA",
            "CREATE UNIQUE INDEX ON app.empty (id)",
            "INSERT INTO app.item VALUES (1), (2)");
  }

  @Test
  void itTakesTimeAndIsRolledBack() throws Exception {
    Measurement seen = lab.look("refresh", "{views: [app.items, app.plain]}");

    assertThat(seen.values()).contains(figure("failures", "0"), figure("views", "2"));
    assertThat(millis(seen, "took"))
        .isEqualTo(millis(seen, "items") + millis(seen, "plain"), withinMicro());
    assertThat(millis(seen, "slowest")).isPositive();
    assertThat(rows()).isZero();
  }

  @Test
  void whatThePlanLetsItKeepStays() throws Exception {
    lab.look("refresh", "{views: [app.items], concurrently: true, writes: true}");

    assertThat(rows()).isEqualTo(2);
  }

  @Tag("T-12")
  @Test
  void whatConcurrentlyNeedsIsLookedForBefore() throws Exception {
    Measurement seen =
        lab.look(
            "refresh", "{views: [app.items, app.plain, app.empty, app.gone], concurrently: true}");

    assertThat(seen.values()).contains(figure("failures", "3"), figure("views", "4"));
    assertThat(seen.note())
        .isEqualTo(
            "app.plain has no unique index over columns and all rows, which CONCURRENTLY needs\n"
                + "app.empty was never filled, and CONCURRENTLY refreshes only what is\n"
                + "app.gone is no materialized view");
  }

  @Test
  void whatTheViewItselfRefusesIsAFailure() throws Exception {
    lab.run("INSERT INTO app.item VALUES (2)");

    Measurement seen = lab.look("refresh", "{views: [app.items]}");

    assertThat(seen.values()).contains(figure("failures", "1"));
    assertThat(seen.note())
        .isEqualTo("app.items: could not create unique index \"items_id_idx\" (23505)");
  }

  private static org.assertj.core.data.Offset<Double> withinMicro() {
    return org.assertj.core.data.Offset.offset(0.001);
  }

  private long rows() throws Exception {
    return lab.look("rows", "tables: [app.items]")
        .value("items")
        .orElseThrow()
        .number()
        .longValue();
  }

  private static double millis(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number().doubleValue();
  }
}
