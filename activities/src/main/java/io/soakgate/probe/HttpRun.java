package io.soakgate.probe;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The requests of one look, and what they came to. */
final class HttpRun {
  static final List<Gauge> GAUGES =
      List.of(
          Gauge.figure("status", Unit.NONE),
          Gauge.figure("errors", Unit.PERCENT),
          Gauge.figure("requests", Unit.NONE));

  private static final int NO_ANSWER = 0;
  // A dead endpoint is known to be dead after this many; the rest would only take time.
  private static final int UNANSWERED_ENOUGH = 10;

  private final HttpClient client;
  private final HttpRequest request;
  private final Duration timeout;
  private final BodyHandler<String> bodies;
  private final Timings timings = new Timings();
  private final List<Integer> statuses = new ArrayList<>();
  private String trouble;
  private String body;

  /**
   * @param keep whether the last answer's body is kept; otherwise bodies are read and dropped
   */
  HttpRun(HttpClient client, HttpRequest request, Duration timeout, boolean keep) {
    this.bodies = keep ? BodyHandlers.ofString() : BodyHandlers.replacing(null);
    this.client = client;
    this.request = request;
    this.timeout = timeout;
  }

  /** Sends one request that is not counted. */
  void warmUp() throws InterruptedException {
    one(new Timings());
    trouble = null;
  }

  /** Sends requests one after the other; stops early when ten in a row were not answered. */
  void send(int requests) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(requests);
    sendWhile(() -> left.getAndDecrement() > 0);
  }

  /** Sends requests one after the other while there are more to send; stops early as above. */
  void sendWhile(BooleanSupplier more) throws InterruptedException {
    int unanswered = 0;
    while (unanswered < UNANSWERED_ENOUGH && more.getAsBoolean()) {
      int status = one(timings);
      statuses.add(status);
      unanswered = status == NO_ANSWER ? unanswered + 1 : 0;
    }
  }

  /** Whether it sent any that counts. */
  boolean sent() {
    return !statuses.isEmpty();
  }

  /** What the last answer held; null when there was none. */
  String body() {
    return body;
  }

  Measurement measured(Instant at) {
    long errors = statuses.stream().filter(s -> s == NO_ANSWER || s >= 400).count();
    int worst = statuses.stream().reduce(HttpRun::worse).orElse(NO_ANSWER);
    List<Value> values = values(worst, statuses.size(), errors, timings);
    values.addAll(timings.all());
    return new Measurement(values, null, trouble, at);
  }

  /** All requests of a bucket together. */
  static Measurement folded(List<Measurement> samples) {
    int worst = NO_ANSWER;
    boolean first = true;
    long requests = 0;
    BigDecimal errors = BigDecimal.ZERO;
    String note = null;
    for (Measurement sample : samples) {
      int status = figure(sample, "status").intValue();
      worst = first ? status : worse(worst, status);
      first = false;
      BigDecimal sent = figure(sample, "requests");
      requests += sent.longValue();
      errors = errors.add(figure(sample, "errors").multiply(sent));
      note = sample.note() == null ? note : sample.note();
    }
    long failed = errors.movePointLeft(2).setScale(0, RoundingMode.HALF_UP).longValue();
    List<Value> values = values(worst, requests, failed, Timings.pooled(samples));
    return new Measurement(values, null, note, samples.get(samples.size() - 1).at());
  }

  private static List<Value> values(int status, long requests, long errors, Timings timings) {
    BigDecimal share =
        BigDecimal.valueOf(errors * 100)
            .divide(BigDecimal.valueOf(requests), 6, RoundingMode.HALF_UP);
    List<Value> values = new ArrayList<>();
    values.add(Value.number("status", status));
    values.add(Value.number("errors", share, Unit.PERCENT));
    values.add(Value.number("requests", requests));
    values.addAll(timings.figures());
    return values;
  }

  private int one(Timings into) throws InterruptedException {
    long start = System.nanoTime();
    // The request's own timeout ends with the headers; this one covers the body as well.
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, bodies);
    try {
      HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      into.add(System.nanoTime() - start);
      body = response.body();
      return response.statusCode();
    } catch (TimeoutException e) {
      into.add(System.nanoTime() - start);
      trouble = late();
      return NO_ANSWER;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        into.add(System.nanoTime() - start);
      }
      trouble = words(e.getCause());
      return NO_ANSWER;
    } finally {
      answer.cancel(true);
    }
  }

  // Causes are named by their sort: their own words may repeat the address, which is not ours to
  // tell.
  private String words(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return late();
    }
    if (cause instanceof ConnectException) {
      return "the endpoint refused the connection";
    }
    return cause instanceof IOException
        ? "the connection broke (" + cause.getClass().getSimpleName() + ")"
        : "the request failed (" + cause.getClass().getSimpleName() + ")";
  }

  private String late() {
    return "no answer within " + timeout.toMillis() + " ms";
  }

  private static int worse(int one, int other) {
    return one == NO_ANSWER || other == NO_ANSWER ? NO_ANSWER : Math.max(one, other);
  }

  private static BigDecimal figure(Measurement sample, String name) {
    return sample.value(name).map(Value::number).orElse(BigDecimal.ZERO);
  }
}
