package io.soakgate.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.TestCluster;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.takeover.Reconciliation.Found;
import io.soakgate.takeover.Reconciliation.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MenuCA, stopped after its first change, finished and taken back by psql alone. */
@Tag("postgres")
class RunbookTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:14:07Z");

  @TempDir Path home;

  @Test
  void psqlFinishesWhatSoakgateBeganAndTakesItBack() throws Exception {
    Deployed deployed = new Deployed(home);
    Fingerprint before = deployed.fingerprint("staging");
    deployed.apply("staging", "indexes");
    for (String change : List.of("indexes", "rls", "combo-fix")) {
      deployed.apply("production", change);
    }

    String readme = write(deployed, "first");
    assertThat(section(readme, "## How it stands", "## What is left"))
        .contains("| indexes | applied ")
        .contains("| rls | not begun | nothing |");
    assertThat(run(deployed, "first", commands(readme, "## What is left", "## How it goes back")))
        .isEmpty();

    assertThat(
            FingerprintDiff.between(
                    deployed.fingerprint("production"), deployed.fingerprint("staging"))
                .lines())
        .isEmpty();
    assertThat(deployed.fingerprint("staging").digest())
        .isEqualTo(deployed.fingerprint("production").digest());
    assertThat(rows(deployed))
        .filteredOn(r -> r.target().equals("menuca-staging"))
        .extracting(Row::change)
        .containsExactly("indexes", "rls", "combo-fix");
    assertThat(rows(deployed)).allMatch(r -> r.ledger().startsWith("applied "));

    String again = write(deployed, "second");
    List<String> back = commands(again, "#### staging: everything", "#### staging: full-restore");
    assertThat(back).hasSize(3);
    assertThat(run(deployed, "second", back)).isEmpty();

    assertThat(FingerprintDiff.between(before, deployed.fingerprint("staging")).lines()).isEmpty();
    assertThat(rows(deployed))
        .filteredOn(r -> r.target().equals("menuca-staging"))
        .allMatch(r -> r.ledger().startsWith("undone "));
  }

  @Test
  void aTargetThatCannotBeReachedIsWrittenFromTheSnapshotAndSaysSo() throws Exception {
    Deployed deployed = new Deployed(home);

    Runbook.Written written =
        deployed.without("menuca-staging").write(Deployed.ID, home.resolve("r"), NOW);

    assertThat(written.words().get(0))
        .startsWith("staging: cannot be reached (")
        .endsWith("; written from the snapshot");
    assertThat(written.words().get(1)).isEqualTo("production: as its ledger shows it now");
    String readme = Files.readString(home.resolve("r/README.md"));
    assertThat(readme)
        .contains("> **Target `menuca-staging` cannot be reached**")
        .contains("Soakgate's own database holds no snapshot of it")
        .contains("Gate `go`: ask **lead**, **backup**, **devops**")
        .contains("Wait for the window: 02:00 to 06:00 America/New_York.")
        .contains("pg_dump --format=directory")
        .doesNotContain(deployed.password());
  }

  @Test
  void checksStandAsSqlWithWhatTheyExpectAboveThem() throws Exception {
    Deployed deployed = new Deployed(home);
    write(deployed, "r");

    String checks = Files.readString(home.resolve("r/checks/staging-verify-indexes.sql"));

    assertThat(checks)
        .contains(
            "must: valid-indexes >= +45, invalid-indexes = 0; should: duplicate-indexes = baseline")
        .contains(
            "WITH asked AS (SELECT ARRAY['menuca_v3']::text[] AS schemas, NULL::text[] AS tables)")
        .contains("EXPLAIN (ANALYZE) SELECT d.*, c.name AS course_name")
        .contains("named.relname NOT LIKE 'idx_%'");
    assertThat(run(deployed, "r", List.of("psql -X -d \"$STAGING\" -f checks/staging-after.sql")))
        .doesNotContain("ERROR");
  }

  @Test
  void aFolderThatIsNotEmptyAndADeploymentNobodyKnowsAreRefused() throws Exception {
    Deployed deployed = new Deployed(home);
    write(deployed, "r");

    assertThatThrownBy(() -> write(deployed, "r"))
        .hasMessage(
            home.resolve("r")
                + " is not empty, and a runbook of another hour would stand among the new files;"
                + " name another folder with --to");
    assertThatThrownBy(() -> deployed.runbook().write("d-2", home.resolve("s"), NOW))
        .hasMessage(
            "Soakgate's own database knows no admitted deployment d-2; soakgate reconcile lists"
                + " those it knows");
  }

  private String write(Deployed deployed, String folder) throws Exception {
    deployed.runbook().write(Deployed.ID, home.resolve(folder), NOW);
    return Files.readString(home.resolve(folder).resolve("README.md"));
  }

  private static List<Row> rows(Deployed deployed) throws Exception {
    Found found =
        new Reconciliation(deployed.store, deployed.targets).look(Deployed.ID, id -> "unknown");
    return found.rows();
  }

  private static String section(String text, String from, String to) {
    int start = text.indexOf(from);
    int end = text.indexOf(to, start);
    assertThat(start).as(from).isNotNegative();
    assertThat(end).as(to).isPositive();
    return text.substring(start, end);
  }

  /** The lines a person would copy, of what changes something. */
  private static List<String> commands(String readme, String from, String to) {
    List<String> commands = new ArrayList<>();
    section(readme, from, to)
        .lines()
        .map(String::strip)
        .filter(l -> l.startsWith("psql -X -v ON_ERROR_STOP=1 -d \"$") && l.contains(".said"))
        .filter(l -> l.contains("$STAGING"))
        .forEach(commands::add);
    return commands;
  }

  /** Runs them as they stand; the answer is what they said when one failed. */
  private String run(Deployed deployed, String folder, List<String> commands) throws Exception {
    assertThat(commands).isNotEmpty();
    var target = deployed.targets.get("menuca-staging");
    Path out = home.resolve("out");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", strict(commands));
    shell.directory(home.resolve(folder).toFile());
    shell.environment().put("PGPASSWORD", deployed.password());
    shell
        .environment()
        .put(
            "STAGING",
            "host=%s port=%d dbname=%s user=%s"
                .formatted(target.host(), target.port(), target.database(), target.user()));
    shell
        .environment()
        .merge("PATH", TestCluster.binaries().clientTools().orElseThrow() + ":", (a, b) -> b + a);
    shell.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = shell.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    System.out.println(said);
    return process.exitValue() == 0 && !said.contains("ERROR") ? "" : said;
  }

  /** A failed file ends it here, as a person would stop. */
  private static String strict(List<String> commands) {
    return String.join(
        "\n",
        commands.stream()
            .map(c -> c.replaceFirst("\\|\\| cat (.*)$", "|| { cat $1; exit 1; }"))
            .toList());
  }
}
