package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.SigningKey;
import io.soakgate.slack.Arrangement;
import io.soakgate.slack.Arrangement.Clicks;
import io.soakgate.slack.Arrangement.Known;
import io.soakgate.slack.Arrangement.NamedRoom;
import io.soakgate.slack.CheckUp;
import io.soakgate.slack.Scopes;
import io.soakgate.slack.SlackApp;
import io.soakgate.slack.Tick;
import io.soakgate.slack.Tick.Mark;
import io.soakgate.target.Secret;
import io.soakgate.verdict.Gate.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a set-up is said, each with what to do, and never with a token. */
class CheckUpTest {
  private static final Member LEAD = Member.of("U0000LEAD", "brian");
  private static final Known BRIAN = new Known("brian", LEAD.id());
  private static final String AGAIN = "add it under OAuth & Permissions, and install the app again";

  @TempDir Path secrets;
  private final SigningKey key = SigningKey.fresh();
  private final List<NamedRoom> rooms = new ArrayList<>();
  private final List<Known> people = new ArrayList<>(List.of(BRIAN));
  private final List<Holder> roles = new ArrayList<>(List.of(new Holder("lead", List.of("brian"))));
  private final List<String> known = new ArrayList<>(List.of(key.open().line()));
  private LocalSlack slack;
  private Secret bot;
  private Secret app;
  private Secret signing;
  private Clock clock = Clock.systemUTC();

  @BeforeEach
  void start() throws Exception {
    slack = LocalSlack.start();
    slack.workspace().add(LEAD);
    slack.workspace().channel("prod-deployment", false).hide();
    slack.workspace().grant(new Scopes(true, false).names());
    rooms.add(new NamedRoom("prod-deployment", false, "cards"));
    bot = secret("bot", slack.tokens().bot());
    app = secret("app", slack.tokens().app());
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private Secret secret(String name, String value) throws IOException {
    return new Secret("file:" + Files.writeString(secrets.resolve(name), value));
  }

  private List<Tick> all() throws IOException {
    Clicks clicks = new Clicks(app, signing, secret("key", key.text()), known);
    return all(clicks);
  }

  private List<Tick> all(Clicks clicks) {
    SlackApp installed = new SlackApp(slack.url(), bot, null);
    List<Tick> all =
        new CheckUp(new Arrangement(installed, clicks, rooms, people, roles), clock).all();
    assertThat(all.toString())
        .doesNotContain(
            slack.tokens().bot(), slack.tokens().app(), slack.tokens().signing(), key.text());
    assertThat(slack.calls()).doesNotContain("chat.postMessage");
    return all;
  }

  private List<String> wrong() throws IOException {
    return all().stream()
        .filter(t -> t.mark() == Mark.WRONG)
        .map(t -> t.what() + "; " + t.todo())
        .toList();
  }

  @Test
  void aGoodSetUpIsToldLineByLine() throws Exception {
    assertThat(all())
        .allMatch(t -> t.mark() == Mark.GOOD && t.todo() == null)
        .extracting(Tick::what)
        .satisfiesExactly(
            w -> assertThat(w).isEqualTo("the bot token: soakgate of soakgate (T0000SOAK)"),
            w -> assertThat(w).matches("the clock: \\d s (behind|before) Slack's"),
            w ->
                assertThat(w)
                    .isEqualTo(
                        "scopes: chat:write, channels:read, channels:history, groups:read,"
                            + " groups:history, users:read, commands"),
            w -> assertThat(w).isEqualTo("channel #prod-deployment (cards): private"),
            w -> assertThat(w).isEqualTo("person brian (U0000LEAD): brian"),
            w -> assertThat(w).isEqualTo("role lead: brian can click"),
            w -> assertThat(w).isEqualTo("the app token: a socket can be opened"),
            w ->
                assertThat(w)
                    .isEqualTo("the key: " + key.open().id() + " is one of `sources: slack`"));
  }

  @Test
  void everyScopeThatIsMissingIsNamedAndEveryOtherIsTooMuch() throws Exception {
    rooms.add(new NamedRoom("prod-deployment-${now:MMdd}", true, "shop"));
    for (Scopes.Scope scope : new Scopes(true, true).needed()) {
      slack
          .workspace()
          .grant(
              Stream.concat(
                      new Scopes(true, true).names().stream().filter(n -> !n.equals(scope.name())),
                      Stream.of("files:write"))
                  .toList());

      assertThat(wrong())
          .contains("scope " + scope.name() + " is missing: " + scope.why() + "; " + AGAIN);
      assertThat(all())
          .contains(new Tick(Mark.NOTE, "scope files:write is not needed", "take it away"));
    }
  }

  @Test
  void aTokenThatIsNoneIsSaidAndTheRestThatNeedsNoneIsStillLookedAt() throws Exception {
    Secret good = bot;
    bot = secret("bot", "xoxb-taken-back");
    assertThat(wrong())
        .containsExactly(
            "the bot token: Slack's auth.test: invalid_auth; check `slack: {bot: …}` in the"
                + " worker's configuration; install the app again, and put the Bot User OAuth"
                + " Token where `bot` says");

    bot = app;
    assertThat(wrong())
        .containsExactly(
            "the bot token: "
                + app.reference()
                + " holds something else; put the one there that"
                + " begins with xoxb-");

    bot = new Secret("env:SOAKGATE_NO_SUCH_TOKEN");
    assertThat(wrong())
        .containsExactly(
            "the bot token: env:SOAKGATE_NO_SUCH_TOKEN is not set in the worker's environment; put"
                + " it there; run this where the worker runs, with its environment");

    bot = good;
    slack.faults().next("auth.test", Fault.UNAVAILABLE);
    assertThat(wrong())
        .containsExactly(
            "the bot token: Slack's auth.test: answered with 503; look whether this machine"
                + " reaches Slack, through the proxy if it needs one");
  }

  @Test
  void whatAnswersInSlacksPlaceIsSaid() throws Exception {
    for (Fault fault : List.of(Fault.GARBLED, Fault.EMPTY)) {
      slack.faults().next("auth.test", fault);
      assertThat(wrong())
          .containsExactly(
              "the bot token: Slack's auth.test: answered with no JSON (a proxy on the way?); look"
                  + " whether this machine reaches Slack, through the proxy if it needs one");
    }

    slack.faults().next("users.info", Fault.GARBLED);
    assertThat(wrong())
        .first()
        .asString()
        .startsWith(
            "person brian (U0000LEAD): Slack's users.info: answered with no JSON (a proxy on the"
                + " way?); ");
  }

  @Test
  void channelsAreThereWithTheAppAndWithoutStrangers() throws Exception {
    slack.workspace().channel("hidden", false).hide().withoutApp();
    slack.workspace().channel("engineering", false).withoutApp();
    slack.workspace().channel("partners", true);
    slack.workspace().channel("old", false).archive();
    rooms.clear();
    List.of("hidden", "engineering", "partners", "old", "day-${now:MMdd}")
        .forEach(name -> rooms.add(new NamedRoom(name, false, "shop")));
    rooms.add(new NamedRoom("war-room", true, "shop"));

    assertThat(wrong())
        .containsExactly(
            "scope channels:manage is missing: the channels that plans create could not be made; "
                + AGAIN,
            "channel #hidden (shop): is not there, or is private and without the app; make it, and"
                + " type `/invite @soakgate` in it",
            "channel #engineering (shop): the app is not in it; type `/invite @soakgate` in it",
            "channel #partners (shop): is shared with another company; name one that only your"
                + " company reads",
            "channel #old (shop): is archived; take it out of the archive, or name another",
            "channel #day-${now:MMdd} (shop): has a date in its name; add `create: true` to it in"
                + " the plan");
  }

  @Test
  void whoseClicksWouldNotCountIsSaidAndWhichRolesNobodyCanGive() throws Exception {
    slack.workspace().add(Member.of("U1", "gone").marked("deleted"));
    slack.workspace().add(Member.of("U2", "robot").marked("is_bot"));
    slack.workspace().add(Member.of("U3", "guest").marked("is_ultra_restricted"));
    slack.workspace().add(Member.of("U4", "other").marked("is_stranger"));
    List.of("U1", "U2", "U3", "U4", "U5").forEach(id -> people.add(new Known("p" + id, id)));
    roles.add(new Holder("dba", List.of("pU1", "carla")));
    roles.add(new Holder("cto", List.of()));
    String own = "; give their own id, or take it out";

    assertThat(wrong())
        .containsExactly(
            "person pU1 (U1): was deactivated" + own,
            "person pU2 (U2): is no person" + own,
            "person pU3 (U3): is a guest" + own,
            "person pU4 (U4): is of another company" + own,
            "person pU5 (U5): Slack's users.info: user_not_found; copy the member id from the"
                + " profile in Slack (⋮, Copy member ID); it begins with U or W",
            "role dba: nobody of pU1, carla can click; add `slack: U…` for one of them under"
                + " `people`",
            "role cto: nobody holds it; name people for it under `roles`");
  }

  @Test
  void aClockThatIsFiveMinutesOffIsWrong() throws Exception {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));

