package io.soakgate.probe;

import io.soakgate.audit.Measured;
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
  private final Measured measured;

  /**
   * Waits for real.
   *
   * @param measured writes down what buckets measure
   */
  public ProbeActivityImpl(Probes probes, Clock clock, Measured measured) {
    this.looks = new Looks(probes, clock);
    this.clock = clock;
    this.sleeper = Sleeper.REAL;
    this.measured = measured;
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
      BucketReading reading = bucket.sample(from, heart::at);
      return measured.keep(context.getInfo().getWorkflowRunId(), request, reading);
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
