package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test scripts of plans/menuca-v3 on its sample: red before its changes, green after. */
@Tag("postgres")
class MenucaProbesTest {
  private static final Path PLAN = Path.of("..", "plans", "menuca-v3");
  private static final String COMBOS = "sql/Menu & Catalog Entity/combos/";
  private static final String RLS_TESTS = "sql/test_rls_policies.sql";
  private static final String VALIDATION = "sql/validate_combo_fix.sql";
  private static Lab lab;

  @BeforeAll
  static void loadSample() throws Exception {
    lab = Lab.withDatabase();
    run(Files.readString(PLAN.resolve("sample/schema.sql")));
    run(Files.readString(PLAN.resolve("sample/data.sql")));
    lab.admit(RLS_TESTS, Files.readString(PLAN.resolve("sql/Security/test_rls_policies.sql")));
    lab.admit(VALIDATION, Files.readString(PLAN.resolve(COMBOS + "validate_combo_fix.sql")));
  }

  @Test
  void theRlsTestsFailWithoutPoliciesAndPassWithThem() throws Exception {
    Measurement open = lab.look("script", "file: " + RLS_TESTS);
    assertThat(open.values()).contains(figure("errors", "0"), figure("passed", "4"));
    assertThat(open.note())
        .contains("FAIL tenant sees no other restaurant: orders: 8000 foreign rows")
        .contains("FAIL public sees no customers: 3000 rows");

    run(Files.readString(PLAN.resolve("sql/Security/create_rls_policies.sql")));
    try {
      Measurement closed = lab.look("script", "file: " + RLS_TESTS);
      assertThat(closed.values())
          .contains(figure("passed", "19"), figure("failed", "0"), figure("errors", "0"))
          .contains(Value.text("failures", "none"));
    } finally {
      run(Files.readString(PLAN.resolve("sql/Security/rollback_rls.sql")));
    }
  }

  @Test
  void theValidationFailsBeforeTheFixAndPassesAfterIt() throws Exception {
    Measurement before = lab.look("script", "file: " + VALIDATION);
    assertThat(before.values()).contains(figure("errors", "1"));
    assertThat(before.note()).contains("FAIL orphan rate below 5 %: 99.74 %");

    // As the fix does, without its 50,500 rows of V1.
    run(
        """
        CREATE SCHEMA combo_fix;
        CREATE TABLE combo_fix.inserted_items (id bigint PRIMARY KEY);
        WITH added AS (
          INSERT INTO menuca_v3.combo_items (combo_group_id, dish_id, display_order)
          SELECT g.id, m.first + k, k FROM menuca_v3.combo_groups g
          JOIN (SELECT restaurant_id, min(id) AS first FROM menuca_v3.dishes GROUP BY 1) m
            USING (restaurant_id), generate_series(0, 1) k
          WHERE NOT EXISTS (SELECT FROM menuca_v3.combo_items i WHERE i.combo_group_id = g.id)
          RETURNING id)
        INSERT INTO combo_fix.inserted_items SELECT id FROM added
        """);
    assertThat(lab.look("script", "file: " + VALIDATION).values())
        .contains(figure("passed", "7"), figure("failed", "0"), figure("errors", "0"));

    run(
        "INSERT INTO menuca_v3.combo_items (combo_group_id, dish_id, display_order)"
            + " SELECT combo_group_id, dish_id, 9 FROM menuca_v3.combo_items"
            + " ORDER BY id DESC LIMIT 3");
    assertThat(lab.look("script", "file: " + VALIDATION).value("failures"))
        .contains(
            Value.text(
                "failures",
                "no dish stands twice in a combo, the items from before are all there"));
  }

  private static void run(String sql) throws Exception {
    try (Connection connection = lab.target.connectForScripts("test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
