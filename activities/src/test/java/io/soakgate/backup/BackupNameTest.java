package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupNameTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:03:04Z");

  @Test
  void planTimeAndValuesAreFilledIn() {
    List<Variable> values =
        List.of(new Variable("who", JsonNodeFactory.instance.textNode("staging")));
    assertThat(BackupName.fill("${who}_backup_${now:yyyyMMdd_HHmmss}", values, NOW))
        .isEqualTo("staging_backup_20261121_020304");
  }

  @Test
  void aNameThatIsNoPlainFileNameIsRefused() {
    for (String bad : List.of("-Fc", "../x", "a b", ".hidden", "a/b", "${now:HH:mm}", "é")) {
      assertThatThrownBy(() -> BackupName.fill(bad, List.of(), NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("is no plain file name");
    }
    assertThatThrownBy(() -> BackupName.fill("${x}", List.of(), NOW))
        .hasMessage("\"${x}\" is no plain file name");
  }

  @Test
  void aWrongConfigurationIsToldWithItsPlace() {
    assertThat(problems("{name: \"../up\", keep: 7d, nmae: x}"))
        .containsExactly(
            "plan.yaml:1:8: \"../up\" cannot name a backup: \"../up\" is no plain file name; use"
                + " letters, digits, _ . - and ${now:yyyyMMdd_HHmmss}",
            "plan.yaml:1:27: unknown key `nmae`: known here: `name`, `keep`, `schemas`; did you mean"
                + " `name`?");
    assertThat(problems("{name: x, schemas: [shop, pg_catalog]}"))
        .containsExactly(
            "plan.yaml:1:27: schema \"pg_catalog\" is not dumped alone: it is PostgreSQL's or"
                + " Soakgate's own, or no name; name schemas of the application");
    assertThat(problems("{name: \"bk_${now:yyyyMMdd}\", keep: 30d, schemas: [shop]}")).isEmpty();
  }

  private static List<String> problems(String yaml) {
    Problems problems = new Problems();
    Node.parse("plan.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .ifPresent(with -> BackupName.check("dump", with));
    return problems.list().stream().map(Problem::line).toList();
  }
}
