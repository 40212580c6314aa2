package io.soakgate.worker;

import io.soakgate.backup.Retention;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every ten minutes for dumps whose time is over, as long as a worker runs. */
final class RetentionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "soakgate-retention");
            thread.setDaemon(true);
            return thread;
          });

  private RetentionLoop() {}

  static RetentionLoop start(Configuration configuration) {
    RetentionLoop loop = new RetentionLoop();
    Retention retention =
        new Retention(
            configuration.folders().backups().toAbsolutePath().normalize(),
            configuration.targets(),
            configuration.store());
    loop.ticker.scheduleWithFixedDelay(
        () -> look(retention), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    return loop;
  }

  private static void look(Retention retention) {
    try {
      retention.look(Instant.now()).forEach(LOG::info);
    } catch (IOException | SQLException | RuntimeException e) {
      // The next look comes soon; an exception would end them all.
      LOG.warn("kept backups cannot be looked after: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
