package io.soakgate.probe.http;

import io.soakgate.http.Client;
import io.soakgate.http.Expected;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Unanswered;
import io.soakgate.probe.Timings;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The requests of one client in one look, and what they came to. */
final class HttpRun {
  // A dead endpoint is known to be dead after this many; the rest would only take time.
  private static final int UNANSWERED_ENOUGH = 10;

  private final Client client;
  private final Request request;
  private final boolean keep;
  private final Timings timings = new Timings();
  private final List<Integer> statuses = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private int unanswered;
  private String trouble;

  /**
   * @param keep whether what the answers hold is kept; otherwise it is read and dropped
   */
  HttpRun(Client client, Request request, boolean keep) {
    this.client = client;
    this.request = request;
    this.keep = keep;
  }

  /** Sends one request that is not counted. */
  void warmUp() throws InterruptedException {
    try {
      client.send(request, false);
    } catch (Unanswered e) {
      // Those that count will tell.
    }
  }

  /** Sends requests one after the other; stops early when ten in a row were not answered. */
  void send(int requests) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(requests);
    sendWhile(() -> left.getAndDecrement() > 0);
  }

  /** Sends requests one after the other while there are more to send; stops early as above. */
  void sendWhile(BooleanSupplier more) throws InterruptedException {
    while (!dead() && more.getAsBoolean()) {
      sendAt(System.nanoTime());
    }
  }

  /** Sends one request now, which should have begun at that {@code System.nanoTime()}. */
  void sendAt(long intended) throws InterruptedException {
    int status = HttpCounts.NO_ANSWER;
    try {
      Reply reply = client.send(request, keep);
      timings.add(System.nanoTime() - intended);
      status = reply.status();
      if (keep) {
        bodies.add(reply.body());
      }
    } catch (Unanswered e) {
      if (e.late()) {
        timings.add(System.nanoTime() - intended);
      }
      trouble = e.getMessage();
    }
    statuses.add(status);
    unanswered = status == HttpCounts.NO_ANSWER ? unanswered + 1 : 0;
  }

  /** Whether ten in a row were not answered. */
  boolean dead() {
    return unanswered >= UNANSWERED_ENOUGH;
  }

  /** What the answers held, in their order. */
  List<String> bodies() {
    return bodies;
  }

  Measurement measured(Expected expected, Instant at) {
    return measured(List.of(this), expected, at);
  }

  /** Those of several clients together; at least one request was sent. */
  static Measurement measured(List<HttpRun> runs, Expected expected, Instant at) {
    List<Integer> statuses = new ArrayList<>();
    Timings timings = new Timings();
    String trouble = null;
    for (HttpRun run : runs) {
      statuses.addAll(run.statuses);
      timings.addAll(run.timings);
      trouble = run.trouble == null ? trouble : run.trouble;
    }
    List<Value> values = HttpCounts.of(statuses, expected).values();
    values.addAll(timings.figures());
    values.addAll(timings.all());
    return new Measurement(values, null, trouble, at);
  }

  /** All requests of a bucket together. */
  static Measurement folded(List<Measurement> samples) {
    List<Value> values = HttpCounts.folded(samples).values();
    values.addAll(Timings.pooled(samples).figures());
    String note = null;
    for (Measurement sample : samples) {
      note = sample.note() == null ? note : sample.note();
    }
    return new Measurement(values, null, note, samples.get(samples.size() - 1).at());
  }
}
