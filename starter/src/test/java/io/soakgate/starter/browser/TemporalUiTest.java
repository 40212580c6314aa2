package io.soakgate.starter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A deployment in the hands of somebody who has nothing but the Temporal UI. */
@Tag("browser")
class TemporalUiTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static Running running;
  private static Chromium chromium;
  private static Page page;
  private static TemporalUi ui;

  @BeforeAll
  static void open() throws Exception {
    running = new Running();
    chromium = new Chromium();
    page = chromium.page();
    ui = new TemporalUi(page, running.ui());
  }

  @AfterAll
  static void close() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (running != null) {
      running.close();
    }
  }

  @Test
  void aDeploymentIsStartedApprovedAndCancelled() throws Exception {
    ui.pictures("road");
    ui.start("road", "{\"plan\": \"menuca-v3\", \"by\": \"lead\"}");
    until("road", s -> s.gate() != null);
    ui.open("road");
    ui.says("Running");
    ui.picture("history-at-the-gate");
    assertThat(ui.details().locator("h1")).hasText("staging: gate go · waits for lead");
    assertThat(ui.details().locator("body"))
        .containsText("To agree: More Actions → Send a Signal → approve, with the input");
    assertThat(ui.details().locator("pre").first())
        .hasText("{\"by\": \"YOUR NAME\", \"attest\": [\"all\"]}");
    assertThat(ui.details().locator("pre").nth(1))
        .hasText("soakgate approve road --by \"YOUR NAME\" --attest all");
    ui.picture("details-at-the-gate");

    ui.signal(
        "approve",
        "Agree at the open gate: {\"by\": \"you\", \"attest\": [\"all\"]}",
        "{\"by\": \"lead\", \"attest\": [\"all\"]}");
    Status watched = until("road", s -> s.doing().equals("staging: watch soak"));
    assertThat(watched.gate()).isNull();
    assertThat(watched.timeline())
        .anySatisfy(
            e -> {
              assertThat(e.subject()).isEqualTo("gate go");
              assertThat(e.words()).isEqualTo("agreed: lead (lead), unverified");
            });
    ui.open("road");
    assertThat(ui.details().locator("h1")).hasText("staging: watch soak");
    ui.picture("details-in-the-watch");
    ui.showsAllDetails();
    ui.open("road%2Fstaging%2Fsoak%2F1");
    assertThat(ui.detailsWith("bucket").locator("h1"))
        .hasText(Pattern.compile("staging: soak · bucket \\d+ of 24"));
    assertThat(ui.detailsWith("bucket").locator("body")).containsText(" left, until ");
    ui.picture("details-of-the-watch");
    ui.open("road");

    ui.cancel();
    until("road", s -> s.ending() != null);
    ui.open("road");
    ui.says("Canceled");
    ui.picture("history-cancelled");
    assertThat(ui.details().locator("h1")).hasText("CANCELLED");
    assertThat(ui.details().locator("body"))
        .containsText("staging · fingerprint: equals the one from before the change");
    ui.picture("details-cancelled");
    ui.showsAllDetails();
    JsonNode staging = report("road").path("environments").get(0);
    assertThat(report("road").path("ending").asText()).isEqualTo("CANCELLED");
    assertThat(report("road").path("stayed")).isEmpty();
    assertThat(staging.path("after").asText())
        .isNotBlank()
        .isEqualTo(staging.path("before").asText());
  }

  @Test
  void aSignalOfAnUnknownNameIsRefusedInTheStory() {
    ui.pictures("unknown");
    ui.start("unknown", "{\"plan\": \"menuca-v3\", \"by\": \"lead\"}");
    until("unknown", s -> s.gate() != null);
    ui.open("unknown");
    ui.customSignal("aprove", "{\"by\": \"lead\"}");
    until("unknown", s -> s.timeline().stream().anyMatch(e -> e.subject().equals("aprove")));
    ui.open("unknown");
    assertThat(ui.details().locator("h1")).hasText("staging: gate go · waits for lead");
    assertThat(ui.details().locator("body"))
        .containsText(
            "refused aprove: refused: no message is called aprove;"
                + " send approve, reject, revoke or command");
    ui.picture("details");

    ui.cancel();
    assertThat(until("unknown", s -> s.ending() != null).ending()).isEqualTo(Ending.CANCELLED);
    ui.open("unknown");
    ui.says("Canceled");
  }

  @Test
  void aStartWithAMistypedKeyIsRefusedWithTheReason() {
    refused(
        "mistyped",
        "{\"plam\": \"menuca-v3\"}",
        "input:1:2: unknown key `plam`: known here: `plan`, `by`, `mode`, `signature`; did you mean `plan`?");
  }

  @Test
  void aStartWithoutInputIsRefusedWithTheReason() {
    refused(
        "nothing",
        "",
        "input: nothing was sent: it says what is wanted;"
            + " send one JSON object such as {\"plan\": \"menuca-v3\"}");
  }

  private static void refused(String id, String input, String why) {
    ui.pictures(id);
    ui.start(id, input);
    until(id, s -> s.ending() != null);
    ui.open(id);
    ui.says("Failed");
    assertThat(ui.history()).containsText("REFUSED");
    ui.picture("history");
    assertThat(ui.details().locator("h1")).hasText("REFUSED");
    assertThat(ui.details().locator("body")).containsText(why.replace("`", ""));
    ui.picture("details");
  }

  private static Status until(String id, Predicate<Status> come) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Status status = running.status(id);
      if (come.test(status)) {
        return status;
      }
      assertThat(System.nanoTime()).as("it is at %s", status).isLessThan(giveUp);
      page.waitForTimeout(200);
    }
  }

  private static JsonNode report(String id) throws Exception {
    Path page = Path.of(running.status(id).report());
    return new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
  }
}
