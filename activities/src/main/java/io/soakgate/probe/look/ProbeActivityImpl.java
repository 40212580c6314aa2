package io.soakgate.probe.look;

import io.soakgate.audit.Measured;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.plan.Spec;
import io.soakgate.probe.Probes;
import io.soakgate.verdict.Measurement;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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
  public List<Measurement> look(LookRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Seen seen = context.getHeartbeatDetails(Seen.class).orElse(Seen.NOTHING);
    Heart<Seen> heart = new Heart<>(context, seen);
    try (heart) {
      for (Spec spec : request.specs().subList(seen.sofar().size(), request.specs().size())) {
        ProbeRequest one =
            new ProbeRequest(
                request.scope(), request.change(), spec, request.scripts(), request.known());
        seen = seen.with(looks.look(one));
        heart.at(seen);
      }
      return seen.sofar();
    } catch (InterruptedException e) {
      throw stopped(heart);
    }
  }

  @Override
  public Together during(DuringRequest request) {
    Heart<String> heart = new Heart<>(Activity.getExecutionContext(), request.during().kind());
    try (heart) {
      return new During(request, looks, clock).look();
    } catch (InterruptedException e) {
      throw stopped(heart);
    }
  }

  @Override
  public BucketReading bucket(BucketRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Bucket bucket = new Bucket(request, looks, clock, sleeper);
    Progress from = context.getHeartbeatDetails(Progress.class).orElseGet(bucket::fresh);
    Heart<Progress> heart = new Heart<>(context, from);
    String run = context.getInfo().getWorkflowRunId();
    try (heart) {
      return measured.keep(run, request, bucket.sample(from, heart::at));
    } catch (InterruptedException e) {
      Progress reached = heart.reached();
      if (!request.open() || !heart.cancelled() || reached.taken() == 0) {
        throw stopped(heart);
      }
      return measured.keep(run, request.until(clock.instant()), soFar(request, reached));
    }
  }

  /** What a bucket saw that ends now. */
  private BucketReading soFar(BucketRequest request, Progress reached) {
    BucketRequest ended = request.until(clock.instant());
    try {
      return new Bucket(ended, looks, clock, sleeper).soFar(reached);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApplicationFailure.newFailure("the worker stops", "interrupted");
    }
  }

  // A worker that shuts down interrupts its activities; another attempt goes on elsewhere.
  private static RuntimeException stopped(Heart<?> heart) {
    if (heart.stopped() != null) {
      return heart.stopped();
    }
    Thread.currentThread().interrupt();
    return ApplicationFailure.newFailure("the worker stops", "interrupted");
  }

  /** What was seen so far; heartbeats carry it, so that another attempt goes on from there. */
  record Seen(List<Measurement> sofar) {
    static final Seen NOTHING = new Seen(List.of());

    Seen with(Measurement next) {
      List<Measurement> all = new ArrayList<>(sofar);
      all.add(next);
      return new Seen(List.copyOf(all));
    }
  }
}
