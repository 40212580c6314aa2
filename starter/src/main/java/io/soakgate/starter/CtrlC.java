package io.soakgate.starter;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * A request to stop (Ctrl-C, TERM). It interrupts the thread that works, and the process ends only
 * when that one has stopped everything in order: the worker first, then the servers under it.
 */
final class CtrlC {
  private final PrintWriter out;
  private final Thread working = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  /** What may be stopped. */
  interface Work {
    int run(CtrlC ctrlC) throws Exception;
  }

  private CtrlC(PrintWriter out) {
    this.out = out;
  }

  /**
   * Works until it is done or somebody asks to stop; then the work is interrupted and waited for.
   *
   * @param out told that the request was heard
   * @return what the work returns, or {@link ExitCode#STOPPED}
   */
  static int stops(PrintWriter out, Work work) throws Exception {
    CtrlC ctrlC = new CtrlC(out);
    Runtime.getRuntime().addShutdownHook(new Thread(ctrlC::stop));
    try {
      return work.run(ctrlC);
    } catch (Exception e) {
      // What fails because its thread was interrupted needs no explanation.
      if (ctrlC.asked()) {
        return ExitCode.STOPPED;
      }
      throw e;
    } finally {
      if (ctrlC.asked()) {
        out.println("stopped");
        out.flush();
      }
      ctrlC.done.countDown();
    }
  }

  /** Waits until somebody asks to stop. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      // This is what was waited for; what follows must be able to wait again.
    }
  }

  private boolean asked() {
    return asked.getCount() == 0;
  }

  private void stop() {
    if (done.getCount() == 0) {
      return;
    }
    out.println();
    out.println("stopping …");
    out.flush();
    // In this order: whoever no longer waits has been interrupted already, and will not be again.
    working.interrupt();
    asked.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
