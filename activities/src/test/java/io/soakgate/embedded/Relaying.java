package io.soakgate.embedded;

import java.io.IOException;

/** Threads for what stands between a client and a server, until a socket is closed. */
public final class Relaying {
  private Relaying() {}

  /** What one of them does. */
  public interface Work {
    void run() throws IOException;
  }

  /** Does it in the background; a closed socket is how it ends. */
  public static void start(Work work) {
    Thread thread = new Thread(() -> untilClosed(work), "relaying");
    thread.setDaemon(true);
    thread.start();
  }

  private static void untilClosed(Work work) {
    try {
      work.run();
    } catch (IOException closed) {
      // Nobody is there any more to be told.
    }
  }
}
