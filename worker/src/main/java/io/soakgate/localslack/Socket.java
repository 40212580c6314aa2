package io.soakgate.localslack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Socket Mode: each payload goes to one of the app's connections, in turn. */
final class Socket extends WebSocketServer implements Delivery {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<WebSocket> links = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final CountDownLatch listening = new CountDownLatch(1);
  private volatile boolean deaf;

  Socket() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    setReuseAddr(true);
    setDaemon(true);
  }

  /** Listens. */
  void open() throws InterruptedException {
    start();
    listening.await();
  }

  String url() {
    return "ws://127.0.0.1:" + getPort() + "/link";
  }

  /** How many connections the app has. */
  int connections() {
    return links.size();
  }

  /** Asks every connection to be opened anew, as Slack does each hour or so. */
  void refresh() {
    ObjectNode bye =
        JSON.createObjectNode().put("type", "disconnect").put("reason", "refresh_requested");
    links.forEach(link -> sent(link, bye));
  }

  /** Cuts every connection. */
  void cut() {
    links.forEach(link -> link.closeConnection(1006, "cut"));
  }

  /** Whether connections stay open and nothing answers on them. */
  void halfOpen(boolean deaf) {
    this.deaf = deaf;
  }

  @Override
  public JsonNode deliver(String type, ObjectNode payload) throws InterruptedException {
    if (deaf) {
      return null;
    }
    String id = UUID.randomUUID().toString();
    ObjectNode envelope =
        JSON.createObjectNode()
            .put("envelope_id", id)
            .put("type", type)
            .put("accepts_response_payload", true);
    envelope.set("payload", payload);
    CompletableFuture<JsonNode> ack = new CompletableFuture<>();
    awaited.put(id, ack);
    try {
      return toOne(envelope) ? ack.get(LocalSlack.PATIENCE.toSeconds(), TimeUnit.SECONDS) : null;
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } finally {
      awaited.remove(id);
    }
  }

  /** Whether one of the connections took it: the one whose turn it is, or one that is open. */
  private boolean toOne(ObjectNode envelope) {
    List<WebSocket> all = List.copyOf(links);
    int first = turn.getAndIncrement();
    for (int i = 0; i < all.size(); i++) {
      if (sent(all.get(Math.floorMod(first + i, all.size())), envelope)) {
        return true;
      }
    }
    return false;
  }

  /** A connection may be cut between any look at it and what is sent. */
  private static boolean sent(WebSocket link, ObjectNode said) {
    try {
      link.send(said.toString());
      return true;
    } catch (WebsocketNotConnectedException cut) {
      return false;
    }
  }

  @Override
  public void onStart() {
    listening.countDown();
  }

  @Override
  public void onOpen(WebSocket link, ClientHandshake handshake) {
    links.add(link);
    ObjectNode hello =
        JSON.createObjectNode().put("type", "hello").put("num_connections", links.size());
    hello.putObject("connection_info").put("app_id", Workspace.APP);
    sent(link, hello);
  }

  @Override
  public void onMessage(WebSocket link, String message) {
    try {
      JsonNode said = JSON.readTree(message);
      CompletableFuture<JsonNode> ack = awaited.get(said.path("envelope_id").asText());
      if (ack != null) {
        ack.complete(said.has("payload") ? said.get("payload") : JSON.createObjectNode());
      }
    } catch (JsonProcessingException e) {
      link.close(1003, "no JSON");
    }
  }

  @Override
  public void onMessage(WebSocket link, ByteBuffer message) {
    link.close(1003, "no text");
  }

  @Override
  public void onWebsocketPing(WebSocket link, Framedata ping) {
    if (!deaf) {
      super.onWebsocketPing(link, ping);
    }
  }

  @Override
  public void onClose(WebSocket link, int code, String reason, boolean remote) {
    links.remove(link);
  }

  @Override
  public void onError(WebSocket link, Exception e) {
    links.remove(link);
  }
}
