package io.soakgate.action;

/**
 * The link between a blocking piece of work and whoever waits for it: work tells its progress, and
 * leaves a way to be stopped.
 */
public interface Pulse {

  /**
   * Tells progress; cheap, may be called often.
   *
   * @throws java.util.concurrent.CancellationException when the work was cancelled
   */
  void progress(String words);

  /**
   * Registers how to stop what blocks now (a statement's cancel, a process's destroy); called from
   * another thread, and again until the work has ended, when the work is cancelled. Closing takes
   * the registration back.
   */
  Stop onCancel(Runnable stop);

  /** Which ask this is: a later one fences off an earlier one. */
  default Fence fence() {
    return Fence.NONE;
  }

  /** A registration that is taken back when closed. */
  interface Stop extends AutoCloseable {
    @Override
    void close();
  }
}
