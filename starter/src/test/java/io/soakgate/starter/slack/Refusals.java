package io.soakgate.starter.slack;

import static io.soakgate.starter.slack.Ground.ANN;
import static io.soakgate.starter.slack.Ground.BRIAN;
import static io.soakgate.starter.slack.Ground.KIM;
import static io.soakgate.starter.slack.Ground.STRANGER;
import static io.soakgate.starter.slack.Ground.status;
import static io.soakgate.starter.slack.Records.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.localslack.Fault;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Room;
import io.soakgate.slack.Pressed;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Whoever may not decide, and tries: each is refused, written down, and decides nothing. */
record Refusals(Ground ground, WorkflowStub shop) {
  private static final String UNKNOWN_RUN = "00000000-0000-4000-8000-000000000000";

  /** One attempt that must come to nothing. */
  DynamicTest refused(String what, Ground.Deed attempt) {
    return dynamicTest(
        what,
        () -> {
          List<String> given = status(shop).gate().given();
          int before = written(ground, shop);
          attempt.done();
          ground.await(() -> written(ground, shop) > before, "it is written down: " + what);
          assertThat(status(shop).gate().given()).as("decided").isEqualTo(given);
        });
  }

  /** How many refusals the deployment and the audit know of. */
  static int written(Ground ground, WorkflowStub shop) {
    return refusals(shop).size() + ground.turnedAway().size();
  }

  private void press(Member person, String card) throws InterruptedException {
    assertThat(ground.slack.hands().press(person, ground.room, card, Pressed.APPROVE))
        .as("acknowledged")
        .isTrue();
  }

  private void send(ObjectNode click) throws InterruptedException {
    assertThat(ground.slack.hands().send(click)).as("acknowledged").isTrue();
  }

  private String last() {
    List<String> all = ground.turnedAway();
    return all.get(all.size() - 1);
  }

  /** Not in this role, not this time, nobody of the configuration, no person, nobody can say. */
  Stream<DynamicTest> ofPeople(String card) {
    return Stream.of(
        refused(
            "somebody without the role",
            () ->
                assertThat(ground.told(ANN, () -> press(ANN, card)))
                    .startsWith("refused: ann does not hold")),
        refused(
            "whoever started it",
            () ->
                assertThat(ground.told(KIM, () -> press(KIM, card)))
                    .startsWith("refused: kim started")),
        refused(
            "nobody of the configuration",
            () ->
                as(
                    STRANGER,
                    card,
                    "your id U0000WHO is nobody's in the worker's configuration; whoever runs it can"
                        + " add it under people")),
        marked("deleted", card, "it is deactivated"),
        marked("is_bot", card, "it is a bot"),
        marked("is_restricted", card, "it is a guest's"),
        marked("is_stranger", card, "it is another company's"),
        unseen(Fault.UNAVAILABLE, card, "answered with 503"),
        unseen(Fault.GARBLED, card, "answered with no JSON (a proxy on the way?)"),
        unseen(Fault.EMPTY, card, "answered with no JSON (a proxy on the way?)"));
  }

  private DynamicTest unseen(Fault fault, String card, String why) {
    return refused(
        "somebody who cannot be looked up: " + fault,
        () -> {
          ground.slack.faults().next("users.info", fault);
          as(
              BRIAN,
              card,
              "could not check who you are (Slack's users.info: "
                  + why
                  + "); try again, or use the CLI");
        });
  }

  private DynamicTest marked(String mark, String card, String why) {
    return refused(
        "an account that is " + mark,
        () -> {
          as(BRIAN.marked(mark), card, "this account decides nothing: " + why);
          ground.slack.workspace().add(BRIAN);
        });
  }

  private void as(Member person, String card, String why) throws Exception {
    ground.slack.workspace().add(person);
    assertThat(ground.told(person, () -> press(person, card))).isEqualTo("refused: " + why);
    assertThat(last()).contains("Slack user " + person.id()).endsWith(": " + why);
  }

