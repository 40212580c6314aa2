package io.soakgate.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests; follows no redirect, and keeps connections for the next one. */
public final class Client {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Sends a request and waits for all of its answer.
   *
   * @param keep whether what the answer holds is kept; otherwise it is read and dropped
   * @throws Unanswered when there is no answer in time
   * @throws InterruptedException when nobody wants to know any more
   */
  public Reply send(Request request, boolean keep) throws Unanswered, InterruptedException {
    BodyHandler<String> bodies = keep ? BodyHandlers.ofString() : BodyHandlers.replacing(null);
    // The request's own timeout ends with the headers; the one below covers the body as well.
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(built(request), bodies);
    try {
      HttpResponse<String> response =
          answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw late(request);
    } catch (ExecutionException e) {
      throw unanswered(e.getCause(), request);
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpRequest built(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(request.timeout())
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(h -> builder.header(h.name(), h.value()));
    return builder.build();
  }

  // Causes are named by their sort: their own words may repeat the address, which is not ours to
  // tell.
  private static Unanswered unanswered(Throwable cause, Request request) {
    if (cause instanceof HttpTimeoutException) {
      return late(request);
    }
    if (cause instanceof ConnectException) {
      return new Unanswered("the endpoint refused the connection", false);
    }
    String sort = cause.getClass().getSimpleName();
    return cause instanceof IOException
        ? new Unanswered("the connection broke (" + sort + ")", false)
        : new Unanswered("the request failed (" + sort + ")", false);
  }

  private static Unanswered late(Request request) {
    return new Unanswered("no answer within " + request.timeout().toMillis() + " ms", true);
  }
}
