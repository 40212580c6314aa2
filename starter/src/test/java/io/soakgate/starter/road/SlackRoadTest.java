package io.soakgate.starter.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.localslack.Post;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Aclue's four people approve in Slack, through the real client and the real Bolt. */
@Tag("server")
class SlackRoadTest {
  private static final Duration NEXT_GATE = Duration.ofMinutes(8);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String APPROVE = "soakgate.approve";
  private static final List<String> FOUR = List.of("dba", "lead", "devops", "owner");

  @Test
  void fromTheRequestToProductionThroughTheSocket() throws Exception {
    try (SlackGround ground = new SlackGround("slack-socket", false)) {
      walk(ground);
    }
  }

  @Test
  void fromTheRequestToProductionThroughSignedRequests() throws Exception {
    try (SlackGround ground = new SlackGround("slack-http", true)) {
      Post card = ground.offering(APPROVE, NEXT_GATE);
      ground.slack().hands().press(ground.member("visitor"), ground.room(), card.ts(), APPROVE);
      SlackGround.until(
          "the visitor is told",
          SOON,
          () -> !ground.room().shownTo(ground.member("visitor").id()).isEmpty());
      assertThat(ground.status().gate().missing()).containsExactly("lead");

      walk(ground);
    }
  }

  /** Every gate by clicks alone, to the end. */
  private static void walk(SlackGround ground) throws Exception {
    approve(ground, "staging", "go", List.of("lead"));
    approve(ground, "staging", "end", List.of("dba", "lead"));
    approve(ground, "production", "go", FOUR);
    approve(ground, "production", "end", FOUR);
    SlackGround.until("it has ended", NEXT_GATE, () -> ground.status().ending() != null);

    assertThat(ground.status().ending()).isIn(Ending.SUCCEEDED, Ending.SUCCEEDED_WITH_WARNINGS);
    decidedInSlack(ground, 0, List.of("go lead", "end dba", "end lead"));
    decidedInSlack(
        ground,
        1,
        Stream.of("go", "end").flatMap(g -> FOUR.stream().map(w -> g + " " + w)).toList());
    SlackGround.until("the cards show the end", SOON, () -> nothingIsOffered(ground));
    eachCardStandsOnce(ground);
  }

  /** Each presses once, on the card that is there, and the gate counts them one by one. */
  private static void approve(
      SlackGround ground, String environment, String moment, List<String> people)
      throws InterruptedException {
    SlackGround.until(
        environment + " " + moment + " is open", NEXT_GATE, () -> at(ground, environment, moment));
    for (String person : people) {
      Post card = ground.offering(APPROVE, SOON);
      assertThat(card.blocks().toString()).contains(environment);
      assertThat(
              ground
                  .slack()
                  .hands()
                  .press(ground.member(person), ground.room(), card.ts(), APPROVE))
          .as("acknowledged within three seconds")
          .isTrue();
      SlackGround.until(
          person + " counts at " + environment + " " + moment,
          SOON,
          () ->
              gate(ground, environment, moment)
                  .map(gate -> !gate.missing().contains(person))
                  .orElse(true));
    }
    SlackGround.until("the gate passed", SOON, () -> !at(ground, environment, moment));
    SlackGround.until(
        "its buttons are gone",
        SOON,
        () ->
            ground.room().posts().stream()
                .map(p -> p.button(APPROVE))
                .noneMatch(b -> b != null && isOf(b, environment, moment)));
  }

  private static boolean isOf(JsonNode button, String environment, String moment) {
    String value = button.path("value").asText();
    return value.contains("\"e\":\"" + environment + "\"")
        && value.contains("\"g\":\"" + moment + "\"");
  }

  private static boolean at(SlackGround ground, String environment, String moment) {
    return gate(ground, environment, moment).isPresent();
  }

  private static Optional<Status.OpenGate> gate(
      SlackGround ground, String environment, String moment) {
    return Optional.ofNullable(ground.status().gate())
        .filter(g -> g.environment().equals(environment) && g.moment().equals(moment));
  }

  private static void decidedInSlack(SlackGround ground, int environment, List<String> expected)
      throws Exception {
    JsonNode decisions = ground.report().path("environments").path(environment).path("decisions");
    List<JsonNode> counted =
        StreamSupport.stream(decisions.spliterator(), false)
            .filter(d -> d.path("counted").asBoolean())
            .toList();
    assertThat(counted)
        .extracting(d -> d.path("gate").asText() + " " + d.path("by").asText())
        .containsExactlyElementsOf(expected);
    assertThat(counted)
        .allSatisfy(
            d -> {
              assertThat(d.path("verified").asBoolean()).isTrue();
              assertThat(d.path("proof").asText()).matches("verified by slack's key [0-9a-f]{12}");
            });
  }

  private static boolean nothingIsOffered(SlackGround ground) {
    return ground.room().posts().stream()
        .noneMatch(
            p ->
                p.blocks().toString().contains("\"soakgate.approve\"")
                    || p.blocks().toString().contains("\"soakgate.reject\"")
                    || p.blocks().toString().contains("\"soakgate.command."));
  }

  private static void eachCardStandsOnce(SlackGround ground) {
    List<String> ids =
        ground.room().posts().stream()
            .map(
                p ->
                    p.metadata() == null ? p.text() : p.metadata().path("event_payload").toString())
            .toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }
}