  /** From another workspace, to another app, on another channel, from another time. */
  Stream<DynamicTest> ofPlaces(String card, Pressed pressed) {
    return Stream.of(
        refused("from another workspace", () -> fromElsewhere(card)),
        refused("to another app", () -> toAnotherApp(card)),
        refused("on another channel", () -> onAnotherChannel(pressed)),
        refused("kept, and sent later", () -> pressedAt(card, -400)),
        refused("dated ahead", () -> pressedAt(card, 400)));
  }

  private void fromElsewhere(String card) throws Exception {
    ObjectNode click = ground.slack.hands().pressed(BRIAN, ground.room, card, Pressed.APPROVE);
    ((ObjectNode) click.get("user")).put("team_id", "T0000EVIL");
    String why = "it comes from another workspace; only people of this one decide here";
    assertThat(ground.told(BRIAN, () -> send(click))).isEqualTo("refused: " + why);
    assertThat(last()).contains(" of T0000EVIL in ").endsWith(why);
  }

  private void toAnotherApp(String card) throws Exception {
    ObjectNode click = ground.slack.hands().pressed(BRIAN, ground.room, card, Pressed.APPROVE);
    click.put("api_app_id", "A0000EVIL");
    String why =
        "it was sent to another app than this one; the worker's tokens and secrets must all be of"
            + " one app";
    assertThat(ground.told(BRIAN, () -> send(click))).isEqualTo("refused: " + why);
    assertThat(last()).endsWith(why);
  }

  private void onAnotherChannel(Pressed pressed) throws Exception {
    Room elsewhere = ground.slack.workspace().channel("random", false);
    String there = ground.card(elsewhere, Pressed.APPROVE, pressed);
    int before = ground.turnedAway().size();
    assertThat(ground.slack.hands().press(BRIAN, elsewhere, there, Pressed.APPROVE)).isTrue();
    ground.await(() -> ground.turnedAway().size() > before, "another channel is refused");
    assertThat(last()).endsWith("it comes from another channel; use #prod-deployment");
  }

  private void pressedAt(String card, int seconds) throws Exception {
    Instant at = Instant.now().plusSeconds(seconds);
    ObjectNode click = ground.slack.hands().pressed(BRIAN, ground.room, card, Pressed.APPROVE);
    ((ObjectNode) click.withArray("actions").get(0)).put("action_ts", at.getEpochSecond() + ".1");
    assertThat(ground.told(BRIAN, () -> send(click)))
        .endsWith("more than 5 minutes from now; click again");
    assertThat(last()).endsWith("more than 5 minutes from now; click again");
  }

  /** A card of another plan digest, of another attempt, of another run; and no card at all. */
  Stream<DynamicTest> ofCards(Pressed now) {
    Pressed digest =
        Pressed.gate(
            now.deployment(),
            now.run(),
            now.environment(),
            now.gate(),
            now.attempt(),
            "0".repeat(64));
    Pressed attempt =
        Pressed.gate(now.deployment(), now.run(), now.environment(), now.gate(), 2, now.digest());
    Pressed run =
        Pressed.gate(
            now.deployment(),
            UNKNOWN_RUN,
            now.environment(),
            now.gate(),
            now.attempt(),
            now.digest());
    return Stream.of(
        refused("a card of another plan", () -> refusedByTheDeployment(digest, "digest")),
        refused("a card of an earlier attempt", () -> refusedByTheDeployment(attempt, "attempt")),
        refused(
            "a card of an older run",
            () -> {
              String older = ground.card(ground.room, Pressed.APPROVE, run);
              as(BRIAN, older, now.deployment() + " has ended, or this is an older run's card");
            }),
        refused("a signal of the Temporal UI that claims to be Slack's", () -> claimed(now)));
  }

  private void refusedByTheDeployment(Pressed stale, String why) throws Exception {
    int before = refusals(shop).size();
    press(BRIAN, ground.card(ground.room, Pressed.APPROVE, stale));
    ground.until(shop, s -> refusals(shop).size() > before);
    assertThat(refusals(shop).get(before)).contains(why);
  }

  private void claimed(Pressed now) throws Exception {
    int before = refusals(shop).size();
    shop.signal("approve", Map.of("by", "brian", "source", "slack", "digest", now.digest()));
    ground.until(shop, s -> refusals(shop).size() > before);
    assertThat(refusals(shop).get(before)).contains("it is not signed");
  }
}
