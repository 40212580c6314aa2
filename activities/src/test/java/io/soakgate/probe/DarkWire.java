package io.soakgate.probe;

import io.soakgate.embedded.Relaying;
import io.soakgate.target.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and PostgreSQL. What a client says from the marker on goes nowhere, and
 * nobody closes anything: so a network goes dark.
 */
public final class DarkWire implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Target server;
  private final String marker;

  /**
   * @param marker what has to stand in what a client sends
   */
  public DarkWire(Target server, String marker) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    this.marker = marker;
    Relaying.start(this::accept);
  }

  /** The same database, through the wire. */
  public Target target() {
    return new Target(
        server.name(),
        "127.0.0.1",
        listening.getLocalPort(),
        server.database(),
        server.user(),
        server.password(),
        true,
        true,
        true,
        List.of());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket to = new Socket(server.host(), server.port());
      open.addAll(List.of(client, to));
      Relaying.start(() -> requests(client, to));
      Relaying.start(() -> to.getInputStream().transferTo(client.getOutputStream()));
    }
  }

  private void requests(Socket client, Socket to) throws IOException {
    byte[] bytes = new byte[65_536];
    InputStream in = client.getInputStream();
    boolean dark = false;
    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
      dark = dark || new String(bytes, 0, n, StandardCharsets.ISO_8859_1).contains(marker);
      if (!dark) {
        to.getOutputStream().write(bytes, 0, n);
      }
    }
  }
}
