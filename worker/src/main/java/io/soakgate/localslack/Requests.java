package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.SlackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Collectors;

/** Requests to the app's own address, signed as Slack signs them. */
final class Requests implements Delivery {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(LocalSlack.PATIENCE).build();
  private final URI app;
  private final SlackSignature.Generator signature;
  private final Clock clock;

  Requests(URI app, String signing, Clock clock) {
    this.app = app;
    this.signature = new SlackSignature.Generator(signing);
    this.clock = clock;
  }

  @Override
  public JsonNode deliver(String type, ObjectNode payload) throws InterruptedException {
    String body =
        type.equals("slash_commands")
            ? payload.properties().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue().asText()))
                .collect(Collectors.joining("&"))
            : "payload=" + encoded(payload.toString());
    try {
      HttpResponse<String> answer = client.send(signed(body), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        return null;
      }
      return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      return null;
    }
  }

  private HttpRequest signed(String body) {
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(app)
        .timeout(LocalSlack.PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header(SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP, timestamp)
        .header(SlackSignature.HeaderNames.X_SLACK_SIGNATURE, signature.generate(timestamp, body))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
