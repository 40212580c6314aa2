package io.soakgate.dev;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes trouble in a disposable database: a badly written job that runs again and again. */
public final class TableHog implements AutoCloseable {
  private final String job;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile boolean on = true;

  /**
   * Starts to hog.
   *
   * @param job what it runs, in one message
   */
  public TableHog(Target target, String job) {
    if (!target.disposable()) {
      throw new IllegalArgumentException(target.name() + " is not disposable; it stays healthy");
    }
    this.job = job;
    thread.execute(() -> hog(target));
  }

  private void hog(Target target) {
    while (on) {
      try (Connection connection = target.connect("nightly-report");
          Statement statement = connection.createStatement()) {
        while (on) {
          statement.execute(job);
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
