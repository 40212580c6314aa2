package io.soakgate.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether Slack is as the worker's configuration and its plans expect it, without a post and
 * without a click. Tokens and secrets are used, never told.
 */
public final class CheckUp {
  /** Slack refuses signatures that are older, and so does the intake. */
  private static final Duration APART = Duration.ofMinutes(5);

  private static final String BOT = "xoxb-";

  private final Arrangement arrangement;
  private final Clock clock;

  public CheckUp(Arrangement arrangement, Clock clock) {
    this.arrangement = arrangement;
    this.clock = clock;
  }

  /** Looks at everything, in the order in which it is set up. */
  public List<Tick> all() {
    List<Tick> all = new ArrayList<>();
    String token = Revealed.of("the bot token", arrangement.app().bot(), BOT, all);
    if (token != null) {
      inside(new Web(arrangement.app()), all);
    }
    if (arrangement.clicks() == null) {
      all.add(
          Tick.note(
              "clicks: none are taken",
              "add `app` or `http`, and `key`, under `slack` in the worker's configuration, where"
                  + " people shall approve in Slack"));
    } else {
      all.addAll(new CheckedClicks(arrangement).all());
    }
    return List.copyOf(all);
  }

  private void inside(Web web, List<Tick> all) {
    AuthTestResponse self;
    try {
      self = web.call("auth.test", m -> m.authTest(r -> r));
    } catch (Declined e) {
      all.add(
          Tick.wrong(
              "the bot token",
              e,
              e.forGood()
                  ? "install the app again, and put the Bot User OAuth Token where `bot` says"
                  : "look whether this machine reaches Slack, through the proxy if it needs one"));
      return;
    }
    all.add(
        Tick.good(
            "the bot token: %s of %s (%s)"
                .formatted(self.getUser(), self.getTeam(), self.getTeamId())));
    clock(header(self, "date"), all);
    scopes(header(self, "x-oauth-scopes"), all);
    all.addAll(new CheckedRooms(web, arrangement.rooms()).all());
    if (arrangement.clicks() != null) {
      all.addAll(new CheckedPeople(web, arrangement.people(), arrangement.roles()).all());
    }
  }

  private static String header(AuthTestResponse answer, String name) {
    Map<String, List<String>> headers = answer.getHttpResponseHeaders();
    return headers == null
        ? null
        : headers.entrySet().stream()
            .filter(h -> h.getKey().equalsIgnoreCase(name))
            .map(h -> String.join(",", h.getValue()))
            .findFirst()
            .orElse(null);
  }

  private void clock(String date, List<Tick> all) {
    Instant theirs;
    try {
      theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException | NullPointerException e) {
      all.add(Tick.note("the clock: Slack did not say what time it is", "look at this one's"));
      return;
    }
    Duration apart = Duration.between(theirs, clock.instant());
    long seconds = Math.abs(apart.toSeconds());
    String words =
        "the clock: %d s %s Slack's".formatted(seconds, apart.isNegative() ? "behind" : "before");
    all.add(
        seconds < APART.toSeconds()
            ? Tick.good(words)
            : Tick.wrong(
                words + "; clicks that are 5 minutes off are refused",
                "set this machine's clock, and keep it by NTP"));
  }

  private void scopes(String header, List<Tick> all) {
    if (header == null) {
      all.add(
          Tick.note(
              "scopes: Slack did not say which there are",
              "compare the app's with soakgate slack manifest"));
      return;
    }
    List<String> there = List.of(header.strip().split("\\s*,\\s*"));
    Scopes scopes = arrangement.scopes();
    all.addAll(
        scopes.needed().stream()
            .filter(s -> !there.contains(s.name()))
            .map(
                s ->
                    Tick.wrong(
                        "scope " + s.name() + " is missing: " + s.why(),
                        "add it under OAuth & Permissions, and install the app again"))
            .toList());
    all.addAll(
        there.stream()
            .filter(name -> !scopes.names().contains(name) && !name.isEmpty())
            .map(name -> Tick.note("scope " + name + " is not needed", "take it away"))
            .toList());
    if (there.containsAll(scopes.names())) {
      all.add(Tick.good("scopes: " + String.join(", ", scopes.names())));
    }
  }
}
