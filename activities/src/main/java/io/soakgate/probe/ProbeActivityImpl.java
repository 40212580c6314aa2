package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity;
import io.soakgate.verdict.Measurement;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;

/** Looks at the world for the workflows. */
public final class ProbeActivityImpl implements ProbeActivity {
  private final Looks looks;
  private final Clock clock;
  private final Sleeper sleeper;

  /** Waits for real. */
  public ProbeActivityImpl(Probes probes, Clock clock) {
    this(probes, clock, Sleeper.REAL);
  }

  ProbeActivityImpl(Probes probes, Clock clock, Sleeper sleeper) {
    this.looks = new Looks(probes, clock);
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public Measurement probe(ProbeRequest request) {
    try {
      return looks.look(request);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  @Override
  public BucketReading bucket(BucketRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Bucket bucket = new Bucket(request, looks, clock, sleeper);
    Progress from = context.getHeartbeatDetails(Progress.class).orElseGet(bucket::fresh);
    Heart heart = new Heart(context, from);
    try (heart) {
      return bucket.sample(from, heart::at);
    } catch (InterruptedException e) {
      ActivityCompletionException stopped = heart.stopped();
      throw stopped == null ? interrupted() : stopped;
    }
  }

  // A worker that shuts down interrupts its activities; another attempt goes on elsewhere.
  private static RuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return ApplicationFailure.newFailure("the worker stops", "interrupted");
  }
}
