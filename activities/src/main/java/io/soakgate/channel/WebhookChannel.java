package io.soakgate.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.http.Client;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Request.Header;
import io.soakgate.http.RequestSignature;
import io.soakgate.http.Template;
import io.soakgate.plan.Node;
import io.soakgate.plan.Severity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code webhook: {to: status-page}}: posts what is said as JSON to an address that the worker's
 * configuration names (M-005, M-070, M-095). With {@code json} the plan gives the body, in which
 * {@code {text}} and the other fields are filled in; without, the body is all of them.
 *
 * <p>The header {@code Idempotency-Key} is the message's id, the same for every try, so that a
 * receiver can tell a repetition.
 */
final class WebhookChannel implements Channel {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<Integer> FOR_NOW = Set.of(408, 425, 429);
  private static final Map<String, JsonNode> NOTHING = fields(null);

  private final List<Webhook> known;
  private final Clock clock;
  private final Client client = new Client();

  /**
   * @param known those of the worker's configuration; null where a plan is read without one
   */
  WebhookChannel(List<Webhook> known, Clock clock) {
    this.known = known;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public void check(Node with) {
    Node to = with.required("to").orElse(null);
    String name = to == null ? null : to.text();
    if (name != null && known != null && named(name) == null) {
      to.refuse(
          "this worker knows no webhook " + name,
          "a plan names addresses, it never holds them",
          "name it under `webhooks` in the worker's configuration");
    }
    with.optional("json").ifPresent(WebhookChannel::checkBody);
    with.done();
  }

  private static void checkBody(Node node) {
    List<String> strangers =
        Template.names(node.json()).stream().filter(n -> !NOTHING.containsKey(n)).toList();
    if (!strangers.isEmpty()) {
      node.refuse(
          "nothing is called {" + String.join("}, {", strangers) + "} here",
          "a message has " + String.join(", ", NOTHING.keySet()),
          "name one of these");
    }
  }

  @Override
  public void say(Node with, Message message, boolean again) throws Exception {
    Webhook webhook = named(with.required("to").map(Node::text).orElseThrow());
    Map<String, JsonNode> fields = fields(message);
    JsonNode body =
        with.optional("json")
            .map(n -> Template.json(n.json(), fields))
            .orElseGet(() -> all(fields));
    Reply reply = client.send(request(webhook, message.id(), body), false);
    if (reply.status() >= 300) {
      String why = "webhook " + webhook.name() + " answered with " + reply.status();
      throw reply.status() >= 500 || FOR_NOW.contains(reply.status())
          ? new IllegalStateException(why)
          : new Untold(why);
    }
  }

  private Webhook named(String name) {
    return known == null
        ? null
        : known.stream().filter(w -> w.name().equals(name)).findFirst().orElse(null);
  }

  private Request request(Webhook webhook, String id, JsonNode json) {
    URI uri = webhook.address();
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Content-Type", "application/json"));
    headers.add(new Header("Idempotency-Key", id));
    if (webhook.bearer() != null) {
      headers.add(new Header("Authorization", "Bearer " + webhook.bearer().reveal()));
    }
    if (webhook.sign() != null) {
      String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
      RequestSignature signature =
          RequestSignature.with(webhook.sign().algorithm(), webhook.sign().key().reveal());
      headers.add(new Header(RequestSignature.TIMESTAMP, now));
      headers.add(
          new Header(
              RequestSignature.SIGNATURE, signature.over(now, "POST", uri.getRawPath(), body)));
    }
    return new Request("POST", uri, headers, body, TIMEOUT);
  }

  private static Map<String, JsonNode> fields(Message message) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    boolean none = message == null;
    Severity severity = none ? null : message.severity();
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    fields.put("id", json.textNode(none ? "" : message.id()));
    fields.put("kind", json.textNode(severity == null ? "notice" : "alert"));
    fields.put("deployment", json.textNode(none ? "" : message.deployment()));
    fields.put("environment", json.textNode(none ? "" : message.environment()));
    fields.put("moment", json.textNode(none ? "" : message.moment()));
    fields.put("severity", json.textNode(severity == null ? "" : lower(severity)));
    fields.put("channel", json.textNode(none ? "" : message.channel()));
    fields.put("text", json.textNode(none ? "" : message.text()));
    return fields;
  }

  private static String lower(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode all(Map<String, JsonNode> fields) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.setAll(fields);
    return body;
  }
}
