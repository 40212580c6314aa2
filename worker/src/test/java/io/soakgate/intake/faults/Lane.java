package io.soakgate.intake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.walk.QuietWorld;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.SigningKey;
import io.soakgate.intake.Clicks;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A Slack, a Temporal and two workers, for one run after the other. */
final class Lane implements AutoCloseable {
  private static final Member ANN = Member.of("U0000ANN", "ann");
  private static final String CHANNEL = "prod-deployment";
  private static final long PATIENCE_SECONDS = 180;
  private static final long TICK_MILLIS = 50;

  private final LocalSlack slack = LocalSlack.start();
  private final Room room = slack.workspace().channel(CHANNEL, false);
  private final TestWorkflowEnvironment temporal = QuietWorld.temporal();
  private final AtomicInteger until = new AtomicInteger();
  private final CountDownLatch resting = new CountDownLatch(1);
  private final List<Crew> crews = new ArrayList<>();
  private final Crew.Ground ground;
  private boolean broken;

  Lane(Path secrets) throws IOException, InterruptedException {
    slack.workspace().add(ANN);
    SigningKey key = SigningKey.fresh();
    Owner ann = new Owner("ann", List.of(), ANN.id());
    Owner intake = new Owner(People.SLACK, List.of(key.open()));
    SlackApp app = new SlackApp(slack.url(), secret(secrets, "bot", slack.tokens().bot()), CHANNEL);
    Clicks clicks =
        new Clicks(
            secret(secrets, "app", slack.tokens().app()), null, secret(secrets, "key", key.text()));
    WorkflowClient client =
        WorkflowClient.newInstance(
            temporal.getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder().setNamespace(temporal.getNamespace()).build());
    ground =
        new Crew.Ground(
            client,
            new QuietWorld(ann, intake, CHANNEL),
            app,
            clicks,
            new People(List.of(ann), List.of(intake), List.of(new Holder("lead", List.of("ann")))));
  }

  private static Secret secret(Path folder, String name, String value) throws IOException {
    return new Secret("file:" + Files.writeString(folder.resolve(name), value));
  }

  /** One deployment under one trouble; what came of it that should not have, or nothing. */
  List<String> run(int seed) throws InterruptedException {
    Random random = new Random(seed);
    Trouble trouble = Trouble.of(seed);
    slack.faults().none();
    until.set(trouble.kills() ? random.nextInt(3) : Integer.MAX_VALUE);
    twoWorkers();
    trouble.arrange(slack.faults(), random);
    String id = "run-" + seed;
    int before = ground.world().recorded();
    WorkflowStub stub = QuietWorld.start(ground.client(), id);
    Clicking clicking = new Clicking(slack, room, ANN, trouble, random, id);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Closing closing = closing(stub);
    while (closing == null && System.nanoTime() < end) {
      clicking.next();
      tick();
      closing = closing(stub);
    }
    return wrong(id, closing, ground.world().decisions(before));
  }

  private void twoWorkers() throws InterruptedException {
    while (crews.size() < 2) {
      crews.add(new Crew(ground, until, resting));
    }
    crews.forEach(Crew::hear);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!(crews.stream().allMatch(Crew::hears)
            && slack.connections() == 2
            && QuietWorld.free(ground.client()))
        && System.nanoTime() < end) {
      tick();
    }
  }

  private static void tick() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(TICK_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
  }

  /** Null while it runs; nobody waits for it, as time would be skipped then. */
  private static Closing closing(WorkflowStub stub) {
    return stub.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        ? null
        : closed(stub);
  }

  private static Closing closed(WorkflowStub stub) {
    try {
      return stub.getResult(Closing.class);
    } catch (WorkflowFailedException e) {
      return e.getCause() instanceof ApplicationFailure failure
          ? failure.getDetails().get(Closing.class)
          : new Closing(Ending.CANCELLED, e.getMessage(), null);
    }
  }

  private List<String> wrong(String id, Closing closing, List<Entry> decisions) {
    List<String> wrong = new ArrayList<>();
    if (closing == null) {
      broken = true; // it holds the target that the next run would need
    }
    if (closing == null || closing.ending() != Ending.SUCCEEDED) {
      wrong.add("it ended with " + closing);
    }
    List<String> cards = cards(id);
    if (!cards.equals(List.of("deployment", "end", "gate/production/go/1", "progress"))) {
      wrong.add("posted were " + cards);
    }
    if (decisions.stream().filter(e -> e.outcome().equals("ok")).count() != 1) {
      wrong.add("decided was " + decisions);
    }
    return wrong;
  }

  /** Whether no other run can follow. */
  boolean broken() {
    return broken;
  }

  /** The names of the cards that can be seen, each as often as it can. */
  private List<String> cards(String id) {
    return room.posts().stream()
        .map(Lane::name)
        .filter(name -> name.startsWith(id + "/"))
        .map(name -> name.split("/", 3)[2])
        .sorted()
        .toList();
  }

  static String name(Post post) {
    return post.metadata() == null
        ? "?/?/?"
        : post.metadata().path("event_payload").path("id").asText();
  }

  @Override
  public void close() {
    resting.countDown();
    crews.forEach(Crew::close);
    slack.close();
    temporal.close();
  }
}
