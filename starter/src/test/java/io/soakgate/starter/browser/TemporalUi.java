package io.soakgate.starter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;

/** The Temporal UI as a person uses it, with a picture of each step. */
final class TemporalUi {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String CUT_OFF =
      "e => e.getBoundingClientRect().bottom > e.ownerDocument.defaultView.innerHeight";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Page page;
  private final String workflows;
  private String picture = "";
  private int step;

  TemporalUi(Page page, String ui) {
    this.page = page;
    this.workflows = ui + "/namespaces/default/workflows";
  }

  /** What the pictures from here on are called. */
  void pictures(String name) {
    picture = name;
    step = 0;
  }

  /** Fills the Start Workflow form and sends it. */
  void start(String id, String input) {
    page.navigate(workflows + "/start-workflow");
    page.getByTestId("taskQueue").fill("soakgate");
    page.getByTestId("workflowType").fill("Deployment");
    type(page.locator(".cm-content").first(), input);
    // The editor lays its text out anew when it is left, and the button moves.
    page.getByTestId("workflowId").fill(id);
    picture("start-form");
    String of = "/workflows/" + id;
    page.waitForResponse(
        answer -> answer.request().method().equals("POST") && answer.url().contains(of),
        () -> button("Start Workflow").click());
    open(id);
  }

  /**
   * The page of a workflow, loaded again until it is there: the UI does not look twice for one that
   * was not started yet, and a deployment says that it watches before its watch is one.
   */
  void open(String id) {
    Locator tab = page.getByTestId("history-tab").first();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    do {
      Assertions.assertThat(System.nanoTime()).as("no page of %s", id).isLessThan(giveUp);
      page.navigate(workflows + "/" + id);
    } while (!comes(tab));
  }

  private static boolean comes(Locator tab) {
    try {
      tab.waitFor(new Locator.WaitForOptions().setTimeout(5_000));
      return true;
    } catch (TimeoutError late) {
      return false;
    }
  }

  /** Expects the header of the page to say that it is {@code Running}, or how it ended. */
  void says(String status) {
    assertThat(page.getByText(status, new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
  }

  /** The history tab, everything on it. */
  Locator history() {
    page.getByTestId("history-tab").click();
    return page.locator("body");
  }

  /** The Current Details, as they are rendered. */
  FrameLocator details() {
    page.getByTestId("user-metadata-tab").click();
    return page.frameLocator("iframe[title=output]");
  }

  /** The Current Details of a workflow that has a summary beside them, by a word of theirs. */
  FrameLocator detailsWith(String word) {
    page.getByTestId("user-metadata-tab").click();
    return page.frameLocator("iframe[title=output][src*='" + word + "']");
  }

  /** Expects the frame of the Current Details to be as high as what is in it. */
  void showsAllDetails() {
    Locator last = details().locator("li").last();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.FALSE.equals(last.evaluate(CUT_OFF))) {
      Assertions.assertThat(System.nanoTime()).as("the last line stays cut off").isLessThan(giveUp);
      page.waitForTimeout(200);
    }
  }

  /** Sends a signal whose handler is known, by choosing it. */
  void signal(String name, String description, String input) {
    Locator dialog = signals();
    Locator choice = option(name);
    assertThat(choice).containsText(description);
    picture("signals");
    choice.click();
    send(dialog, input);
  }

  /** Sends a signal by typing its name. */
  void customSignal(String name, String input) {
    Locator dialog = signals();
    option("Custom").click();
    dialog.locator("input:enabled:not([type])").fill(name);
    send(dialog, input);
  }

  private Locator signals() {
    button("More Actions").click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Send a Signal")).click();
    Locator dialog = page.locator("dialog:visible");
    dialog.getByTestId("signal-select-button").click();
    return dialog;
  }

  private Locator option(String name) {
    return page.locator("[role=option]:visible")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.locator("span", new Page.LocatorOptions().setHasText(name))))
        .first();
  }

  private void send(Locator dialog, String input) {
    type(dialog.locator(".cm-content"), input);
    // Left by focus, not by a click: the dialog grows under the mouse, which then closes it.
    dialog.locator("input[type=radio]").first().focus();
    picture("signal");
    dialog.getByTestId("confirm-modal-button").click();
    assertThat(dialog).isHidden();
  }

  /** Asks Temporal to cancel the deployment whose page is open. */
  void cancel() {
    button("Request Cancellation").click();
    picture("cancel");
    page.locator("dialog:visible").getByTestId("confirm-modal-button").click();
  }

  /** Takes a picture of what is visible now. */
  void picture(String what) {
    step++;
    Path file = PICTURES.resolve("%s-%02d-%s.png".formatted(picture, step, what));
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  private void type(Locator editor, String json) {
    editor.click();
    page.keyboard().press("Control+A");
    page.keyboard().press("Delete");
    page.keyboard().type(json);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
