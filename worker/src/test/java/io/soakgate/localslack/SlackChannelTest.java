package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.channel.Channels;
import io.soakgate.channel.TellActivityImpl;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans say in Slack, through the real client. */
class SlackChannelTest {
  @TempDir Path secrets;
  private LocalSlack slack;
  private Room room;
  private Channels channels;

  @BeforeEach
  void start() throws Exception {
    slack = LocalSlack.start();
    room = slack.workspace().channel("engineering", false);
    Path token = Files.writeString(secrets.resolve("bot"), slack.tokens().bot());
    SlackApp app = new SlackApp(slack.url(), new Secret("file:" + token), null);
    channels = Channels.of(System.out, List.of(), app, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private void tell(int attempt, Message message) {
    tell(attempt, message, Duration.ofMinutes(1));
  }

  private void tell(int attempt, Message message, Duration time) {
    new TellActivityImpl(channels, () -> attempt, () -> time).tell(message);
  }

  private static Message message(String id, String with, Severity severity, String text) {
    try {
      Spec spec = new Spec("slack", new ObjectMapper().readTree(with), "plan.yaml:9:3");
      return new Message(
          id, "shop-1", "production", "released", severity, "engineering", spec, text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Message message(String id, String text) {
    return message(id, "{\"channel\": \"engineering\"}", null, text);
  }

  @Test
  void aTextMentionsNobodyAndAnAlertSaysHowLoudItIs() {
    tell(1, message("shop-1/0/1", "<!channel> & <https://evil|this>"));
    tell(
        1,
        message("shop-1/0/2", "{\"channel\": \"engineering\"}", Severity.CRITICAL, "p95 too high"));

    assertThat(room.posts())
        .extracting(Post::text)
        .containsExactly(
            "*production released*  &lt;!channel&gt; &amp; &lt;https://evil|this&gt;  _shop-1_",
            ":rotating_light: CRITICAL  *production released*  p95 too high  _shop-1_");
  }

  @Test
  void aLostReplyIsNotPostedTwice() {
    slack.faults().next("chat.postMessage", Fault.REPLY_LOST);
    Message message = message("shop-1/0/1", "Deployment successful");

    assertUntold(1, message, false, "Slack's chat.postMessage: no answer (IOException)", null);
    tell(2, message);
    tell(3, message);
    tell(2, message("shop-1/0/2", "Deployment successful"));

    assertThat(room.posts()).hasSize(2);
  }

  /** What hangs may be carried out after the next try has looked for it. */
  @Test
  void nothingIsSaidThatTheNextTryMayNotSee() {
    Message message = message("shop-1/0/1", "a");

    assertThatThrownBy(() -> tell(1, message, Duration.ofSeconds(9)))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("Slack's chat.postMessage: too late to post it only once");
    assertThat(slack.calls()).doesNotContain("chat.postMessage");

    tell(2, message, Duration.ofSeconds(45));
    assertThat(room.posts()).hasSize(1);
  }

  @Test
  void whatPassesIsTriedAgainWhenSlackWishes() {
    slack.faults().next("chat.postMessage", Fault.RATE_LIMITED, Fault.UNAVAILABLE);
    Message message = message("shop-1/0/1", "a");

    assertUntold(
        1, message, false, "Slack's chat.postMessage: too many calls", Duration.ofSeconds(1));
    assertUntold(2, message, false, "Slack's chat.postMessage: answered with 503", null);
    tell(3, message);

    assertThat(room.posts()).hasSize(1);
  }

  @Test
  void aLongWaitIsCutToAMinuteSoThatTemporalTriesAgainAtAll() {
    slack.faults().retryAfter(Duration.ofMinutes(10));
    slack.faults().next("chat.postMessage", Fault.RATE_LIMITED);

    assertUntold(
        1,
        message("shop-1/0/1", "a"),
        false,
        "Slack's chat.postMessage: too many calls",
        Duration.ofMinutes(1));
  }

  @Test
  void whatStaysIsNotTriedAgain() {
    assertUntold(
        1,
        message("shop-1/0/1", "{\"channel\": \"nowhere\"}", null, "a"),
        true,
        "channel engineering could not be told: Slack's conversations.list: channel_not_found;"
            + " invite the app to it, or correct its name in the plan",
        null);
  }

  @Test
  void aWarRoomIsMadeOnce() {
    String with = "{\"channel\": \"prod-deployment-1121\", \"create\": true}";

    tell(1, message("shop-1/0/1", with, null, "a"));
    tell(1, message("shop-1/0/2", with, null, "b"));

    assertThat(slack.workspace().room("prod-deployment-1121").orElseThrow().posts()).hasSize(2);
    assertThat(slack.calls()).filteredOn("conversations.create"::equals).hasSize(1);
  }

  private void assertUntold(
      int attempt, Message message, boolean forGood, String why, Duration after) {
    assertThatThrownBy(() -> tell(attempt, message))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage()).isEqualTo(why);
              assertThat(failure.isNonRetryable()).isEqualTo(forGood);
              assertThat(failure.getNextRetryDelay()).isEqualTo(after);
            });
  }
}
