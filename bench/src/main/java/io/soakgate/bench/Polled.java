package io.soakgate.bench;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that connects and asks for a row, over and over, while something is done. */
final class Polled {
  private static final int PAUSE_MILLIS = 5;

  private final Target target;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private long longest;

  private Polled(Target target) {
    this.target = target;
  }

  /** The longest time between two answers, in milliseconds. */
  static double during(Target target, Work work) throws Exception {
    Polled polled = new Polled(target);
    Thread client = new Thread(polled::poll, "bench-client");
    client.start();
    polled.begun.await();
    try {
      work.run();
    } finally {
      polled.stop.countDown();
      client.join();
    }
    return polled.longest / 1e6;
  }

  /** What is done meanwhile. */
  interface Work {
    void run() throws Exception;
  }

  private void poll() {
    long last = 0;
    try {
      // The last answer is one that came after the work.
      for (boolean over = false; !over; ) {
        boolean stopped = stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!answered()) {
          continue;
        }
        long now = System.nanoTime();
        longest = last == 0 ? 0 : Math.max(longest, now - last);
        last = now;
        begun.countDown();
        over = stopped;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered() {
    try (Connection session = target.connect("bench-client");
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM t1 WHERE id = 1")) {
      return row.next();
    } catch (SQLException e) {
      return false;
    }
  }
}
