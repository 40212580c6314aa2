package io.soakgate.dev;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes a disposable database really slow: a badly written job that locks the dishes table for
 * itself again and again, so that every menu waits. It changes nothing.
 */
public final class TableHog implements AutoCloseable {
  private static final String HOLD =
      "BEGIN; LOCK TABLE menuca_v3.dishes IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(0.1); COMMIT";

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile boolean on = true;

  /** Starts to hog. */
  public TableHog(Target target) {
    if (!target.disposable()) {
      throw new IllegalArgumentException(target.name() + " is not disposable; it stays fast");
    }
    thread.execute(() -> hog(target));
  }

  private void hog(Target target) {
    while (on) {
      try (Connection connection = target.connect("nightly-report");
          Statement statement = connection.createStatement()) {
        while (on) {
          statement.execute(HOLD);
        }
      } catch (SQLException e) {
        // Ended by a rollback that needs the table, or by a swap: come back, as such jobs do.
        pause();
      }
    }
  }

  private void pause() {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      on = false;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    on = false;
    thread.shutdownNow();
  }
}
