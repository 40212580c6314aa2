package io.soakgate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers every request on loopback after the same time, with as little work as a thread for each
 * connection allows: what is measured is who asks.
 */
final class SlowServer implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long nanos;

  SlowServer(Duration each) throws IOException {
    this.nanos = each.toNanos();
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        threads.execute(() -> serve(connection));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      while (asked(in)) {
        LockSupport.parkNanos(nanos);
        out.write(ANSWER);
      }
    } catch (SocketException hungUp) {
      // Whoever asked has seen enough.
    } catch (IOException e) {
      System.err.println("the slow server: " + e.getMessage());
    }
  }

  /** Reads one request without a body; false at the end. */
  private static boolean asked(InputStream in) throws IOException {
    byte[] part = new byte[8192];
    int end = 0;
    for (int read = in.read(part); read > 0; read = in.read(part)) {
      for (int i = 0; i < read; i++) {
        end = part[i] == "\r\n\r\n".charAt(end) ? end + 1 : part[i] == '\r' ? 1 : 0;
      }
      if (end == 4) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
