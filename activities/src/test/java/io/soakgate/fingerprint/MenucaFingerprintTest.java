package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.backup.Ground;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of MenuCA V3: what its undo scripts take back is back. */
@Tag("postgres")
class MenucaFingerprintTest {
  private static final Path PLAN = Path.of("..", "plans", "menuca-v3");
  private static final String COMBOS = "sql/Menu & Catalog Entity/combos/";
  @TempDir Path home;

  @Test
  void theUndosOfRlsAndCombosBringBackWhatWas() throws Exception {
    Ground ground = Ground.empty(home);
    run(ground, "sample/schema.sql");
    run(ground, "sample/data.sql");
    Fingerprint before = ground.fingerprint();
    assertThat(ground.fingerprint()).isEqualTo(before);

    run(ground, "sql/Security/create_rls_policies.sql");
    run(ground, "sql/Menu & Catalog Entity/converted/menuca_v1_combos_postgres.sql");
    run(ground, COMBOS + "fix_combo_items_migration.sql");
    assertThat(ground.fingerprint().digest()).isNotEqualTo(before.digest());

    run(ground, COMBOS + "rollback_combo_fix.sql");
    run(ground, "sql/Security/rollback_rls.sql");
    assertThat(FingerprintDiff.between(before, ground.fingerprint()).lines()).isEmpty();
  }

  private static void run(Ground ground, String script) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", ground.target.user());
    properties.setProperty("password", ground.target.password().reveal());
    properties.setProperty("preferQueryMode", "simple");
    String url = ground.target.url(ground.target.database());
    try (Connection session = DriverManager.getConnection(url, properties);
        Statement statement = session.createStatement()) {
      statement.execute(Files.readString(PLAN.resolve(script)));
    }
  }
}
