package io.soakgate.starter.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between the worker and Temporal. While it is shut nothing that the worker says gets
 * through, and nothing of it ever will: opening it again ends the connections of before.
 */
final class Valve implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean shut;
  private volatile int server;

  /**
   * @param server the port on 127.0.0.1 that Temporal listens on
   */
  Valve(int server) throws IOException {
    this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    this.server = server;
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** Lets nothing through any more. */
  void shut() {
    shut = true;
  }

  /**
   * Ends the connections, what they still hold is lost, and lets new ones through.
   *
   * @param to the port that Temporal listens on by now
   */
  void open(int to) {
    server = to;
    endAll();
    shut = false;
  }

  private void endAll() {
    open.forEach(Valve::end);
    open.clear();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    endAll();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      open.add(client);
      try {
        Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(to);
        start(() -> relay(client, to, true));
        start(() -> relay(to, client, false));
      } catch (IOException nobodyThere) {
        end(client);
      }
    }
  }

  private void relay(Socket from, Socket to, boolean said) throws IOException {
    try (from;
        to) {
      byte[] bytes = new byte[65_536];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!said || !shut) {
          out.write(bytes, 0, n);
          out.flush();
        }
      }
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // A closed socket is how it ends.
              }
            },
            "valve");
    thread.setDaemon(true);
    thread.start();
  }
}
