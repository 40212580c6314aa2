package io.soakgate.starter;

import java.util.concurrent.CountDownLatch;

/**
 * A request to stop (Ctrl-C, TERM). The process ends only when this is closed, so that what runs
 * can be stopped in order first.
 */
final class CtrlC implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  CtrlC() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
  }

  private void stop() {
    asked.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until somebody asks to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is stopped; the process may end. */
  @Override
  public void close() {
    done.countDown();
  }
}
