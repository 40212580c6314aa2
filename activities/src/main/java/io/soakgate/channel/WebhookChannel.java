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
import io.soakgate.plan.Severity;
import io.soakgate.plan.reading.Node;
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
import java.util.function.Function;

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
  private static final Map<String, Function<Message, String>> FIELDS = fields();

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
        Template.names(node.json()).stream().filter(n -> !FIELDS.containsKey(n)).toList();
    if (!strangers.isEmpty()) {
      node.refuse(
          "nothing is called {" + String.join("}, {", strangers) + "} here",
          "a message has " + String.join(", ", FIELDS.keySet()),
          "name one of these");
    }
  }

  @Override
  public void say(Node with, Message message, Try now) throws Exception {
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

  /** What is told of a message, in this order. */
  private static Map<String, Function<Message, String>> fields() {
    Map<String, Function<Message, String>> fields = new LinkedHashMap<>();
    fields.put("id", Message::id);
    fields.put("kind", m -> m.severity() == null ? "notice" : "alert");
    fields.put("deployment", Message::deployment);
    fields.put("environment", Message::environment);
    fields.put("moment", Message::moment);
    fields.put("severity", m -> m.severity() == null ? "" : lower(m.severity()));
    fields.put("channel", Message::channel);
    fields.put("text", Message::text);
    return fields;
  }

  private static Map<String, JsonNode> fields(Message message) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    FIELDS.forEach(
        (name, of) -> values.put(name, JsonNodeFactory.instance.textNode(of.apply(message))));
    return values;
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
