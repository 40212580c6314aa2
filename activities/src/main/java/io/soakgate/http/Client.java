package io.soakgate.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests; follows no redirect, tries nothing twice, and keeps connections for the next
 * request. Blocking, because a load must cost little beside what it measures (ADR 0020).
 */
public final class Client {
  private static final int CONNECTIONS = 400;
  private static final int LONGEST_BODY = 8_000_000;
  // A server may close what is idle; what was idle that long is looked at before it is used.
  private static final TimeValue IDLE = TimeValue.ofMilliseconds(200);
  private static final TimeValue KEPT = TimeValue.ofSeconds(5);
  private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

  private final CloseableHttpClient client =
      HttpClients.custom()
          .useSystemProperties()
          .setUserAgent("soakgate")
          .disableRedirectHandling()
          .disableAutomaticRetries()
          .disableCookieManagement()
          .disableAuthCaching()
          .setKeepAliveStrategy((response, context) -> KEPT)
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .useSystemProperties()
                  .setMaxConnPerRoute(CONNECTIONS)
                  .setMaxConnTotal(CONNECTIONS)
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom().setValidateAfterInactivity(IDLE).build())
                  .build())
          .build();

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "soakgate-http-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
    return deadlines;
  }

  /**
   * Sends a request and waits for all of its answer.
   *
   * @param keep whether what the answer holds is kept; otherwise it is read and dropped
   * @throws Unanswered when there is no answer in time
   * @throws InterruptedException when nobody wants to know any more; a request that is under way
   *     ends at its timeout
   */
  public Reply send(Request request, boolean keep) throws Unanswered, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    HttpUriRequestBase sent = built(request);
    // Timeouts of a connection begin anew with each byte; this one covers the whole answer.
    ScheduledFuture<?> deadline =
        DEADLINES.schedule(sent::cancel, request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.execute(sent, response -> reply(response, keep));
    } catch (IOException e) {
      throw sent.isCancelled() ? late(request) : unanswered(e, request);
    } finally {
      deadline.cancel(false);
    }
  }

  private static HttpUriRequestBase built(Request request) {
    HttpUriRequestBase built = new HttpUriRequestBase(request.method(), request.uri());
    Timeout timeout = Timeout.of(request.timeout());
    built.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout)
            .setResponseTimeout(timeout)
            .build());
    request.headers().forEach(h -> built.addHeader(h.name(), h.value()));
    if (request.body().length > 0) {
      built.setEntity(new ByteArrayEntity(request.body(), null));
    }
    return built;
  }

  private static Reply reply(ClassicHttpResponse response, boolean keep) throws IOException {
    HttpEntity entity = response.getEntity();
    if (!keep || entity == null) {
      EntityUtils.consume(entity);
      return new Reply(response.getCode(), keep ? "" : null);
    }
    try {
      String body = EntityUtils.toString(entity, StandardCharsets.UTF_8, LONGEST_BODY);
      return new Reply(response.getCode(), body);
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }

  // Causes are named by their sort: their own words may repeat the address, which is not ours to
  // tell.
  private static Unanswered unanswered(IOException cause, Request request) {
    if (cause instanceof SocketTimeoutException) {
      return late(request);
    }
    if (cause instanceof ConnectException) {
      return new Unanswered("the endpoint refused the connection", false);
    }
    return new Unanswered("the connection broke (" + cause.getClass().getSimpleName() + ")", false);
  }

  private static Unanswered late(Request request) {
    return new Unanswered("no answer within " + request.timeout().toMillis() + " ms", true);
  }
}
