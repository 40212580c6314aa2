package io.soakgate.worker;

import io.soakgate.identity.People;
import io.soakgate.intake.Clicks;
import io.soakgate.plan.reading.Node;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the worker's app in Slack, and how what people press there comes back. */
final class SlackReader {
  private static final Pattern LISTEN = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-f:]+]):(\\d+)");
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
  private static final int LAST_PORT = 65_535;

  private final People people;
  private SlackApp app;
  private Clicks clicks;

  SlackReader(People people) {
    this.people = people;
  }

  /** The app, or null before one was read. */
  SlackApp app() {
    return app;
  }

  /** How clicks come, or null. */
  Clicks clicks() {
    return clicks;
  }

  void read(Node node) {
    String api = node.optional("api").map(SlackReader::prefix).orElse(null);
    String cards = node.optional("cards").map(SlackReader::channel).orElse(null);
    app = new SlackApp(api, ConfigurationReader.secret(node, "bot"), cards);
    boolean socket = node.optional("app").isPresent();
    boolean http = node.optional("http").isPresent();
    if (socket || http) {
      clicks = clicks(node, socket, http);
    } else if (node.optional("key").isPresent()) {
      refuse(
          node,
          "key",
          "this key signs what is pressed in Slack, and nothing comes from there",
          "clicks come through app or http",
          "add one of the two, or take key out");
    }
    node.done();
  }

  private Clicks clicks(Node node, boolean socket, boolean http) {
    Clicks read =
        new Clicks(
            socket ? ConfigurationReader.secret(node, "app") : null,
            node.optional("http").map(SlackReader::http).orElse(null),
            key(node));
    if (socket && http) {
      refuse(
          node,
          "http",
          "app and http stand here both",
          "what is pressed comes one way",
          "leave app for Socket Mode, or http for signed requests");
    }
    node.required(
        "cards",
        "`cards` is missing",
        "only what is pressed in the channel of the cards counts",
        "name the channel: cards: prod-deployment");
    vouched(node);
    return read;
  }

  private static Secret key(Node node) {
    boolean there =
        node.required(
                "key",
                "`key` is missing",
                "what is pressed counts only when the intake signed it",
                "make one with soakgate key new --name slack, and write key: \"file:PATH\"")
            .isPresent();
    return there ? ConfigurationReader.secret(node, "key") : null;
  }

  private void vouched(Node node) {
    if (!people.inSlack()) {
      node.refuse(
          "nobody's id in Slack is known",
          "what is pressed would be nobody's",
          "add ids under people, such as brian: {slack: U024BE7LH}");
    }
    boolean keyed =
        people.sources().stream()
            .anyMatch(s -> s.name().equals(People.SLACK) && !s.keys().isEmpty());
    if (!keyed) {
      node.refuse(
          "sources has no key of slack",
          "what the intake signs would prove nothing",
          "add the public line of key: sources: {slack: {keys: [\"ed25519:…\"]}}");
    }
  }

  private static Clicks.Http http(Node node) {
    Secret secret = ConfigurationReader.secret(node, "secret");
    boolean proxied =
        Boolean.TRUE.equals(node.optional("behind-proxy").map(Node::flag).orElse(false));
    Clicks.Http http = node.required("listen").map(n -> listen(n, proxied, secret)).orElse(null);
    node.done();
    return http;
  }

  private static Clicks.Http listen(Node node, boolean proxied, Secret secret) {
    String text = node.text();
    Matcher address = LISTEN.matcher(String.valueOf(text));
    if (text == null) {
      return null;
    }
    if (!address.matches() || address.group(2).length() > 5 || port(address) > LAST_PORT) {
      node.refuse(
          "this is no place to listen",
          "it is a host and a port",
          "write \"127.0.0.1:8766\" and let your proxy pass Slack's requests on to it");
      return null;
    }
    if (!proxied && !LOOPBACK.contains(address.group(1))) {
      node.refuse(
          "this listens beyond this machine",
          "requests come without TLS here, so that others could read and hold them back",
          "listen on 127.0.0.1, or say behind-proxy: true where only your proxy reaches it");
    }
    return new Clicks.Http(address.group(1), port(address), secret);
  }

  private static int port(Matcher address) {
    return Integer.parseInt(address.group(2));
  }

  private static String channel(Node node) {
    String text = node.text();
    if (text != null && !text.matches("[\\p{Ll}\\p{Lo}\\p{N}_-]{1,80}")) {
      node.refuse(
          "this is no channel's name",
          "Slack's are in small letters, digits, - and _, at most 80, without #",
          "write it as it stands in Slack, such as prod-deployment");
      return null;
    }
    return text;
  }

  private static String prefix(Node node) {
    String text = node.text();
    if (text != null && !text.matches("https?://[^/\\s@?#]+/([^\\s?#]+/)?")) {
      node.refuse(
          "this is no prefix of Slack's methods",
          "it needs http or https, a host, and a slash at its end",
          "leave it away for Slack itself");
      return null;
    }
    return text;
  }

  private static void refuse(Node node, String key, String what, String why, String todo) {
    node.problems().add(node.keyAt(key), what, why, todo);
  }
}
