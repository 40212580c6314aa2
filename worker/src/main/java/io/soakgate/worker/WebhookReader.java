package io.soakgate.worker;

import io.soakgate.channel.Webhook;
import io.soakgate.channel.Webhook.Sign;
import io.soakgate.http.RequestSignature;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Secret;
import java.util.List;
import java.util.Objects;

/** Reads the webhooks of a worker: the only addresses that channels can make it post to. */
final class WebhookReader {
  private WebhookReader() {}

  static List<Webhook> read(Node node) {
    return node.keys().stream()
        .map(name -> node.required(name).map(n -> webhook(name, n)).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Webhook webhook(String name, Node node) {
    String url = node.required("url").map(WebhookReader::url).orElse(null);
    boolean bearer = node.optional("bearer").isPresent();
    Webhook webhook =
        new Webhook(
            name,
            url,
            bearer ? ConfigurationReader.secret(node, "bearer") : null,
            node.optional("sign").map(WebhookReader::sign).orElse(null));
    node.done();
    return webhook;
  }

  private static Sign sign(Node node) {
    String with = node.required("with").map(n -> n.oneOf(RequestSignature.ALGORITHMS)).orElse(null);
    Secret key = ConfigurationReader.secret(node, "key");
    node.done();
    return new Sign(with, key);
  }

  private static String url(Node node) {
    String text = node.text();
    if (text == null || text.matches("(env|file):.+") || Webhook.isAddress(text)) {
      return text;
    }
    node.refuse(
        "this is no address to post to",
        "it needs http or https and a host, and may hold no login and no fragment",
        "write https://host/path, or \"env:NAME\" or \"file:PATH\" where it is a secret itself");
    return null;
  }
}
