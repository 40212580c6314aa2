package io.soakgate.starter.slack;

import static io.soakgate.starter.slack.Ground.ANN;
import static io.soakgate.starter.slack.Ground.BRIAN;
import static io.soakgate.starter.slack.Ground.JAMES;
import static io.soakgate.starter.slack.Ground.STRANGER;
import static io.soakgate.starter.slack.Ground.gate;
import static io.soakgate.starter.slack.Ground.status;
import static io.soakgate.starter.slack.Plans.files;
import static io.soakgate.starter.slack.Records.key;
import static io.soakgate.starter.slack.Records.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.SlackSignature;
import io.soakgate.deployment.Command.Act;
import io.soakgate.localslack.Member;
import io.soakgate.slack.Pressed;
import io.temporal.client.WorkflowStub;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who clicks, is it them, and what becomes of it, on a real Temporal with a real Bolt. */
@Tag("server")
class IntakeRoadTest {
  private static Ground ground;
  private static Records records;

  @BeforeAll
  static void open() throws Exception {
    ground =
        new Ground(
            Map.of(
                "shop", files("shop", ""),
                "cafe", files("cafe", ""),
                "hasty", files("hasty", ", expires: 20s")));
    records = new Records(ground);
  }

  @AfterAll
  static void close() throws Exception {
    if (ground != null) {
      ground.close();
    }
  }

  /** One after the other at one gate: what may not decide does not, and what may does. */
  @TestFactory
  Stream<DynamicTest> clicksDecideByWhoClickedAndNothingElseDoes() throws Exception {
    ground.worksBySocket();
    WorkflowStub shop = ground.atTheGate("shop");
    Pressed pressed = gate(shop);
    Refusals refusals = new Refusals(ground, shop);
    String card = ground.card(ground.room, Pressed.APPROVE, pressed);
    ObjectNode click = ground.slack.hands().pressed(BRIAN, ground.room, card, Pressed.APPROVE);
    return Stream.of(
            refusals.ofPeople(card),
            refusals.ofPlaces(card, pressed),
            refusals.ofCards(pressed),
            Stream.of(
                dynamicTest("the lead agrees", () -> agrees(shop, click)),
                refusals.refused("the very same click again", () -> again(click)),
                refusals.refused("the same person twice", () -> twice(card)),
                dynamicTest("the cto rejects, with a reason", () -> reject(shop, pressed)),
                dynamicTest("no secret stands anywhere", records::nowhere)))
        .flatMap(tests -> tests);
  }

  private static void agrees(WorkflowStub shop, ObjectNode click) throws Exception {
    assertThat(ground.slack.hands().send(click)).isTrue();
    ground.until(shop, s -> s.gate().given().size() == 1);
    assertThat(recorded(shop))
        .containsExactly(
            "recorded: brian agrees as lead to production go, verified by slack's key "
                + key(shop)
                + "; still missing: cto");
  }

  private static void again(ObjectNode click) throws Exception {
    assertThat(
            ground.toldAgain(
                BRIAN, () -> assertThat(ground.slack.hands().send(click)).as("heard").isTrue()))
        .isEqualTo("refused: this very click was answered before; nothing was done again");
  }

  private static void twice(String card) throws Exception {
    assertThat(
            ground.told(
                BRIAN, () -> ground.slack.hands().press(BRIAN, ground.room, card, Pressed.APPROVE)))
        .startsWith("refused: ")
        .contains("brian");
  }