    assertThat(wrong())
        .singleElement()
        .asString()
        .matches(
            "the clock: 3(59|60|61) s behind Slack's; clicks that are 5 minutes off are refused;"
                + " set this machine's clock, and keep it by NTP");
  }

  @Test
  void clicksNeedAnAppTokenOrASecretAndAKeyThatIsKnown() throws Exception {
    app = bot;
    known.clear();
    assertThat(wrong())
        .containsExactly(
            "the app token: "
                + bot.reference()
                + " holds something else; put the one there that"
                + " begins with xapp-",
            "the key: "
                + key.open().id()
                + " is none of `sources: slack`; add `sources: {slack: {keys: [\""
                + key.open().line()
                + "\"]}}` to the worker's configuration");

    known.add(key.open().line());
    app = secret("app", "xapp-without-connections");
    assertThat(wrong())
        .containsExactly(
            "the app token: Slack's apps.connections.open: invalid_auth; check `slack: {bot: …}` in"
                + " the worker's configuration; switch Socket Mode on, and make an App-Level Token"
                + " with the scope connections:write");

    app = null;
    signing = secret("signing", "short");
    assertThat(wrong())
        .containsExactly(
            "the signing secret: 5 characters; copy the Signing Secret of Basic Information, which"
                + " has 32");
  }

  @Test
  void withoutClicksNobodyIsAskedAfter() {
    slack.workspace().grant(new Scopes(false, false).names());

    assertThat(all(null))
        .filteredOn(t -> t.mark() != Mark.GOOD)
        .containsExactly(
            new Tick(
                Mark.NOTE,
                "clicks: none are taken",
                "add `app` or `http`, and `key`, under `slack` in the worker's configuration,"
                    + " where people shall approve in Slack"));
    assertThat(slack.calls()).doesNotContain("users.info", "apps.connections.open");
  }
}
