package io.soakgate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on 127.0.0.1. Whoever asks must live with another program being faster. */
public final class Ports {
  private Ports() {}

  /** Whether nothing listens there; 0 is always free. */
  public static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether something listens there; asked without taking the port, as {@link #free} does. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** The wanted port when it is free, else any free one; 0 wants any. */
  public static int freeOr(int wanted) throws IOException {
    int port = free(wanted) ? wanted : 0;
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
