package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import io.soakgate.deployment.CardActivity;
import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.deployment.CardActivity.Face;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.deployment.CardActivity.Overview;
import io.soakgate.deployment.CardActivity.Place;
import io.soakgate.deployment.CardActivity.Progress;
import io.soakgate.deployment.CardActivity.Reply;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.Status.OpenGate;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.plan.Severity;
import io.soakgate.slack.Posting;
import io.soakgate.slack.Posting.Sheet;
import io.soakgate.slack.SlackApp;
import io.soakgate.slack.card.CardActivityImpl;
import io.soakgate.target.Secret;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards through the real client. */
class CardsInSlackTest {
  @TempDir Path secrets;
  private LocalSlack slack;
  private Room room;
  private SlackApp app;
  private People people = People.nobody();
  private final Instant since = Instant.now();

  @BeforeEach
  void start() throws Exception {
    slack = LocalSlack.start();
    room = slack.workspace().channel("prod-deployment", false);
    Path token = Files.writeString(secrets.resolve("bot"), slack.tokens().bot());
    app = new SlackApp(slack.url(), new Secret("file:" + token), "prod-deployment");
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private CardActivity showing(int attempt) {
    return showing(attempt, Duration.ofSeconds(45));
  }

  private CardActivity showing(int attempt, Duration time) {
    return new CardActivityImpl(app, people, true, () -> attempt, () -> time);
  }

  private Card card(String id, Place thread, Place at, boolean again, About of, Face face) {
    return new Card(id, "prod-deployment", thread, at, since, again, of, face);
  }

  private Card incident(Place thread, Place at, boolean again, String words) {
    Incident incident = new Incident(Severity.PAGE, "production", "watch day", words);
    String id = "shop-1/7f/incident/" + (thread == null ? 1 : 2);
    return card(id, thread, at, again, about("shop"), incident);
  }

  private static About about(String word) {
    return new About(word, word, word, word, word, word, word, List.of(word));
  }

  @Test
  void aCardIsPostedOnceAndEditedWhereItStands() {
    Place at = showing(1).show(incident(null, null, false, "p95 <500>"));

    assertThat(showing(1).show(incident(null, at, false, "p95 600"))).isEqualTo(at);

    assertThat(room.posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.text()).isEqualTo("PAGE production: watch day: p95 600");
              assertThat(post.blocks().get(0).path("text").path("text").asText())
                  .isEqualTo(":pager: *PAGE*  *production: watch day*\np95 600");
            });
  }

  @Test
  void aLostReplyIsNotPostedTwice() {
    slack.faults().next("chat.postMessage", Fault.REPLY_LOST, Fault.REPLY_LOST);

    assertThatThrownBy(() -> showing(1).show(incident(null, null, false, "a")))
        .isInstanceOf(ApplicationFailure.class);
    Place at = showing(2).show(incident(null, null, false, "a"));
    assertThat(showing(1).show(incident(null, null, true, "b"))).isEqualTo(at);

    assertThatThrownBy(() -> showing(1).show(incident(at, null, false, "c")))
        .isInstanceOf(ApplicationFailure.class);
    showing(2).show(incident(at, null, false, "c"));

    assertThat(room.posts())
        .extracting(Post::text)
        .containsExactly("PAGE production: watch day: b", "PAGE production: watch day: c");
    assertThat(room.posts().get(1).thread()).isEqualTo(at.ts());
  }

  @Test
  void slacksWishToWaitIsHeededAndWhatStaysIsNotTriedAgain() {
    CardActivity cards = showing(1);
    slack.faults().next("chat.postMessage", Fault.RATE_LIMITED);

    assertThatThrownBy(() -> cards.show(incident(null, null, false, "a")))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("Slack's chat.postMessage: too many calls");
              assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(1));
              assertThat(failure.isNonRetryable()).isFalse();
            });
    room.archive();
    assertThatThrownBy(() -> cards.show(incident(null, null, false, "a")))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage())
                  .isEqualTo(
                      "Slack's chat.postMessage: is_archived; nobody can write there any more");
              assertThat(failure.isNonRetryable()).isTrue();
            });
  }

  @Test
  void aCardThatWasDeletedIsPostedAnew() {
    Place gone = new Place(room.id(), "1.000001");

    Place at = showing(1).show(incident(null, gone, false, "a"));

    assertThat(at).isNotEqualTo(gone);
    assertThat(room.posts()).hasSize(1);
  }

  @Test
  void aCardThatWasDeletedIsPostedAnewOnceThoughTheReplyIsLost() {
    Place gone = showing(1).show(incident(null, null, false, "a"));
    room.remove(gone.ts());
    slack.faults().next("chat.postMessage", Fault.REPLY_LOST);

    assertThatThrownBy(() -> showing(1).show(incident(null, gone, false, "b")))
        .isInstanceOf(ApplicationFailure.class);
    Place at = showing(2).show(incident(null, gone, false, "b"));
    assertThat(showing(1).show(incident(null, gone, true, "c"))).isEqualTo(at);

    assertThat(room.posts())
        .extracting(Post::text)
        .containsExactly("PAGE production: watch day: c");
  }

  /** What hangs may be carried out after the next try has looked for it; edits are no harm. */
  @Test
  void noCardIsPostedThatTheNextTryMayNotSee() {
    CardActivity hurried = showing(1, Duration.ofSeconds(9));

    assertThatThrownBy(() -> hurried.show(incident(null, null, false, "a")))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("Slack's chat.postMessage: too late to post it only once");
              assertThat(failure.isNonRetryable()).isFalse();
            });
    assertThat(slack.calls()).doesNotContain("chat.postMessage");

    Place at = showing(2).show(incident(null, null, false, "a"));
    assertThat(hurried.show(incident(null, at, false, "b"))).isEqualTo(at);
  }

  @Test
  void whatSlackDoesNotTakeAsBlocksIsSaidAsText() throws Exception {
    HeaderBlock tooLong =
        HeaderBlock.builder().text(PlainTextObject.builder().text("x".repeat(200)).build()).build();
    Posting posting = new Posting(app);
    Sheet broken = new Sheet("a", "in words", List.of(tooLong));

    Place at = posting.post("prod-deployment", null, broken, null);
    showing(1).show(incident(null, at, false, "a"));
    posting.edit(at, null, broken, null);

    assertThat(room.posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.text()).isEqualTo("in words");
              assertThat(post.blocks()).isEmpty();
            });
  }

  /** Whatever people write, every card is within what Slack takes. */
  @Test
  void hugeDataIsClipped() {
    String huge = "<!channel> & \uD83D\uDE00 ".repeat(300);
    List<String> many = Collections.nCopies(200, huge);
    people =
        new People(
            List.of(new Owner("ann", List.of(), "U1")),
            List.of(),
            List.of(new Holder(huge, Collections.nCopies(50, "ann"))));
    OpenGate open =
        new OpenGate(
            "production",
            "go",
            1,
            "d".repeat(64),
            many,
            many,
            since,
            Collections.nCopies(200, new Attestation(huge, huge, huge)),
            many,
            many,
            many,
            Collections.nCopies(200, new Condition(huge, Level.HOLD, huge, huge, huge, many)),
            many,
            many,
            many,
            many);
    GateFace gate = new GateFace(open, many, huge, since, huge, huge, null, false);
    Asked asked =
        new Asked(
            huge,
            huge,
            Collections.nCopies(200, new Reply(Act.RESUME, "x", null, huge, huge)),
            huge,
            huge,
            null,
            1);
    List<Face> faces =
        List.of(
            gate,
            gate.closed(huge, false),
            asked,
            asked.answered(huge),
            new Overview(huge, huge, huge, huge, huge, huge, huge, null, null),
            new Overview(huge, huge, huge, null, huge, huge, huge, Ending.REFUSED, huge),
            new Progress(
                Collections.nCopies(200, new Entry(since, huge, huge, "change", huge, huge))),
            new Incident(Severity.WARN, huge, huge, huge),
            new Ended(Ending.REFUSED, huge, huge, many, many, Duration.ofDays(400)));

    About of =
        new About("shop-1", "7f", huge, huge, huge, huge, huge, Collections.nCopies(200, huge));
    for (Face face : faces) {
      showing(1).show(card("id" + room.posts().size(), null, null, false, of, face));
    }

    assertThat(room.posts()).hasSize(faces.size());
    for (Post post : room.posts()) {
      String markup =
          post.blocks().findValues("text").stream()
              .filter(t -> t.path("type").asText().equals("mrkdwn"))
              .map(t -> t.path("text").asText())
              .collect(Collectors.joining());
      assertThat(markup.isEmpty()).isFalse();
      assertThat(markup.contains("<!channel>")).isFalse();
      assertThat(post.blocks().toString().length()).isLessThan(13_000);
      assertThat(post.text().length()).isBetween(1, 1_000);
    }
  }
}
