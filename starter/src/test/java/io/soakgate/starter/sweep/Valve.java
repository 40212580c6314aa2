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
 * through, and nothing of it ever will: opening it again ends the connections of before. One that
 * is begun while it is shut waits.
 */
final class Valve implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private boolean shut;
  private int server;

  /**
   * @param server the port on 127.0.0.1 that Temporal listens on
   */
  Valve(int server) throws IOException {
    this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    this.server = server;
    start(this::accept);
  }

  /** One connection through it; a muted one is not listened to any more. */
  private static final class Link {
    private final Socket client;
    private final Socket to;
    private volatile boolean muted;

    Link(Socket client, Socket to) {
      this.client = client;
      this.to = to;
    }

    void end() {
      Valve.end(client);
      Valve.end(to);
    }
  }

  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** Lets nothing through any more. */
  synchronized void shut() {
    shut = true;
    links.forEach(link -> link.muted = true);
  }

  /**
   * Ends the connections, what they still hold is lost, and lets new ones through.
   *
   * @param to the port that Temporal listens on by now
   */
  synchronized void open(int to) {
    server = to;
    links.forEach(Link::end);
    links.clear();
    shut = false;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    links.forEach(Link::end);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      start(() -> join(client));
    }
  }

  private void join(Socket client) throws IOException {
    try {
      Link link = linked(client);
      start(() -> relay(link.client, link.to, link, true));
      relay(link.to, link.client, link, false);
    } catch (IOException | InterruptedException nobodyThere) {
      end(client);
    }
  }

  private synchronized Link linked(Socket client) throws IOException, InterruptedException {
    while (shut) {
      wait();
    }
    Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), server));
    links.add(link);
    return link;
  }

  private void relay(Socket from, Socket to, Link link, boolean said) throws IOException {
    try (from;
        to) {
      byte[] bytes = new byte[65_536];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!said || !link.muted) {
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
