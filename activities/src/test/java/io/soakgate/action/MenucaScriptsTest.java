package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three changes of plans/menuca-v3, applied, undone, and applied again. */
@Tag("postgres")
class MenucaScriptsTest {
  private static final Path PLAN = Path.of("..", "plans", "menuca-v3");
  private static final String INDEXES = "sql/Performance/add_critical_indexes.sql";
  private static final String RLS = "sql/Security/create_rls_policies.sql";
  private static final String NO_RLS = "sql/Security/rollback_rls.sql";
  private static final String COMBOS =
      "sql/Menu & Catalog Entity/converted/menuca_v1_combos_postgres.sql";
  private static final String FIX =
      "sql/Menu & Catalog Entity/combos/fix_combo_items_migration.sql";
  private static final String UNFIX = "sql/Menu & Catalog Entity/combos/rollback_combo_fix.sql";
  private static final String STATE =
      "SELECT (SELECT count(*) FROM pg_indexes WHERE schemaname = 'menuca_v3'),"
          + " (SELECT count(*) FROM pg_policies),"
          + " (SELECT count(*) FROM pg_class WHERE relrowsecurity),"
          + " (SELECT count(*) FROM menuca_v3.combo_items),"
          + " (SELECT count(*) FROM pg_proc WHERE pronamespace = 'menuca_v3'::regnamespace)";

  @TempDir Path home;

  @Test
  void are_applied_undone_and_applied_again() throws Exception {
    Playground playground = new Playground(home);
    for (String sample : List.of("sample/schema.sql", "sample/data.sql")) {
      playground.run(Files.readString(PLAN.resolve(sample)));
    }
    for (String file : List.of(INDEXES, RLS, NO_RLS, COMBOS, FIX, UNFIX)) {
      playground.admit(file, Files.readString(PLAN.resolve(file)));
    }
    String before = playground.one(STATE);

    Effect fixed = apply(playground, 1);
    String after = playground.one(STATE);
    playground.undo("combo-fix", file(UNFIX));
    playground.undo("rls", file(NO_RLS));
    Effect dropped = playground.dropCreated("indexes");

    assertThat(fixed.notices())
        .anyMatch(n -> n.matches("V1 combos loaded: \\d{5}"))
        .anyMatch(n -> n.matches("Orphan rate: [0-4]\\.\\d%"));
    assertThat(after).isNotEqualTo(before);
    assertThat(dropped.words()).isEqualTo("Dropped 47 objects it had created");
    assertThat(playground.one(STATE)).isEqualTo(before);
    apply(playground, 2);
    assertThat(playground.one(STATE)).isEqualTo(after);
  }

  private static Effect apply(Playground playground, int ask) throws Exception {
    run(playground, "indexes", ask, file(INDEXES));
    run(playground, "rls", ask, file(RLS));
    return run(playground, "combo-fix", ask, "{\"files\": [\"" + COMBOS + "\", \"" + FIX + "\"]}");
  }

  private static Effect run(Playground playground, String change, int ask, String with)
      throws Exception {
    Effect effect = playground.sql(change, Purpose.APPLY, ask, with, new Playground.Recorder());
    System.out.println(change + ": " + effect.words() + " in " + effect.took());
    return effect;
  }

  private static String file(String path) {
    return "{\"file\": \"" + path + "\"}";
  }
}
