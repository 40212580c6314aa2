package io.soakgate.slack;

import io.soakgate.identity.SigningKey;
import io.soakgate.slack.Arrangement.Clicks;
import java.util.ArrayList;
import java.util.List;

/** Whether clicks come to the worker, and count when they do. */
final class CheckedClicks {
  private static final String SOCKET = "apps.connections.open";

  private final SlackApp app;
  private final Clicks clicks;
  private final List<Tick> all = new ArrayList<>();

  CheckedClicks(Arrangement arrangement) {
    this.app = arrangement.app();
    this.clicks = arrangement.clicks();
  }

  List<Tick> all() {
    if (clicks.app() != null) {
      socket();
    }
    if (clicks.signing() != null) {
      signing();
    }
    key();
    return all;
  }

  /** Asks for a connection and leaves it: the address that is answered is good for one use. */
  private void socket() {
    String token = Revealed.of("the app token", clicks.app(), Clicks.APP_TOKEN, all);
    if (token == null) {
      return;
    }
    try {
      new Web(app, clicks.app()).call(SOCKET, m -> m.appsConnectionsOpen(r -> r));
      all.add(Tick.good("the app token: a socket can be opened"));
    } catch (Declined e) {
      all.add(
          Tick.wrong(
              "the app token",
              e,
              "switch Socket Mode on, and make an App-Level Token with the scope"
                  + " connections:write"));
    }
  }

  private void signing() {
    String secret = Revealed.of("the signing secret", clicks.signing(), all);
    if (secret != null) {
      all.add(
          secret.length() < Clicks.SHORTEST_SECRET
              ? Tick.wrong(
                  "the signing secret: %d characters".formatted(secret.length()),
                  "copy the Signing Secret of Basic Information, which has 32")
              : Tick.good("the signing secret: long enough"));
    }
  }

  private void key() {
    String text = Revealed.of("the key", clicks.key(), all);
    if (text == null) {
      return;
    }
    try {
      SigningKey key = SigningKey.parse(text);
      all.add(
          clicks.known().contains(key.open().line())
              ? Tick.good("the key: " + key.open().id() + " is one of `sources: slack`")
              : Tick.wrong(
                  "the key: " + key.open().id() + " is none of `sources: slack`",
                  "add `sources: {slack: {keys: [\"%s\"]}}` to the worker's configuration"
                      .formatted(key.open().line())));
    } catch (IllegalArgumentException e) {
      all.add(
          Tick.wrong("the key: " + e.getMessage(), "make one with soakgate key new --name slack"));
    }
  }
}
