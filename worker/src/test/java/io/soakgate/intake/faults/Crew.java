package io.soakgate.intake.faults;

import io.soakgate.deployment.walk.QuietWorld;
import io.soakgate.identity.People;
import io.soakgate.intake.Clicks;
import io.soakgate.intake.Intake;
import io.soakgate.slack.SlackApp;
import io.soakgate.slack.card.CardActivityImpl;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker: what polls Temporal, shows cards and hears clicks. */
final class Crew implements AutoCloseable {
  private static final Store NONE =
      new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", new Secret("env:NONE"));

  private final Ground ground;
  private final WorkerFactory factory;
  private volatile Intake intake;

  /** What all workers of a lane have in common. */
  record Ground(
      WorkflowClient client, QuietWorld world, SlackApp slack, Clicks clicks, People people) {}

  /** One that lives until so many more cards were posted. */
  Crew(Ground ground, AtomicInteger until, CountDownLatch resting) {
    this.ground = ground;
    factory =
        ground
            .world()
            .worker(new Mortal(() -> cards(ground), until, this::kill, resting), ground.client());
    factory.start();
  }

  /** They have the time of real ones; here a try is given up sooner, as a dead worker is missed. */
  private static CardActivityImpl cards(Ground ground) {
    return new CardActivityImpl(
        ground.slack(),
        ground.people(),
        true,
        () -> Activity.getExecutionContext().getInfo().getAttempt(),
        () -> Duration.ofSeconds(45));
  }

  /** Begins to hear clicks, unless it does. */
  void hear() {
    if (intake == null) {
      intake =
          Intake.ready(ground.slack(), ground.clicks(), ground.people())
              .start(ground.client(), NONE);
    }
  }

  /** Whether it hears clicks. */
  boolean hears() {
    return intake != null && intake.hears();
  }

  private void kill() {
    Intake last = intake;
    intake = null;
    new Thread(last::close, "burying").start();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    if (intake != null) {
      intake.close();
    }
  }
}
