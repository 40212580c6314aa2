package io.soakgate.starter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.MethodsClient;
import com.slack.api.socket_mode.SocketModeClient;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Page;
import io.soakgate.starter.crash.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The local Slack's page in a browser, with the real Bolt behind it. */
@Tag("browser")
class LocalSlackPageTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String CARD =
      """
      [{"type": "header", "text": {"type": "plain_text", "text": ":raised_hand: shop: may production start?"}},
       {"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "*Four* of _five_ <@U0000LEAD> `orders_v2` :rocket: on <!date^1700000000^{date_num}|then>\\n&gt; said <https://example.org/a|the plan>\\n```SELECT 1 &lt; 2```"}},
       {"type": "section", "fields": [
         {"type": "mrkdwn", "verbatim": true, "text": "*Target*\\nshop_production_2026"},
         {"type": "mrkdwn", "verbatim": true, "text": "*Digest*\\n`0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef`"}]},
       {"type": "divider"},
       {"type": "context", "elements": [{"type": "mrkdwn", "verbatim": true, "text": "&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|harmless> <script>alert(1)</script>"}]},
       {"type": "actions", "block_id": "gate", "elements": [
         {"type": "button", "action_id": "approve", "value": "1", "style": "primary",
          "text": {"type": "plain_text", "text": "Approve"},
          "confirm": {"title": {"type": "plain_text", "text": "Approve?"}, "text": {"type": "mrkdwn", "verbatim": true, "text": "*production* starts"},
            "confirm": {"type": "plain_text", "text": "Yes, approve"}, "deny": {"type": "plain_text", "text": "No"}}},
         {"type": "button", "action_id": "reject", "value": "1", "style": "danger",
          "text": {"type": "plain_text", "text": "Reject…"}}]}]
      """;
  private static final String MODAL =
      """
      {"type": "modal", "callback_id": "rejected", "title": {"type": "plain_text", "text": "Reject"},
       "submit": {"type": "plain_text", "text": "Reject it"}, "blocks": [{"type": "input", "block_id": "reason",
        "label": {"type": "plain_text", "text": "Why?"},
        "element": {"type": "plain_text_input", "action_id": "said", "multiline": true}}]}
      """;

  private static Chromium chromium;

  private LocalSlack slack;
  private Page page;
  private com.microsoft.playwright.Page tab;
  private MethodsClient bot;
  private SocketModeApp app;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    chromium.close();
  }

  @BeforeEach
  void open() throws Exception {
    slack = LocalSlack.start();
    slack.workspace().add(Member.of("U0000LEAD", "brian").titled("lead developer"));
    slack.workspace().add(Member.of("U0000CTO", "james").titled("CTO"));
    slack.workspace().channel("prod-deployment", false);
    slack.workspace().channel("engineering", false);
    page = Page.open(slack, 0);
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.url());
    config.setStatsEnabled(false);
    config.setProxyUrl(null);
    Slack client = Slack.getInstance(config);
    bot = client.methods(slack.tokens().bot());
    app = app(client);
    tab = chromium.page();
    tab.onDialog(dialog -> dialog.dismiss());
  }

  /** Answers a press to the one who pressed, opens the modal of a rejection, and judges it. */
  private SocketModeApp app(Slack client) throws Exception {
    App bolt =
        new App(AppConfig.builder().slack(client).singleTeamBotToken(slack.tokens().bot()).build());
    bolt.blockAction(
        "approve",
        (request, context) -> {
          context.respond("noted for " + request.getPayload().getUser().getName());
          return context.ack();
        });
    bolt.blockAction(
        "reject",
        (request, context) -> {
          context.client().viewsOpen(v -> v.triggerId(context.getTriggerId()).viewAsString(MODAL));
          return context.ack();
        });
    bolt.viewSubmission(
        "rejected",
        (request, context) -> {
          String reason =
              request
                  .getPayload()
                  .getView()
                  .getState()
                  .getValues()
                  .get("reason")
                  .get("said")
                  .getValue();
          return reason.length() < 10
              ? context.ackWithErrors(Map.of("reason", "At least 10 characters."))
              : context.ack();
        });
    SocketModeApp listening =
        new SocketModeApp(slack.tokens().app(), bolt, SocketModeClient.Backend.JavaWebSocket, 2);
    listening.startAsync();
    Await.until("the app is connected", () -> "it is not", () -> slack.connections() > 0);
    return listening;
  }

  @AfterEach
  void close() throws Exception {
    tab.close();
    app.close();
    page.close();
    slack.close();
  }

  private Locator button(String name) {
    return tab.getByRole(
        AriaRole.BUTTON,
        new com.microsoft.playwright.Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void picture(String name) {
    tab.screenshot(
        new com.microsoft.playwright.Page.ScreenshotOptions()
            .setPath(PICTURES.resolve("slack-" + name + ".png"))
            .setFullPage(true));
  }

  private String card() throws Exception {
    return bot.chatPostMessage(
            r -> r.channel("prod-deployment").text("a gate").parse("none").blocksAsString(CARD))
        .getTs();
  }

  @Test
  void aCardIsShownAsSlackShowsItAndNothingInItRuns() throws Exception {
    String ts = card();
    bot.chatPostMessage(
        r -> r.channel("prod-deployment").threadTs(ts).text("12 of 400 rows").parse("none"));
    tab.navigate(page.url());

    Locator card = tab.locator("article");
    assertThat(card.locator("h3")).hasText("✋ shop: may production start?");
    assertThat(card.locator(".said").first())
        .hasText("Four of five @brian orders_v2 🚀 on 2023-11-14\nsaid the plan\nSELECT 1 < 2");
    assertThat(card.locator("blockquote a")).hasAttribute("href", "https://example.org/a");
    assertThat(card.locator(".fields .said").first()).hasText("Target\nshop_production_2026");
    assertThat(card.locator(".context").first())
        .hasText("<img src=x onerror=alert(1)> <javascript:alert(1)> <script>alert(1)</script>");
    assertThat(card.locator("img, script, [href^=javascript]")).hasCount(0);
    assertThat(card.locator("details")).containsText("1 reply, the last at ");
    picture("desktop");
    tab.emulateMedia(
        new com.microsoft.playwright.Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    tab.setViewportSize(375, 800);
    picture("phone");
    assertThat(tab.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
  }

  @Test
  void aPressIsAskedBackAndAnsweredToTheOneWhoPressed() throws Exception {
    String ts = card();
    tab.navigate(page.url());
    tab.getByLabel("You are").selectOption("james (CTO)");
    button("Approve").click();
    assertThat(tab.locator("#confirm")).containsText("production starts");
    picture("confirm");
    button("No").click();
    button("Approve").click();
    button("Yes, approve").click();

    assertThat(tab.locator(".alone")).containsText("noted for james");
    picture("answered");
    tab.getByLabel("You are").selectOption("brian (lead developer)");
    assertThat(tab.locator(".alone")).hasCount(0);

    bot.chatUpdate(
        r -> r.channel("C0000001").ts(ts).text("decided").parse("none").blocks(List.of()));
    assertThat(tab.locator("article .said").first()).hasText("decided");
    assertThat(tab.locator("article .edited")).hasText("(edited)");
    assertThat(button("Approve")).hasCount(0);
  }

  @Test
  void aModalSaysWhatIsWrongAndClosesWhenItIsRight() throws Exception {
    card();
    tab.navigate(page.url());
    button("Reject…").click();
    button("Reject it").click();
    assertThat(tab.locator("#modal .wrong")).hasText("At least 10 characters.");
    picture("modal");
    tab.getByLabel("Why?").fill("the backup is too old");
    button("Reject it").click();

    assertThat(tab.locator("#modal")).isHidden();
    assertThat(slack.hands().modal(Member.of("U0000LEAD", "brian"))).isNull();
  }
}
