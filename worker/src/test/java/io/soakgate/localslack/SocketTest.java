package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.junit.jupiter.api.Test;

/** Connections may go at any moment, and what is being sent is then just not delivered. */
class SocketTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket = new Socket();
  private final List<String> taken = new ArrayList<>();

  @Test
  void aClickAsTheOnlyConnectionIsCutIsNotDelivered() throws Exception {
    socket.onOpen(link(SocketTest::cut), null);

    assertThat(socket.deliver("interactive", JSON.createObjectNode())).isNull();
    socket.refresh();
  }

  @Test
  void aClickAsOneConnectionIsCutTakesTheOther() throws Exception {
    socket.onOpen(link(SocketTest::cut), null);
    socket.onOpen(link(this::acknowledge), null);

    for (int click = 0; click < 4; click++) {
      assertThat(socket.deliver("interactive", JSON.createObjectNode())).isEmpty();
    }
    assertThat(taken)
        .containsExactly("hello", "interactive", "interactive", "interactive", "interactive");
  }

  private static void cut(String said) {
    throw new WebsocketNotConnectedException();
  }

  private void acknowledge(String said) {
    try {
      ObjectNode envelope = (ObjectNode) JSON.readTree(said);
      taken.add(envelope.path("type").asText());
      socket.onMessage(
          null,
          JSON.createObjectNode().set("envelope_id", envelope.path("envelope_id")).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which only text is sent. */
  private static WebSocket link(Consumer<String> send) {
    return (WebSocket)
        Proxy.newProxyInstance(
            SocketTest.class.getClassLoader(),
            new Class<?>[] {WebSocket.class},
            (link, method, arguments) -> {
              if (method.getName().equals("send")) {
                send.accept((String) arguments[0]);
              }
              return method.getName().equals("isOpen")
                  ? (Object) true
                  : method.getName().equals("hashCode") ? (Object) 1 : null;
            });
  }
}
