package io.soakgate.probe.look;

import io.soakgate.deployment.ProbeActivity.DuringRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.deployment.ProbeActivity.Together;
import io.soakgate.plan.Spec;
import io.soakgate.probe.Fold;
import io.soakgate.verdict.Measurement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks through probes again and again while another one, such as a load, runs. */
final class During {
  private final DuringRequest request;
  private final Looks looks;
  private final Clock clock;
  private final Instant begun;
  private final List<List<Measurement>> samples = new ArrayList<>();

  During(DuringRequest request, Looks looks, Clock clock) {
    this.request = request;
    this.looks = looks;
    this.clock = clock;
    this.begun = clock.instant();
    request.specs().forEach(s -> samples.add(new ArrayList<>()));
  }

  /**
   * Looks until it is over; at least once.
   *
   * @throws InterruptedException when whoever asked no longer wants to know; the load is stopped
   */
  Together look() throws InterruptedException {
    ExecutorService aside = Executors.newSingleThreadExecutor(During::thread);
    try {
      Future<Measurement> load = aside.submit(() -> looks.look(one(request.during())));
      Measurement over = null;
      while (over == null) {
        sample();
        over = within(load);
      }
      return together(over);
    } finally {
      aside.shutdownNow();
    }
  }

  private Measurement within(Future<Measurement> load) throws InterruptedException {
    try {
      return load.get(request.every().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillRunning) {
      return null;
    } catch (ExecutionException e) {
      return Measurement.blind(clock.instant(), String.valueOf(e.getCause().getMessage()));
    }
  }

  private void sample() throws InterruptedException {
    for (int i = 0; i < samples.size(); i++) {
      samples.get(i).add(looks.look(one(request.specs().get(i))));
    }
  }

  private ProbeRequest one(Spec spec) {
    return new ProbeRequest(request.scope(), request.change(), spec, request.scripts())
        .in(new Span(begun, clock.instant(), begun));
  }

  private Together together(Measurement load) {
    List<Measurement> seen = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      seen.add(folded(request.specs().get(i).kind(), samples.get(i), load));
    }
    return new Together(load, List.copyOf(seen));
  }

  /** What was seen while nothing ran says nothing; nor does less than half of the looks. */
  private Measurement folded(String kind, List<Measurement> taken, Measurement load) {
    if (load.blind() != null) {
      String why = request.during().kind() + " could not run: " + load.blind();
      return Measurement.blind(clock.instant(), why);
    }
    long saw = Fold.saw(taken).count();
    if (saw * 2 >= taken.size()) {
      return looks.fold(kind, taken);
    }
    String why = "only " + saw + " of " + taken.size() + " looks saw; the last: ";
    return Measurement.blind(clock.instant(), why + taken.get(taken.size() - 1).blind());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "soakgate-during");
    thread.setDaemon(true);
    return thread;
  }
}
