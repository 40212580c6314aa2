package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.util.http.SlackHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client and the real Bolt take the local Slack for Slack. */
class LocalSlackTest {
  private static final Member LEAD = Member.of("U0000LEAD", "brian");
  private static final String CARD =
      """
      [{"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "Production of *shop*"}},
       {"type": "actions", "block_id": "gate", "elements": [
         {"type": "button", "action_id": "approve", "value": "shop-1/go",
          "text": {"type": "plain_text", "text": "Approve"}},
         {"type": "button", "action_id": "reject", "value": "shop-1/go",
          "text": {"type": "plain_text", "text": "Reject…"}}]}]
      """;

  private LocalSlack slack;
  private Room room;
  private MethodsClient bot;
  private SocketModeApp listening;

  @BeforeEach
  void start() throws Exception {
    slack = LocalSlack.start();
    slack.workspace().add(LEAD);
    room = slack.workspace().channel("engineering", false);
    bot = client().methods(slack.tokens().bot());
  }

  @AfterEach
  void stop() throws Exception {
    if (listening != null) {
      listening.stop();
    }
    slack.close();
  }

  private Slack client() {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.url());
    config.setStatsEnabled(false);
    config.setProxyUrl(null);
    return Slack.getInstance(
        config,
        new SlackHttpClient(
            SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .callTimeout(Duration.ofSeconds(60))
                .build()));
  }

  private ChatPostMessageResponse post() throws IOException, SlackApiException {
    return bot.chatPostMessage(
        r ->
            r.channel("#engineering")
                .text("Production of shop")
                .parse("none")
                .blocksAsString(CARD));
  }

  @Test
  void aCardIsPostedEditedAndFoundAgain() throws Exception {
    ChatPostMessageResponse posted = post();

    bot.chatUpdate(
        r -> r.channel(posted.getChannel()).ts(posted.getTs()).text("decided").parse("none"));

    assertThat(room.posts()).extracting(Post::text).containsExactly("decided");
    assertThat(
            bot.conversationsHistory(r -> r.channel(room.id()).includeAllMetadata(true))
                .getMessages())
        .extracting(m -> m.getText())
        .containsExactly("decided");
    assertThat(bot.usersInfo(r -> r.user(LEAD.id())).getUser().getProfile().getEmail())
        .isEqualTo("brian@example.org");
    assertThat(bot.authTest(r -> r).getTeamId()).isEqualTo(Workspace.TEAM);
  }

  @Test
  void whatSlackWouldRefuseIsRefused() throws Exception {
    String header =
        "[{\"type\": \"header\", \"text\": {\"type\": \"plain_text\", \"text\": \""
            + "x".repeat(151)
            + "\"}}]";

    ChatPostMessageResponse refused =
        bot.chatPostMessage(
            r -> r.channel("#engineering").text("a").parse("none").blocksAsString(header));

    assertThat(refused.getError()).isEqualTo("invalid_blocks");
    assertThat(refused.getResponseMetadata().getMessages())
        .containsExactly("[ERROR] text of more than 150 characters [/blocks/0]");
    assertThat(bot.chatPostMessage(r -> r.channel("#nowhere").text("a").parse("none")).getError())
        .isEqualTo("channel_not_found");
    assertThat(client().methods("xoxb-stranger").authTest(r -> r).getError())
        .isEqualTo("invalid_auth");
    assertThat(room.posts()).isEmpty();
  }

  /** Slack takes it, and makes links and mentions of whatever data holds. */
  @Test
  void whatSlackWouldLinkByItselfIsRefused() throws Exception {
    String section = CARD.replace("\"verbatim\": true, ", "");

    ChatPostMessageResponse blocks =
        bot.chatPostMessage(
            r -> r.channel("#engineering").text("a").parse("none").blocksAsString(section));
    ChatPostMessageResponse text =
        bot.chatPostMessage(r -> r.channel("#engineering").text("see https://example.org"));

    assertThat(blocks.getError()).isEqualTo("invalid_blocks");
    assertThat(blocks.getResponseMetadata().getMessages())
        .containsExactly("[ERROR] mrkdwn that is not verbatim [/blocks/0]");
    assertThat(text.getError()).isEqualTo("invalid_arguments");
    assertThat(text.getResponseMetadata().getMessages())
        .containsExactly("[ERROR] text without parse: none");
    assertThat(room.posts()).isEmpty();
  }

  @Test
  void badDaysHaveTheirTurn() throws Exception {
    slack
        .faults()
        .next("chat.postMessage", Fault.RATE_LIMITED, Fault.UNAVAILABLE, Fault.REPLY_LOST);

    assertThatThrownBy(this::post)
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> assertThat(e.getResponse().header("Retry-After")).isEqualTo("1"));
    assertThatThrownBy(this::post).isInstanceOf(SlackApiException.class);
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    assertThat(room.posts()).as("what was posted although the reply was lost").hasSize(1);
    assertThat(post().isOk()).isTrue();
  }

  @Test
  void aClickReachesBoltThroughTheSocketAndOpensAModal() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    App app = app();
    app.blockAction(
        "reject",
        (request, context) -> {
          context
              .client()
              .viewsOpen(r -> r.triggerId(request.getPayload().getTriggerId()).viewAsString(MODAL));
          return context.ack();
        });
    app.viewSubmission(
        "reason",
        (request, context) -> {
          String why =
              request
                  .getPayload()
                  .getView()
                  .getState()
                  .getValues()
                  .get("why")
                  .get("text")
                  .getValue();
          if (why.length() < 10) {
            return context.ackWithErrors(Map.of("why", "ten characters at least"));
          }
          heard.complete(request.getPayload().getUser().getId() + ": " + why);
          return context.ack();
        });
    listen(app);
    String ts = post().getTs();

    assertThat(slack.hands().press(LEAD, room, ts, "reject")).isTrue();
    assertThat(slack.hands().modal(LEAD)).isNotNull();
    assertThat(slack.hands().submit(LEAD, Map.of("why", "no")).path("errors").path("why").asText())
        .isEqualTo("ten characters at least");
    assertThat(slack.hands().submit(LEAD, Map.of("why", "the backup is too old"))).isEmpty();

    assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo("U0000LEAD: the backup is too old");
    assertThat(slack.hands().modal(LEAD)).isNull();
    assertThatThrownBy(() -> slack.hands().press(LEAD, room, ts, "nothing"))
        .hasMessage("no button is called nothing on " + ts);
  }

  private static final String MODAL =
      """
      {"type": "modal", "callback_id": "reason", "title": {"type": "plain_text", "text": "Reject"},
       "submit": {"type": "plain_text", "text": "Reject"},
       "blocks": [{"type": "input", "block_id": "why",
         "label": {"type": "plain_text", "text": "Why"},
         "element": {"type": "plain_text_input", "action_id": "text"}}]}
      """;

  private App app() {
    return new App(
        AppConfig.builder()
            .slack(client())
            .singleTeamBotToken(slack.tokens().bot())
            .signingSecret(slack.tokens().signing())
            .clientId(null)
            .clientSecret(null)
            .build());
  }

  private void listen(App app) throws Exception {
    listening =
        new SocketModeApp(slack.tokens().app(), app, SocketModeClient.Backend.JavaWebSocket, 4);
    listening.startAsync();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (slack.connections() == 0 && System.nanoTime() < end) {
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(slack.connections()).isEqualTo(1);
  }

  @Test
  void aUserGroupHasItsMembers() throws Exception {
    slack.workspace().group("S0000DBA", List.of(LEAD.id()));

    assertThat(bot.usergroupsUsersList(r -> r.usergroup("S0000DBA")).getUsers())
        .containsExactly(LEAD.id());
  }
}
