package io.soakgate.intake;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket Mode: connections that this worker opens, so that nothing has to reach it. Slack gives
 * each click to one of the connections of all workers.
 */
final class SocketEntrance implements Entrance {
  private static final Logger LOG = LoggerFactory.getLogger(SocketEntrance.class);
  // With Bolt's own single thread one slow click holds up all others.
  private static final int THREADS = 4;

  private final String token;
  private final App app;
  private volatile SocketModeApp socket;

  SocketEntrance(String token, App app) {
    this.token = token;
    this.app = app;
  }

  @Override
  public void open() throws Exception {
    SocketModeApp fresh =
        new SocketModeApp(token, app, SocketModeClient.Backend.JavaWebSocket, THREADS);
    try {
      fresh.startAsync();
      socket = fresh;
    } catch (Exception e) {
      stop(fresh);
      throw e;
    }
  }

  private static void stop(SocketModeApp socket) {
    try {
      socket.stop();
    } catch (Exception e) {
      LOG.debug("a socket did not close well: {}", e.getClass().getName());
    }
  }

  @Override
  public boolean connected() {
    SocketModeApp now = socket;
    return now != null && now.getClient() != null && now.getClient().verifyConnection();
  }

  @Override
  public void close() {
    SocketModeApp last = socket;
    if (last != null) {
      stop(last);
    }
  }
}
