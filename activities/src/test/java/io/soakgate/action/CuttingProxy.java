package io.soakgate.action;

import io.soakgate.embedded.Relaying;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and PostgreSQL. Once the client has sent the marker, the next COMMIT
 * still reaches the server, and its answer never reaches the client.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final String marker;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean cut = new AtomicBoolean();

  CuttingProxy(String host, int port, String marker) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.host = host;
    this.port = port;
    this.marker = marker;
    Relaying.start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  boolean hasCut() {
    return cut.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(host, port);
      AtomicBoolean mute = new AtomicBoolean();
      Relaying.start(() -> requests(client, server, mute));
      Relaying.start(() -> answers(client, server, mute));
    }
  }

  private void requests(Socket client, Socket server, AtomicBoolean mute) throws IOException {
    try (client) {
      byte[] bytes = new byte[65_536];
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        String sent = new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
        armed.compareAndSet(false, sent.contains(marker));
        if (armed.get() && sent.contains("COMMIT") && cut.compareAndSet(false, true)) {
          mute.set(true);
        }
        out.write(bytes, 0, n);
        out.flush();
      }
    }
  }

  private void answers(Socket client, Socket server, AtomicBoolean mute) throws IOException {
    try (client;
        server) {
      byte[] bytes = new byte[65_536];
      InputStream in = server.getInputStream();
      for (int n = in.read(bytes); n >= 0 && !mute.get(); n = in.read(bytes)) {
        client.getOutputStream().write(bytes, 0, n);
        client.getOutputStream().flush();
      }
    }
  }
}
