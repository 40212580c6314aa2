package io.soakgate.intake;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload.Action;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.ViewState;
import io.soakgate.slack.Pressed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Hears what Bolt brings, and acknowledges it at once: what is done with it is done on threads of
 * its own, because Slack waits three seconds. When too much comes it is not acknowledged, so that
 * whoever pressed sees that nothing was recorded.
 */
final class Ears {
  private static final Pattern LINK = Pattern.compile("soakgate\\.link\\..*");
  private static final Pattern OURS = Pattern.compile("soakgate\\.(?!link\\.).*");
  // Slack's three seconds, and a little to bring the acknowledgement back.
  private static final long FORM_MILLIS = 2_300;

  private final Attendant attendant;
  private final Forms forms;
  private final Typed typed;
  private final ThreadPoolExecutor threads;

  Ears(Attendant attendant, Forms forms, Typed typed, ThreadPoolExecutor threads) {
    this.attendant = attendant;
    this.forms = forms;
    this.typed = typed;
    this.threads = threads;
  }

  /**
   * Makes the app listen. Who is who is asked of Slack for each click ({@link Door}), not once by
   * Bolt; and nothing is taken from the process's environment.
   */
  App app(AppConfig config) {
    App app = new App(config, List.of());
    app.blockAction(LINK, (request, context) -> context.ack());
    app.blockAction(OURS, (request, context) -> pressed(request.getPayload(), context));
    app.viewSubmission(OURS, (request, context) -> said(request.getPayload(), context));
    app.command("/soakgate", (request, context) -> typed(request.getPayload(), context.ack()));
    return app;
  }

  private Response pressed(BlockActionPayload payload, ActionContext context) {
    Optional<Click> known = click(payload);
    if (known.isEmpty()) {
      attendant.audit("a click", "it does not say who pressed what, where");
      return context.ack();
    }
    Click click = known.get();
    Action action = payload.getActions().get(0);
    String id = action.getActionId();
    boolean form = id.equals(Pressed.REJECT) || Pressed.act(id).filter(Meaning::asks).isPresent();
    try {
      if (form) {
        threads
            .submit(() -> forms.open(click, id, action.getValue()))
            .get(FORM_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        threads.execute(() -> attendant.pressed(click, id, action.getValue()));
      }
    } catch (RejectedExecutionException full) {
      return busy();
    } catch (ExecutionException | TimeoutException late) {
      // The form tells by itself when it cannot be shown.
      return context.ack();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return busy();
    }
    return context.ack();
  }

  private static Optional<Click> click(BlockActionPayload p) {
    boolean whole =
        p.getUser() != null
            && p.getUser().getId() != null
            && p.getContainer() != null
            && p.getContainer().getChannelId() != null
            && p.getContainer().getMessageTs() != null
            && p.getActions() != null
            && p.getActions().size() == 1
            && p.getActions().get(0).getActionId() != null;
    if (!whole) {
      return Optional.empty();
    }
    String team = p.getUser().getTeamId();
    return Optional.of(
        new Click(
            p.getApiAppId(),
            team == null && p.getTeam() != null ? p.getTeam().getId() : team,
            p.getUser().getId(),
            p.getContainer().getChannelId(),
            p.getContainer().getMessageTs(),
            p.getMessage() == null ? null : p.getMessage().getThreadTs(),
            p.getActions().get(0).getActionTs(),
            p.getTriggerId()));
  }

  private Response said(ViewSubmissionPayload payload, ViewSubmissionContext context) {
    if (payload.getUser() == null || payload.getView() == null) {
      attendant.audit("a form", "it does not say who sent what");
      return context.ack();
    }
    Form form;
    try {
      form = Form.read(payload.getView().getPrivateMetadata());
      String reason = value(payload, Pressed.REASON);
      Map<String, String> errors = form.errors(reason, value(payload, Pressed.TARGET));
      if (!errors.isEmpty()) {
        return context.ackWithErrors(errors);
      }
      Click click = click(payload, form);
      String action = payload.getView().getCallbackId();
      threads.execute(() -> attendant.said(click, action, form.button(), reason.strip()));
      return context.ack();
    } catch (IllegalArgumentException strange) {
      attendant.audit(
          "a form", "Slack user " + payload.getUser().getId() + ": " + strange.getMessage());
      return context.ack();
    } catch (RejectedExecutionException full) {
      return busy();
    }
  }

  private static Click click(ViewSubmissionPayload p, Form form) {
    String team = p.getUser().getTeamId();
    return new Click(
        p.getApiAppId(),
        team == null && p.getTeam() != null ? p.getTeam().getId() : team,
        p.getUser().getId(),
        form.room(),
        form.message(),
        form.thread(),
        form.mark(),
        null);
  }

  private static String value(ViewSubmissionPayload payload, String block) {
    return Optional.ofNullable(payload.getView().getState())
        .map(ViewState::getValues)
        .map(values -> values.get(block))
        .map(values -> values.get(Form.TEXT))
        .map(ViewState.Value::getValue)
        .orElse("");
  }

  private Response typed(SlashCommandPayload p, Response ack) {
    if (p.getUserId() == null || p.getChannelId() == null || p.getTriggerId() == null) {
      attendant.audit("a command", "it does not say who typed what, where");
      return ack;
    }
    Click click =
        new Click(
            p.getApiAppId(),
            p.getTeamId(),
            p.getUserId(),
            p.getChannelId(),
            null,
            null,
            p.getTriggerId(),
            p.getTriggerId());
    try {
      threads.execute(() -> typed.answer(click, p.getText() == null ? "" : p.getText().strip()));
      return ack;
    } catch (RejectedExecutionException full) {
      return busy();
    }
  }

  private static Response busy() {
    return Response.builder().statusCode(503).body("").build();
  }
}
