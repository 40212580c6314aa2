package io.soakgate.dev;

import io.soakgate.embedded.Ports;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.util.Optional;

/** The SDK's test server inside this process, on a real port and in real time: the last resort. */
final class InJvmServer implements TemporalServer {
  private final int port;
  private final TestServer.PortBoundTestServer server;

  private InJvmServer(int port, TestServer.PortBoundTestServer server) {
    this.port = port;
    this.server = server;
  }

  static InJvmServer start() throws IOException {
    int port = Ports.freeOr(0);
    return new InJvmServer(port, TestServer.createPortBoundServer(port, true));
  }

  @Override
  public ClientConfigProfile profile() {
    return Answering.local(port);
  }

  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public String story() {
    return address() + " (inside this process: no UI, nothing kept)";
  }

  @Override
  public boolean outlivesUs() {
    return false;
  }

  @Override
  public void close() {
    server.close();
  }
}
