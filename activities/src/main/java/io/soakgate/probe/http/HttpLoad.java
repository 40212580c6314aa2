package io.soakgate.probe.http;

import io.soakgate.http.Client;
import io.soakgate.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Several clients at once, each of them one {@link HttpRun}.
 *
 * <p>In the closed model each sends its next request when the last was answered, so that a slow
 * server is asked less. In the open model requests begin when they are due, and a time counts from
 * there: what waits behind a slow answer is slow itself, as it is for those who wait.
 */
final class HttpLoad {
  /** How long requests that are due may wait behind the end before they count as unsent. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Client client;
  private final Request request;
  private final int clients;

  HttpLoad(Client client, Request request, int clients) {
    this.client = client;
    this.request = request;
    this.clients = clients;
  }

  /**
   * What was sent.
   *
   * @param runs by client; at least one of them sent something
   * @param nanos how long all of it took
   * @param behind how long after its time the latest of them began, in nanoseconds
   * @param unsent how many never began
   */
  record Sent(List<HttpRun> runs, long nanos, long behind, long unsent) {}

  /** So many requests, shared out among the clients as each gets ready for another. */
  Sent closed(int requests) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(requests);
    return inTurns(run -> run.sendWhile(() -> left.getAndDecrement() > 0));
  }

  /** As many requests as fit into that time. */
  Sent closed(Duration length) throws InterruptedException {
    AtomicLong end = new AtomicLong();
    return inTurns(
        run -> {
          end.compareAndSet(0, System.nanoTime() + length.toNanos());
          run.sendWhile(() -> System.nanoTime() < end.get());
        });
  }

  private Sent inTurns(Sending sending) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<HttpRun> runs = ready(threads, clients);
      long start = System.nanoTime();
      all(threads, runs, sending);
      return new Sent(runs, System.nanoTime() - start, 0, 0);
    } finally {
      threads.shutdownNow();
    }
  }

  /** So many requests a second for that time, whether or not the earlier ones were answered. */
  Sent open(int rate, Duration length) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<HttpRun> runs = ready(threads, Math.min(clients, rate));
      while (runs.size() < clients) {
        runs.add(new HttpRun(client, request, false));
      }
      Due due = new Due(rate, length, System.nanoTime());
      all(threads, runs, due::send);
      return new Sent(runs, System.nanoTime() - due.start, due.behind.get(), due.unsent.get());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Requests that are due one after the other, each taken by the client that is free. */
  private static final class Due {
    private final int rate;
    private final long all;
    private final long start;
    private final long end;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();

    Due(int rate, Duration length, long start) {
      this.rate = rate;
      this.all = Math.max(1, length.toMillis() * rate / 1000);
      this.start = start;
      this.end = start + length.plus(GRACE).toNanos();
    }

    void send(HttpRun run) throws InterruptedException {
      for (long turn = next.getAndIncrement(); turn < all; turn = next.getAndIncrement()) {
        long at = start + turn * 1_000_000_000L / rate;
        await(at);
        long now = System.nanoTime();
        if (now > end || run.dead()) {
          unsent.incrementAndGet();
        } else {
          behind.accumulateAndGet(now - at, Math::max);
          run.sendAt(at);
        }
      }
    }

    private static void await(long at) throws InterruptedException {
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  private interface Sending {
    void send(HttpRun run) throws InterruptedException;
  }

  /** So many clients, each with its connection. */
  private List<HttpRun> ready(ExecutorService threads, int count) throws InterruptedException {
    List<HttpRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(new HttpRun(client, request, false));
    }
    all(threads, runs, HttpRun::warmUp);
    return runs;
  }

  private static void all(ExecutorService threads, List<HttpRun> runs, Sending sending)
      throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    for (HttpRun run : runs) {
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
  }
}
