package io.soakgate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on 127.0.0.1. Whoever asks must live with another program being faster. */
public final class Ports {
  private Ports() {}

  /** Whether something listens there; asked without taking the port from who starts. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** The wanted port when it is free, else any free one; 0 wants any. */
  public static int freeOr(int wanted) throws IOException {
    try (ServerSocket socket = bound(wanted)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket any = bound(0)) {
        return any.getLocalPort();
      }
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
  }
}
