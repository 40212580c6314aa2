package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.Fault;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Slack that is down keeps no worker from its work. */
class IntakeTest {
  @TempDir Path folder;

  @Test
  void aSlackThatIsDownAtTheStartIsHeardLater() throws Exception {
    SigningKey key = SigningKey.fresh();
    People people =
        new People(
            List.of(new Owner("brian", List.of(), "U0000LEAD")),
            List.of(new Owner(People.SLACK, List.of(key.open()))),
            List.of());
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    try (LocalSlack slack = LocalSlack.start()) {
      slack.workspace().channel("prod-deployment", false);
      slack.faults().next("auth.test", Fault.UNAVAILABLE, Fault.RATE_LIMITED);
      slack.faults().next("bots.info", Fault.UNAVAILABLE);
      slack.faults().next("apps.connections.open", Fault.UNAVAILABLE);
      SlackApp app = new SlackApp(slack.url(), file(slack.tokens().bot()), "prod-deployment");
      Clicks clicks = new Clicks(file(slack.tokens().app()), null, file(key.text()));
      Intake intake =
          Intake.ready(app, clicks, people)
              .start(
                  WorkflowClient.newInstance(nowhere),
                  new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", file("x"), null),
                  Clock.systemUTC(),
                  Duration.ofMillis(400));

      assertThat(intake.hears()).isFalse();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (!intake.hears() && System.nanoTime() < end) {
        assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(intake.hears()).isTrue();
      assertThat(slack.connections()).isEqualTo(1);
      intake.close();
      assertThat(intake.hears()).isFalse();
    } finally {
      nowhere.shutdownNow();
    }
  }

  private Secret file(String text) throws IOException {
    return new Secret("file:" + Files.writeString(Files.createTempFile(folder, "s", ""), text));
  }
}
