package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class SampleProbeTest {
  private static final String COMBOS =
      "{query: \"SELECT id, name, mail, dishes FROM combo -- all\", key: id, rows: 2,"
          + " show: [name, dishes], seed: %d}";
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE TABLE combo (id int, name text, mail text, dishes int)",
            "INSERT INTO combo SELECT i, 'combo ' || i, 'private', i FROM generate_series(1, 9) i");
  }

  @Test
  void theSeedDecidesAndOnlyWhatMayBeShownIsShown() throws Exception {
    Measurement one = lab.look("sample", COMBOS.formatted(1));

    assertThat(one)
        .isEqualTo(lab.look("sample", COMBOS.formatted(1)))
        .isNotEqualTo(lab.look("sample", COMBOS.formatted(2)));
    assertThat(one.values())
        .extracting(Value::name)
        .containsExactly("shown", "nulls", "lowest-dishes", "seed");
    assertThat(one.values()).contains(figure("shown", "2"), figure("nulls", "0"));
    assertThat(one.note())
        .matches("1\\. name: combo \\d \\| dishes: \\d\n2\\. name: combo \\d \\| dishes: \\d");
  }

  @Test
  void aPlanWithoutASeedDrawsTheSameForOneDeploymentAndSaysWhichSeedItWas() throws Exception {
    String query = "{query: SELECT id FROM combo, key: id, rows: 3, show: [id]}";
    int seed = Math.floorMod("shop-1 staging".hashCode(), 1_000_000);

    assertThat(lab.look("sample", query).values()).contains(figure("seed", String.valueOf(seed)));
  }

  @Test
  void emptyPlacesAreCountedAndLongTextsAreCut() throws Exception {
    String longName = "long".repeat(30);
    Measurement seen =
        lab.look(
            "sample",
            "{query: \"SELECT 1 AS id, NULL::text AS name, '%s' AS dish\", key: id, rows: 5, show:"
                    .formatted(longName)
                + " [name, dish]}");

    assertThat(seen.values()).contains(figure("shown", "1"), figure("nulls", "1"));
    assertThat(seen.note()).isEqualTo("1. name: NULL | dish: " + longName.substring(0, 59) + "…");
  }

  @Test
  void aSampleNamesWhatItShows() {
    assertThat(lab.refused("sample", "{query: SELECT 1, key: id, rows: 51}"))
        .isEqualTo(
            List.of(
                "plan.yaml:7:5: `rows` is the number 51: a whole number from 1 to 50 is wanted;"
                    + " write one",
                "plan.yaml:7:5: `show` is missing: it has no default; add `show: …` here"));
  }
}
