package io.soakgate.starter.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Room;
import io.soakgate.slack.Pressed;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A message of the app's with one button on it, whatever a card would have. */
final class OneButton {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OneButton() {}

  /** Posts a message with one button, as the app, and says where it stands. */
  static String post(LocalSlack slack, Room in, String action, Pressed value) throws Exception {
    ArrayNode blocks = JSON.createArrayNode();
    var button =
        blocks
            .addObject()
            .put("type", "actions")
            .put("block_id", "b")
            .putArray("elements")
            .addObject()
            .put("type", "button")
            .put("action_id", action)
            .put("value", value.value());
    button.putObject("text").put("type", "plain_text").put("text", "Press");
    String form =
        "channel=%s&text=card&parse=none&blocks=%s"
            .formatted(in.id(), URLEncoder.encode(blocks.toString(), StandardCharsets.UTF_8));
    JsonNode answer =
        JSON.readTree(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create(slack.url() + "chat.postMessage"))
                        .header("Authorization", "Bearer " + slack.tokens().bot())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                    BodyHandlers.ofString())
                .body());
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("ts").asText();
  }
}
