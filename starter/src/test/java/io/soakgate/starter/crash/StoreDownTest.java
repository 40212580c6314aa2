package io.soakgate.starter.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.starter.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Soakgate's own database goes down in the middle of a deployment and comes back. */
@Tag("server")
class StoreDownTest {
  @TempDir Path home;
  private Diary diary;
  private Machine machine;
  private Deployment deployment;
  private boolean told;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    diary = new Diary(test.getTestMethod().orElseThrow().getName());
    machine = Machine.start(diary);
  }

  @AfterEach
  void stop() throws Exception {
    if (deployment != null) {
      deployment.close();
    }
    machine.close(told);
  }

  @Test
  void nothingIsChangedWhileTheAuditIsAwayAndItGoesOnWhenItIsBack() throws Exception {
    machine.worker();
    Database staging = machine.staging();
    deployment = machine.deploy();
    try (Stranger orders = staging.stranger("menuca_v3.orders")) {
      deployment.approve("go");
      staging.awaitBlocked("indexes", orders);
      machine.stopStore();
    }
    staging.awaitFinished("indexes APPLY");
    deployment.awaitWaiting("the audit database, which does not answer");

    assertThat(staging.ledger())
        .containsExactly("indexes APPLY, round 1: 47 of 47 done, attempts 1, finished");
    assertThat(staging.state().policies()).isZero();

    machine.startStore();
    staging.awaitFinished("rls APPLY");
    assertThat(staging.state().policies()).isEqualTo(130);
    deployment.rollBack();
    // After a rollback the plan asks people why; here nobody says.
    deployment.awaitWaiting("an answer: resume");
    deployment.resume();
    Closing closing = deployment.end();

    assertThat(closing.ending()).isEqualTo(Ending.ROLLED_BACK);
    String head = Deployment.report(closing).path("audit").path("hash").asText();
    assertThat(audit("verify", "--head", head)).contains("VERIFIED ");
    Path export = home.resolve("audit.jsonl");
    assertThat(audit("export", deployment.id(), "--to", export.toString())).contains("VERIFIED ");
    assertThat(Files.readString(export))
        .contains("\"hash\":\"" + head + "\"")
        .contains("the audit database, which does not answer")
        .contains("answers again after ");
    told = true;
  }

  /** The verb in a process of its own, as people call it. */
  private String audit(String... arguments) throws Exception {
    Path said = Files.createTempFile(home, "audit", ".txt");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "audit"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--state", machine.state()));
    Process verb =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(verb.waitFor(4, TimeUnit.MINUTES)).isTrue();
    diary.line("audit " + String.join(" ", arguments) + ": " + Files.readString(said).strip());
    assertThat(verb.exitValue()).isZero();
    return Files.readString(said);
  }
}