  private static void reject(WorkflowStub shop, Pressed pressed) throws Exception {
    String card = ground.card(ground.room, Pressed.REJECT, pressed);
    assertThat(ground.slack.hands().press(JAMES, ground.room, card, Pressed.REJECT)).isTrue();
    ground.await(() -> ground.slack.hands().modal(JAMES) != null, "james is asked why");
    assertThat(
            ground
                .slack
                .hands()
                .submit(JAMES, Map.of("reason", "no"))
                .path("errors")
                .path("reason"))
        .hasToString("\"10 to 1000 characters, for the report\"");
    assertThat(ground.slack.hands().submit(JAMES, Map.of("reason", "the backup is too old")))
        .isEmpty();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> shop.getResult(Void.class)))
        .hasMessageContaining("failed");
    assertThat(recorded(shop))
        .last()
        .asString()
        .contains("james")
        .contains("the backup is too old");
  }

  /** As requests of Slack's: what it did not sign, or not now, is no click. */
  @TestFactory
  Stream<DynamicTest> whatIsSignedBySlackCountsAndWhatIsForgedDoesNot() throws Exception {
    ground.worksByRequests();
    WorkflowStub shop = ground.atTheGate("cafe");
    Refusals refusals = new Refusals(ground, shop);
    String card = ground.card(ground.room, Pressed.APPROVE, gate(shop));
    ObjectNode click = ground.slack.hands().pressed(BRIAN, ground.room, card, Pressed.APPROVE);
    String body = "payload=" + URLEncoder.encode(click.toString(), StandardCharsets.UTF_8);
    String signing = ground.slack.tokens().signing();
    String other = signing.replace('a', 'b').replace('1', '2');
    return Stream.of(
        refusals.refused(
            "signed with what Bolt takes for none", turned(body, "---", 0, 401, "not Slack's")),
        refusals.refused("forged", turned(body, other, 0, 401, "its signature is not Slack's")),
        refusals.refused(
            "of the past", turned(body, signing, -301, 401, "before now, more than 5")),
        refusals.refused(
            "of the future", turned(body, signing, 3_600, 401, "after now, more than 5")),
        refusals.refused("too large", turned("x".repeat((1 << 20) + 1), signing, 0, 413, "1 MiB")),
        dynamicTest("the lead agrees", () -> signed(shop, body, signing)),
        refusals.refused("replayed", () -> replayed(body, signing)),
        dynamicTest("what is typed is for who was named", new Names(ground, shop)::noOtherIsTaken),
        dynamicTest("one of many that run is found", new Names(ground, shop)::oneOfManyIsFound),
        dynamicTest("words are typed, and the cto agrees", () -> typedAndAgreed(shop)),
        dynamicTest("no secret stands anywhere", records::nowhere));
  }

  private static Ground.Deed turned(
      String body, String secret, long seconds, int status, String why) {
    return () -> {
      int before = ground.turnedAway().size();
      assertThat(post(body, secret, seconds)).isEqualTo(status);
      ground.await(() -> ground.turnedAway().size() > before, "it is audited");
      assertThat(ground.turnedAway().get(before)).contains("a request | from /127.0.0.1: ", why);
    };
  }

  private static void signed(WorkflowStub shop, String body, String signing) throws Exception {
    assertThat(post(body, signing, 0)).isEqualTo(200);
    ground.until(shop, s -> s.gate().given().size() == 1);
    assertThat(recorded(shop)).hasSize(1);
  }

  private static void replayed(String body, String signing) throws Exception {
    assertThat(ground.toldAgain(BRIAN, () -> assertThat(post(body, signing, 0)).isEqualTo(200)))
        .isEqualTo("refused: this very click was answered before; nothing was done again");
  }

  private static void typedAndAgreed(WorkflowStub shop) throws Exception {
    String pause =
        ground.card(
            ground.room,
            Pressed.action(Act.PAUSE),
            Pressed.command(gate(shop).deployment(), gate(shop).run(), null, null));
    assertThat(ground.slack.hands().press(ANN, ground.room, pause, Pressed.action(Act.PAUSE)))
        .isTrue();
    ground.until(shop, s -> s.paused() != null);
    typed(shop);
    String shown = ground.shown(shop, Pressed.APPROVE);
    assertThat(ground.slack.hands().press(JAMES, ground.room, shown, Pressed.APPROVE)).isTrue();
    shop.getResult(Void.class);
  }

  private static int post(String body, String secret, long seconds) throws Exception {
    String at = String.valueOf(Instant.now().getEpochSecond() + seconds);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(ground.requests())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", at)
                .header(
                    "X-Slack-Signature", new SlackSignature.Generator(secret).generate(at, body))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static void typed(WorkflowStub shop) throws Exception {
    String id = shop.getExecution().getWorkflowId();
    says(BRIAN, "status " + id, id + ": production: gate go", "paused: ann");
    says(BRIAN, "who " + id, "production go still needs cto", "lead: brian, kim", "cto (missing)");
    says(ANN, "issue " + id + " a slow query", "recorded: ");
    says(BRIAN, "drop", "/soakgate status [deployment]");
    assertThat(ground.slack.hands().command(STRANGER, ground.room, "/soakgate", "status"))
        .isEmpty();
    ground.await(
        () -> ground.turnedAway().stream().anyMatch(a -> a.startsWith("/soakgate status")),
        "audited");
    String resume =
        ground.card(
            ground.room,
            Pressed.action(Act.RESUME),
            Pressed.command(id, gate(shop).run(), null, null));
    assertThat(ground.slack.hands().press(BRIAN, ground.room, resume, Pressed.action(Act.RESUME)))
        .isTrue();
    ground.until(shop, s -> s.paused() == null);
  }

  private static void says(Member person, String typed, String... words) throws Exception {
    assertThat(ground.told(person, () -> ground.type(person, typed))).contains(words);
  }

  @Test
  void afterItsExpiryAGateTakesNothing() throws Exception {
    ground.worksBySocket();
    WorkflowStub hasty = ground.atTheGate("hasty");
    String card = ground.card(ground.room, Pressed.APPROVE, gate(hasty));
    ground.until(hasty, s -> s.gate() == null);
    int before = Refusals.written(ground, hasty);
    assertThat(
            ground.told(
                BRIAN, () -> ground.slack.hands().press(BRIAN, ground.room, card, Pressed.APPROVE)))
        .startsWith("refused: ");
    ground.await(() -> Refusals.written(ground, hasty) > before, "it is written down");
    assertThat(recorded(hasty)).isEmpty();
  }
}
