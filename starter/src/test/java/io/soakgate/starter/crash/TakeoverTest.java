package io.soakgate.starter.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.starter.crash.Database.State;
import io.soakgate.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Temporal and the worker die in the middle of staging. A person looks, writes the runbook,
 * finishes the changes with psql; then both come back, find everything done, and go on.
 */
@Tag("crash")
class TakeoverTest {
  private static final State BEFORE = new State(55, 0, 0, 0, 63, -1);
  private static final State DEPLOYED = new State(55 + 47, 0, 50, 130, 63 + 50_202, 50_202);

  private Diary diary;
  private Machine machine;
  private Database staging;
  private Deployment deployment;
  private boolean told;

  @BeforeEach
  void start() throws Exception {
    diary = new Diary("takeover");
    machine = Machine.start(diary);
    staging = machine.staging();
  }

  @AfterEach
  void stop() throws Exception {
    if (deployment != null) {
      deployment.close();
    }
    machine.close(told);
  }

  @Test
  void aPersonFinishesWithPsqlAndTheDeploymentGoesOnFromThere() throws Exception {
    WorkerProcess worker = machine.worker();
    try (Stranger settings = staging.stranger("menuca_v3.platform_settings")) {
      deployment = machine.deploy();
      deployment.approve("go");
      staging.awaitBlocked("rls", settings);
      worker.kill();
      machine.killTemporal();
    }
    staging.awaitNobody("rls");

    statusSaysWhatItKnows();
    Path runbook = machine.folder().resolve("runbook");
    typed(0, "runbook", Machine.PLAN, "--to", runbook.toString());
    finishByHand(runbook);
    assertThat(staging.state()).isEqualTo(DEPLOYED);
    assertThat(typed(7, "reconcile", Machine.PLAN, "--record", "--by", "dba"))
        .contains("DIFFERS  menuca-staging, combo-fix: ledger applied ")
        .contains("workflow: Temporal does not answer");

    machine.restartTemporal();
    machine.worker();
    deployment.awaitWatched();
    assertThat(staging.ledger()).allMatch(line -> line.contains("APPLY"));
    assertThat(typed(0, "status", Machine.PLAN)).contains("staging: watch soak");
    assertThat(typed(0, "reconcile", Machine.PLAN)).contains("workflow: running");
    deployment.rollBack();
    takenBack(deployment.end());
    told = true;
  }

  private void statusSaysWhatItKnows() throws Exception {
    String status = typed(6, "status", Machine.PLAN);
    assertThat(status)
        .startsWith("Temporal does not answer; as of ")
        .contains("ran     menuca-v3: staging: change rls")
        .contains("ledger  staging: indexes applied ")
        .contains("ledger  production: nothing begun")
        .contains("runbook menuca-v3, to finish it by hand; it needs no Temporal");
  }

  private void finishByHand(Path runbook) throws Exception {
    String readme = Files.readString(runbook.resolve("README.md"));
    String left = readme.substring(0, readme.indexOf("## How it goes back"));
    String lines =
        left.lines()
            .map(String::strip)
            .filter(l -> l.startsWith("psql -X -v ON_ERROR_STOP=1 -d \"$STAGING\""))
            .map(l -> l.replaceFirst("\\|\\| cat (.*)$", "|| { cat $1; exit 1; }"))
            .collect(Collectors.joining("\n"));
    assertThat(lines).contains("-staging-rls.sql").contains("-staging-combo-fix.sql");
    diary.line("types\n" + lines);
    Target target = machine.stagingTarget();
    ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", lines);
    shell.directory(runbook.toFile());
    shell
        .environment()
        .put(
            "STAGING",
            "host=%s port=%d dbname=%s user=%s"
                .formatted(target.host(), target.port(), target.database(), target.user()));
    shell.environment().put("PGPASSWORD", target.password().reveal());
    Path tools =
        PostgresBinaries.find(CacheDirectory.path(), diary::line).clientTools().orElseThrow();
    shell.environment().merge("PATH", tools + ":", (path, first) -> first + path);
    TypedHere done = TypedHere.shell(shell, machine.folder());
    assertThat(done.code()).as(done.said()).isZero();
  }

  private void takenBack(Closing closing) throws Exception {
    assertThat(closing.ending()).as(closing.why()).isEqualTo(Ending.ROLLED_BACK);
    assertThat(staging.state()).isEqualTo(BEFORE);
    JsonNode environment = Deployment.report(closing).get("environments").get(0);
    assertThat(environment.get("after")).isEqualTo(environment.get("before"));
  }

  private String typed(int code, String... arguments) throws Exception {
    TypedHere typed = TypedHere.soakgate(machine.folder(), arguments);
    diary.line(String.join(" ", List.of(arguments)) + " → " + typed.code() + "\n" + typed.said());
    assertThat(typed.code()).as(typed.said()).isEqualTo(code);
    return typed.said();
  }
}
