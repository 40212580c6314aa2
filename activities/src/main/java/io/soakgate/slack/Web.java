package io.soakgate.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import io.soakgate.target.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * The Web API. Nothing is sent twice behind our back: the client under Slack's own would, and a
 * reply that was lost became two posts. Whether to try again is Temporal's to say.
 */
final class Web {
  /** How long one call may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<String> PASSING =
      Set.of(
          "ratelimited",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org");
  private static final int TOO_MANY = 429;

  private final Slack slack;
  private final MethodsClient methods;

  Web(SlackApp app) {
    this(app, app.bot());
  }

  /**
   * @param token another one than the bot's
   */
  Web(SlackApp app, Secret token) {
    SlackConfig config = new SlackConfig();
    if (app.api() != null) {
      config.setMethodsEndpointUrlPrefix(app.api());
      if (app.api().matches("https?://(127\\.0\\.0\\.1|localhost)[:/].*")) {
        config.setProxyUrl(null); // Slack's client heeds HTTPS_PROXY, and no NO_PROXY
      }
    }
    config.setStatsEnabled(false); // its threads outlive their clients
    SlackHttpClient http =
        new SlackHttpClient(
            SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .callTimeout(PATIENCE)
                .build());
    http.setConfig(config);
    slack = Slack.getInstance(config, http);
    methods = slack.methods(token.reveal());
  }

  Slack slack() {
    return slack;
  }

  /** A call of one method. */
  interface Call<T extends SlackApiTextResponse> {
    T on(MethodsClient methods) throws IOException, SlackApiException;
  }

  /**
   * Calls.
   *
   * @return the answer, which is well
   * @throws Declined when Slack would not do it now, or not at all
   */
  <T extends SlackApiTextResponse> T call(String method, Call<T> call) throws Declined {
    T answer;
    try {
      answer = call.on(methods);
    } catch (SlackApiException e) {
      throw refused(method, e);
    } catch (IOException e) {
      throw Declined.forNow(method, "no answer (" + e.getClass().getSimpleName() + ")", null);
    } catch (JsonParseException | NullPointerException e) {
      // The client takes whatever comes with a 200 for Slack's, and makes null of an empty body.
      throw Declined.forNow(method, "answered with no JSON (a proxy on the way?)", null);
    }
    if (answer.isOk()) {
      return answer;
    }
    String error = answer.getError();
    throw PASSING.contains(error)
        ? Declined.forNow(method, error, null)
        : Declined.forGood(method, error);
  }

  private static Declined refused(String method, SlackApiException e) {
    int status = e.getResponse().code();
    if (status == TOO_MANY) {
      return Declined.forNow(method, "too many calls", after(e));
    }
    return status >= 500
        ? Declined.forNow(method, "answered with " + status, null)
        : Declined.forGood(method, "answered with " + status);
  }

  private static Duration after(SlackApiException e) {
    String seconds = e.getResponse().header("Retry-After");
    return seconds != null && seconds.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }
}
