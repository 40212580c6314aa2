package io.soakgate.probe;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several clients at once, each of them one {@link HttpRun}. */
final class HttpLoad {
  private final HttpClient client;
  private final HttpRequest request;
  private final Duration timeout;

  HttpLoad(HttpClient client, HttpRequest request, Duration timeout) {
    this.client = client;
    this.request = request;
    this.timeout = timeout;
  }

  /** All requests, shared out among the clients as each gets ready for another. */
  Measurement run(int requests, int concurrency, Instant at) throws InterruptedException {
    int clients = Math.min(requests, concurrency);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      all(threads, clients, HttpRun::warmUp);
      AtomicInteger left = new AtomicInteger(requests);
      long start = System.nanoTime();
      List<HttpRun> runs =
          all(threads, clients, run -> run.sendWhile(() -> left.getAndDecrement() > 0));
      return measured(runs, System.nanoTime() - start, at);
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Sending {
    void send(HttpRun run) throws InterruptedException;
  }

  private List<HttpRun> all(ExecutorService threads, int clients, Sending sending)
      throws InterruptedException {
    List<HttpRun> runs = new ArrayList<>();
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      HttpRun run = new HttpRun(client, request, timeout, false);
      runs.add(run);
      sent.add(
          threads.submit(
              () -> {
                sending.send(run);
                return null;
              }));
    }
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return runs;
  }

  private static Measurement measured(List<HttpRun> runs, long nanos, Instant at) {
    List<Measurement> each = runs.stream().filter(HttpRun::sent).map(r -> r.measured(at)).toList();
    Measurement all = HttpRun.folded(each);
    List<Value> values = new ArrayList<>(all.values());
    BigDecimal sent = all.value("requests").orElseThrow().number();
    BigDecimal rate =
        sent.multiply(BigDecimal.valueOf(1_000_000_000L))
            .divide(BigDecimal.valueOf(Math.max(1, nanos)), 1, RoundingMode.HALF_UP);
    values.add(Value.number("rate", rate, Unit.NONE));
    values.addAll(Timings.pooled(each).all());
    return new Measurement(values, null, all.note(), at);
  }
}
