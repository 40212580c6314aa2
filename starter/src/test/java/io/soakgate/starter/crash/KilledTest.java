package io.soakgate.starter.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.starter.crash.Database.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The plan {@code menuca-v3} through staging and back, with {@code kill -9} in the middle of an
 * index build, of the combo fix, of the watch and of the rollback. Nobody lends a hand: all that
 * people do is approve and ask for the rollback.
 */
@Tag("crash")
class KilledTest {
  private static final State BEFORE = new State(55, 0, 0, 0, 63, -1);
  private static final State DEPLOYED = new State(55 + 47, 0, 50, 130, 63 + 50_202, 50_202);

  private Diary diary;
  private Machine machine;
  private Database staging;
  private Deployment deployment;
  private List<String> built = List.of();
  private boolean told;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    diary = new Diary(test.getTestMethod().orElseThrow().getName());
    machine = Machine.start(diary);
    staging = machine.staging();
    assertThat(staging.state()).isEqualTo(BEFORE);
  }

  @AfterEach
  void stop() throws Exception {
    if (deployment != null) {
      deployment.close();
    }
    machine.close(told);
    diary.line("everything is stopped");
  }

  @Test
  void aNewWorkerFinishesWhatAKilledOneBegan() throws Exception {
    WorkerProcess worker = machine.worker();
    try (Stranger settings = staging.stranger("menuca_v3.platform_settings")) {
      killInTheIndexBuild(worker);
      worker = machine.worker();
      staging.awaitBlocked("rls", settings);
      drain(worker, settings);
    }
    try (Stranger combos = staging.stranger("menuca_v3.combo_items")) {
      worker = machine.worker();
      staging.awaitBlocked("combo-fix", combos);
      kill(worker, "combo-fix");
    }
    worker = machine.worker();
    deployment.awaitWatched();
    kill(worker, "watch");
    worker = machine.worker();
    assertThat(deployment.looksAfter(Instant.now()))
        .as("silence of 12 s ends an attempt, and the next one begins at once")
        .isLessThan(Duration.ofSeconds(15));
    signedOffOnce();
    assertThat(staging.ledger())
        .containsExactly(
            "indexes APPLY, round 1: 47 of 47 done, attempts 1+2, finished",
            "rls APPLY, round 1: 185 of 185 done, attempts 1, finished",
            "combo-fix APPLY, round 1: 50503 of 50503 done, attempts 2, finished");
    rollBack();
    try (Stranger dishes = staging.stranger("menuca_v3.dishes")) {
      staging.awaitBlocked("indexes", dishes);
      kill(worker, "indexes");
    }
    machine.worker();
    takenBackOnce();
  }

  @Test
  void aKilledServerComesBackAndNothingWasLost() throws Exception {
    machine.worker();
    try (Stranger orders = staging.stranger("menuca_v3.orders")) {
      deployment = machine.deploy();
      deployment.approve("go");
      staging.awaitBlocked("indexes", orders);
      machine.killTemporal();
    }
    // The worker does its work to the end, and reports it to the server that comes back.
    staging.awaitFinished("indexes APPLY");
    machine.restartTemporal();
    staging.awaitFinished("rls APPLY");
    try (Stranger combos = staging.stranger("menuca_v3.combo_items")) {
      staging.awaitBlocked("combo-fix", combos);
      machine.killTemporal();
      machine.restartTemporal();
    }
    deployment.awaitWatched();
    machine.killTemporal();
    machine.restartTemporal();
    signedOffOnce();
    rollBack();
    try (Stranger dishes = staging.stranger("menuca_v3.dishes")) {
      staging.awaitBlocked("indexes", dishes);
      machine.killTemporal();
    }
    machine.restartTemporal();
    takenBackOnce();
  }

  /** Staging went all the way to its sign-off, and everything was done exactly once. */
  private void signedOffOnce() throws Exception {
    deployment.awaitGate("end");
    diary.line("staging waits for its sign-off");
    staging.ledger().forEach(diary::line);
    assertThat(staging.state()).isEqualTo(DEPLOYED);
    assertThat(staging.ledger().stream().map(KilledTest::statements))
        .containsExactly(
            "indexes APPLY, round 1: 47 of 47 done, finished",
            "rls APPLY, round 1: 185 of 185 done, finished",
            "combo-fix APPLY, round 1: 50503 of 50503 done, finished");
    assertThat(staging.created()).hasSize(47);
    assertThat(staging.indexes()).containsAll(staging.created()).containsAll(built);
  }

  private void rollBack() throws Exception {
    deployment.rollBack();
    diary.line("everything shall be taken back");
    staging.awaitFinished("rls UNDO");
  }

  private static String statements(String line) {
    return line.replaceAll(", attempts [0-9+]+", "");
  }

  /** Everything is as it was, and was taken back exactly once; people said two things in all. */
  private void takenBackOnce() throws Exception {
    Closing closing = deployment.end();
    diary.line(closing.ending() + ": " + closing.why());
    staging.ledger().forEach(diary::line);
    assertThat(closing.ending()).isEqualTo(Ending.ROLLED_BACK);
    assertThat(staging.state()).isEqualTo(BEFORE);
    assertThat(staging.ledger().stream().map(KilledTest::statements).skip(3))
        .containsExactly(
            "combo-fix UNDO, round 1: 1 of 1 done, finished",
            "rls UNDO, round 1: 1 of 1 done, finished",
            "indexes UNDO, round 1: 47 of 47 done, finished");
    JsonNode report = Deployment.report(closing);
    JsonNode end = report.path("environments").get(0);
    assertThat(end.path("before").asText()).isNotBlank().isEqualTo(end.path("after").asText());
    assertThat(end.path("watches").findValuesAsText("bucket"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 24).mapToObj(Integer::toString).toList());
    assertThat(report.path("timeline").findValuesAsText("kind"))
        .filteredOn(List.of("approval", "command", "warning")::contains)
        .containsExactly("approval", "command");
    told = true;
  }

  private void killInTheIndexBuild(WorkerProcess worker) throws Exception {
    try (Stranger orders = staging.stranger("menuca_v3.orders")) {
      deployment = machine.deploy();
      deployment.approve("go");
      // The other lane goes on while one waits for whoever holds the orders.
      staging.awaitLedger("indexes APPLY, round 1: 44 of 47 done, one begun, attempts 1");
      staging.awaitBlocked("indexes", orders);
      built = staging.indexes();
      kill(worker, "indexes");
      assertThat(staging.ledger())
          .containsExactly("indexes APPLY, round 1: 44 of 47 done, one begun, attempts 1");
      assertThat(staging.state()).isEqualTo(new State(55 + 44, 1, 0, 0, 63, -1));
      assertThat(staging.indexes()).isEqualTo(built);
    }
  }

  private void kill(WorkerProcess worker, String subject) throws Exception {
    worker.kill();
    diary.line("killed worker " + worker.pid() + " in " + subject);
    staging.awaitNobody(subject);
  }

  private void drain(WorkerProcess worker, Stranger inTheWay) throws Exception {
    worker.terminate();
    diary.line("sent TERM to worker " + worker.pid());
    inTheWay.close();
    assertThat(worker.ended()).isEqualTo(143);
    diary.line("it has ended");
    assertThat(staging.ledger())
        .contains("rls APPLY, round 1: 185 of 185 done, attempts 1, finished");
  }
}
