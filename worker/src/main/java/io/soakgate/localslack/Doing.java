package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody does in the page, done by their hands. */
final class Doing {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workspace workspace;
  private final Hands hands;

  Doing(Workspace workspace, Hands hands) {
    this.workspace = workspace;
    this.hands = hands;
  }

  /**
   * Does it.
   *
   * @param path what: {@code /press}, {@code /submit}, {@code /dismiss} or {@code /command}
   * @return {@code heard}: whether the app acknowledged in time; what else it says to a modal
   * @throws IllegalArgumentException when there is no such person, channel, button or modal
   */
  ObjectNode of(String path, JsonNode with) throws InterruptedException {
    Member person =
        workspace
            .member(with.path("person").asText())
            .orElseThrow(() -> new IllegalArgumentException("nobody is chosen"));
    return switch (path) {
      case "/press" ->
          heard(
              hands.press(
                  person, room(with), with.path("ts").asText(), with.path("action").asText()));
      case "/submit" -> submitted(hands.submit(person, values(with.path("values"))));
      case "/dismiss" -> {
        hands.dismiss(person);
        yield heard(true);
      }
      case "/command" -> command(person, with);
      default -> throw new IllegalArgumentException("nothing is called " + path);
    };
  }

  private ObjectNode command(Member person, JsonNode with) throws InterruptedException {
    String[] typed = with.path("text").asText().strip().split("\\s+", 2);
    if (!typed[0].matches("/[a-z_-]+")) {
      throw new IllegalArgumentException("only commands are heard here, such as /soakgate status");
    }
    String text = typed.length == 2 ? typed[1] : "";
    return heard(hands.command(person, room(with), typed[0], text) != null);
  }

  private static ObjectNode submitted(JsonNode answer) {
    ObjectNode said = heard(answer != null);
    if (answer != null && answer.has("errors")) {
      said.set("errors", answer.get("errors"));
    }
    return said;
  }

  private static ObjectNode heard(boolean heard) {
    return JSON.createObjectNode().put("heard", heard);
  }

  private Room room(JsonNode with) {
    return workspace
        .room(with.path("room").asText())
        .orElseThrow(() -> new IllegalArgumentException("there is no such channel"));
  }

  private static Map<String, String> values(JsonNode values) {
    Map<String, String> typed = new LinkedHashMap<>();
    values.properties().forEach(e -> typed.put(e.getKey(), e.getValue().asText()));
    return typed;
  }
}
